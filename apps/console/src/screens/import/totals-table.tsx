import { Group, Table } from "@mantine/core";
import type { ImportTotals } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Means } from "../../parts/means.tsx";
import { words } from "./words.ts";

const NUMBERS = [
  { name: "read", of: "ImportTotals.read" },
  { name: "new", of: "ImportTotals.new" },
  { name: "changed", of: "ImportTotals.changed" },
  { name: "unchanged", of: "ImportTotals.unchanged" },
  { name: "skipped", of: "ImportTotals.skipped" },
  { name: "failed", of: "ImportTotals.failed" },
] as const;

/** What became of the records of each kind. */
export function TotalsTable({ totals }: { readonly totals: readonly ImportTotals[] }) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("kind")}</Table.Th>
            {NUMBERS.map(({ name, of }) => (
              <Table.Th key={name} ta="right">
                <Group gap={2} justify="flex-end" wrap="nowrap">
                  {t(name)}
                  <Means of={of} name={t(name)} />
                </Group>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {totals.map((each) => (
            <Table.Tr key={each.kind}>
              <Table.Td>{t(each.kind)}</Table.Td>
              {NUMBERS.map(({ name }) => (
                <Table.Td key={name} ta="right">
                  {count(each[name])}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
