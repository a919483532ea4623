import { Box, Table, Text } from "@mantine/core";
import type { DryRunView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** How often each step was done, with a bar against the step that was done most. */
export function StepTable({ steps }: { readonly steps: DryRunView["steps"] }) {
  const t = useWords(words);
  const { count } = useFormat();
  const most = Math.max(1, ...steps.map(({ done }) => done));
  return (
    <Table.ScrollContainer minWidth={560} tabIndex={0} aria-label={t("bySteps")}>
      <Table fz="sm" aria-label={t("bySteps")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("step")}</Table.Th>
            <Table.Th w={220}>{t("done")}</Table.Th>
            <Table.Th ta="right">{t("held")}</Table.Th>
            <Table.Th ta="right">{t("skipped")}</Table.Th>
            <Table.Th ta="right">{t("withdrawn")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map(({ step, number, title, done, held, skipped, withdrawn }) => (
            <Table.Tr key={step}>
              <Table.Td>
                {number}. {title}
              </Table.Td>
              <Table.Td>
                <Text size="sm" style={{ fontVariantNumeric: "tabular-nums" }}>
                  {count(done)}
                </Text>
                <Box h={6} w={`${(100 * done) / most}%`} bg="evergreen.6" aria-hidden />
              </Table.Td>
              <Table.Td ta="right">{count(held)}</Table.Td>
              <Table.Td ta="right">{count(skipped)}</Table.Td>
              <Table.Td ta="right">{count(withdrawn)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
