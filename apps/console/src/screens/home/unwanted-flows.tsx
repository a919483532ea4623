import { Anchor, Table, Text, Title } from "@mantine/core";
import type { FlowsView, MoveView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** What was not wished for, each with the program that is meant to reduce it (D-15, D-17). */
export function UnwantedFlows(props: {
  readonly flows: readonly MoveView[];
  readonly states: FlowsView["states"];
}) {
  const { flows, states } = props;
  const { count } = useFormat();
  const t = useWords(words);
  const unwanted = flows
    .filter(({ mark, customers }) => mark === "unwanted" && customers > 0)
    .sort((one, other) => other.customers - one.customers);
  const nameOf = (state: string | null) =>
    states.find((each) => each.state === state)?.name ?? t("gone");
  return (
    <>
      <Title order={3} size="h5" mt="lg">
        {t("unwanted")}
      </Title>
      <Text size="sm" c="dark.4">
        {unwanted.length === 0 ? t("noUnwanted") : t("unwantedLead")}
      </Text>
      {unwanted.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table mt="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("from")}</Table.Th>
                <Table.Th>{t("to")}</Table.Th>
                <Table.Th ta="right">{t("customers")}</Table.Th>
                <Table.Th>{t("program")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {unwanted.map(({ from, to, customers, program }) => (
                <Table.Tr key={`${from} ${to}`}>
                  <Table.Td>{nameOf(from)}</Table.Td>
                  <Table.Td>{nameOf(to)}</Table.Td>
                  <Table.Td ta="right">{count(customers)}</Table.Td>
                  <Table.Td>
                    <ProgramLink program={program} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

function ProgramLink({ program }: { readonly program: string | null }) {
  const { locale } = useLanguage();
  const t = useWords(words);
  const { data } = useAsk("listPrograms");
  const found = data?.items.find(({ id }) => id === program);
  const to = found ? `/programs/${found.id}` : "/programs?tab=library";
  return (
    <Anchor renderRoot={(link) => <Link to={to} {...link} />}>
      {found ? found.name[locale] : t("chooseProgram")}
    </Anchor>
  );
}
