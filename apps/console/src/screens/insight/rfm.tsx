import { Stack, Table, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Means } from "../../parts/means.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { KeptLine } from "./kept-line.tsx";
import type { Refresh } from "./refresh.ts";
import { NeedData } from "./value.tsx";
import { words } from "./words.ts";

type Cell = Answer<"getRfm">["cells"][number];
const SCORES = [5, 4, 3, 2, 1] as const;

/** Customers by how recently and how often they bought, each cell with how many and for how much. */
export function Rfm({ refresh }: { readonly refresh: Refresh }) {
  const t = useWords(words);
  const query = useAsk("getRfm");
  return (
    <Answered query={query}>
      {({ kept, cells, customers }) => (
        <Stack gap="md">
          <KeptLine kept={kept} refresh={refresh} />
          {kept !== null && (
            <Section title={t("rfm")} lead={t("rfmLead")}>
              {cells.length === 0 ? (
                <Nothing title={t("needRfm")} action={<NeedData />}>
                  {t("needRfmMeans")}
                </Nothing>
              ) : (
                <Grid cells={cells} all={customers} />
              )}
            </Section>
          )}
        </Stack>
      )}
    </Answered>
  );
}

function Grid({ cells, all }: { readonly cells: readonly Cell[]; readonly all: number }) {
  const t = useWords(words);
  const most = Math.max(
    ...SCORES.flatMap((r) => SCORES.map((f) => countOf(inCell(cells, r, f)))),
    1,
  );
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table layout="fixed" withColumnBorders aria-label={t("rfm")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={130}>
              {t("recency")} <Means of="Rfm.cells.recency" name={t("recency")} />
            </Table.Th>
            {SCORES.map((frequency) => (
              <Table.Th key={frequency}>
                {t("frequencyScore", { score: frequency })}
                {frequency === 5 && <Means of="Rfm.cells.frequency" name={t("frequency")} />}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {SCORES.map((recency) => (
            <Table.Tr key={recency}>
              <Table.Th scope="row">{t("recencyScore", { score: recency })}</Table.Th>
              {SCORES.map((frequency) => (
                <RfmCell
                  key={frequency}
                  own={inCell(cells, recency, frequency)}
                  {...{ all, most }}
                />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function inCell(cells: readonly Cell[], recency: number, frequency: number): readonly Cell[] {
  return cells.filter((cell) => cell.recency === recency && cell.frequency === frequency);
}

function countOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { customers }) => sum + customers, 0);
}

function RfmCell(props: {
  readonly own: readonly Cell[];
  readonly all: number;
  readonly most: number;
}) {
  const { own, all, most } = props;
  const { count, share, money, decimal } = useFormat();
  const t = useWords(words);
  const customers = countOf(own);
  if (customers === 0) return <Table.Td c="dark.3">–</Table.Td>;
  const amount = own.reduce((sum, cell) => sum + cell.amount, 0);
  const monetary = own.reduce((sum, cell) => sum + cell.monetary * cell.customers, 0) / customers;
  return (
    <Table.Td
      style={{ background: `rgba(29, 107, 79, ${(0.28 * (customers / most)).toFixed(2)})` }}
    >
      <Text fw={600}>{count(customers)}</Text>
      <Text size="xs">
        {share(customers / all)} · {money(amount)}
      </Text>
      <Text size="xs">
        {t("monetaryMean")}: {decimal(monetary)}
      </Text>
    </Table.Td>
  );
}
