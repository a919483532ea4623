import { Table } from "@mantine/core";
import type { TrialView } from "@perennial/api";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** What was asked and the value seen, condition by condition. */
export function ConditionTable(props: {
  readonly name: string;
  readonly conditions: TrialView["entry"]["conditions"];
}) {
  const t = useWords(words);
  if (props.conditions.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={420} tabIndex={0} aria-label={props.name}>
      <Table fz="sm" aria-label={props.name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("condition")}</Table.Th>
            <Table.Th>{t("saw")}</Table.Th>
            <Table.Th>{t("holds")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.conditions.map(({ sentence, saw, holds, decisive }) => (
            <Table.Tr key={`${sentence} ${saw}`}>
              <Table.Td>{sentence}</Table.Td>
              <Table.Td>{saw}</Table.Td>
              <Table.Td>
                {t(holds ? "yes" : "no")}
                {decisive && ` (${t("decisive")})`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
