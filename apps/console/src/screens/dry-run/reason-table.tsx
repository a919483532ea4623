import { Table, Text } from "@mantine/core";
import type { DryRunView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** How often something happened for each reason, the most frequent first. */
export function ReasonTable({
  name,
  reasons,
}: {
  readonly name: string;
  readonly reasons: DryRunView["skips"];
}) {
  const t = useWords(words);
  const { count } = useFormat();
  if (reasons.length === 0) return <Text size="sm">{t("noneOf")}</Text>;
  return (
    <Table fz="sm" aria-label={name}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("reason")}</Table.Th>
          <Table.Th ta="right">{t("count")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reasons
          .toSorted((a, b) => b.count - a.count)
          .map(({ reason, words: said, count: times }) => (
            <Table.Tr key={reason}>
              <Table.Td>{said}</Table.Td>
              <Table.Td ta="right">{count(times)}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}
