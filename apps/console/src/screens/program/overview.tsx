import { Grid, List, Stack, Table, Text } from "@mantine/core";
import type { ProgramAbout, ProgramView } from "@perennial/api";
import type { ReactNode } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { Activity } from "./activity.tsx";
import { words } from "./words.ts";

/** What a program is for, and what it did in the last month. */
export function Overview({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const about = useAsk("getProgramAbout", { params: { id: program.id }, query: { locale } });
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Activity program={program} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Section title={t("about")}>
          <Answered query={about} rows={8}>
            {(found) => <Header about={found} />}
          </Answered>
        </Section>
      </Grid.Col>
    </Grid>
  );
}

function Header({ about }: { readonly about: ProgramAbout }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { objective, target, targetGroup, responsible, doneBy, family, flows, starts } = about;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("target"), target[locale]],
    [t("targetGroup"), targetGroup[locale]],
    [t("responsible"), responsible[locale]],
    [t("doneBy"), doneBy[locale]],
    ...(family ? [[t("family"), family[locale]] as const] : []),
    ...(flows.length > 0 ? [[t("flows"), flows.join(" · ")] as const] : []),
    [t("starts"), <Starts key="starts" starts={starts} />],
    [t("entry"), about.entry === null ? t("noEntry") : capital(about.entry)],
    [
      t("holdout"),
      about.holdout > 0 ? t("holdoutMeans", { share: about.holdout }) : t("noHoldout"),
    ],
  ];
  return (
    <Stack gap="sm">
      <Text>{objective[locale]}</Text>
      <Table layout="fixed" aria-label={t("about")}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w="34%" style={{ verticalAlign: "top" }}>
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

function Starts({ starts }: { readonly starts: readonly string[] }) {
  if (starts.length === 1) return starts[0];
  return (
    <List size="sm">
      {starts.map((each) => (
        <List.Item key={each}>{each}</List.Item>
      ))}
    </List>
  );
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
