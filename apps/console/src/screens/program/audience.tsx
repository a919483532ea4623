import { Anchor, Group, Progress, Stack, Table, Text } from "@mantine/core";
import type { AudienceView, ProgramView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** Whom the program is for: how many, which condition keeps the others out, and who would enter. */
export function Audience({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("getDraftAudience", {
    ...{ params: { id: program.id }, query: { locale }, body: { source: "published" } },
  });
  return (
    <Answered query={query} rows={8}>
      {(audience) => (
        <Stack>
          <Section title={t("audience")} lead={t("audienceLead")}>
            <Counts audience={audience} />
          </Section>
          <Section
            title={t("conditions")}
            lead={audience.conditions.length > 0 && t("conditionsLead", { count: audience.sample })}
          >
            <Conditions audience={audience} />
          </Section>
          <Section title={t("examples")}>
            <Examples audience={audience} />
          </Section>
        </Stack>
      )}
    </Answered>
  );
}

function Counts({ audience }: { readonly audience: AudienceView }) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <Group gap="xl">
      <Figure name={t("today")} value={count(audience.today)} of="ProgramAudience.today" />
      <Figure name={t("eligible")} value={count(audience.eligible)} of="ProgramAudience.eligible" />
      <Figure name={t("base")} value={count(audience.base)} of="ProgramAudience.base" />
    </Group>
  );
}

function Conditions({ audience: { conditions } }: { readonly audience: AudienceView }) {
  const t = useWords(words);
  const { share } = useFormat();
  if (conditions.length === 0) return <Text>{t("noConditions")}</Text>;
  return (
    <Table aria-label={t("conditions")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("condition")}</Table.Th>
          <Table.Th ta="right">{t("holds")}</Table.Th>
          <Table.Th w="30%" aria-hidden />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {conditions.map((each) => (
          <Table.Tr key={each.sentence}>
            <Table.Td>{capital(each.sentence)}</Table.Td>
            <Table.Td ta="right">{share(each.share)}</Table.Td>
            <Table.Td aria-hidden>
              <Progress value={each.share * 100} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Examples({ audience: { examples } }: { readonly audience: AudienceView }) {
  const t = useWords(words);
  if (examples.length === 0) return <Nothing title={t("examples")}>{t("noExamples")}</Nothing>;
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table aria-label={t("examples")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("customer")}</Table.Th>
            <Table.Th>{t("enters")}</Table.Th>
            <Table.Th>{t("why")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {examples.map(({ customerId, agreementId, name, enters, because }) => (
            <Table.Tr key={`${customerId} ${agreementId}`}>
              <Table.Td>
                <Anchor renderRoot={(props) => <Link to={`/customers/${customerId}`} {...props} />}>
                  {name}
                </Anchor>
                {agreementId !== null && (
                  <Text size="xs" c="dark.4">
                    {t("agreement", { id: agreementId })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{t(enters === "today" ? "entersToday" : "entersLater")}</Table.Td>
              <Table.Td>{capital(because)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
