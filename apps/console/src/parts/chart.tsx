import { Box, Button, Skeleton, Table } from "@mantine/core";
import type { EChartsOption } from "echarts";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

const ChartCanvas = lazy(() =>
  import("./chart-canvas.tsx").then((each) => ({ default: each.ChartCanvas })),
);

/** The same numbers as a table. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/** A chart. */
export interface ChartProps {
  /** What it shows, for who hears it. */
  readonly name: string;
  readonly option: EChartsOption;
  readonly table: ChartTable;
  /** In pixels. @default 320 */
  readonly height?: number;
  /** What a click on a part of it does; `name` and `data` are echarts'. */
  readonly onPick?: (picked: { readonly name: string; readonly data: unknown }) => void;
}

/** A chart, and the same numbers as a table for who reads those better. */
export function Chart({ name, option, table, height = 320, onPick }: ChartProps) {
  const [isTable, setTable] = useState(false);
  const t = useWords(partWords);
  return (
    <Box component="figure" m={0}>
      {isTable ? (
        <Table.ScrollContainer minWidth={320} mah={height} tabIndex={0} aria-label={name}>
          <NumberTable name={name} table={table} />
        </Table.ScrollContainer>
      ) : (
        <Suspense fallback={<Skeleton h={height} />}>
          <ChartCanvas name={name} option={option} height={height} {...(onPick && { onPick })} />
        </Suspense>
      )}
      <Button size="compact-xs" variant="subtle" onClick={() => setTable(!isTable)}>
        {t(isTable ? "asChart" : "asTable")}
      </Button>
    </Box>
  );
}

function NumberTable({ name, table }: { readonly name: string; readonly table: ChartTable }) {
  return (
    <Table aria-label={name} striped>
      <Table.Thead>
        <Table.Tr>
          {table.head.map((each) => (
            <Table.Th key={each}>{each}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {table.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name of its own and never moves
          <Table.Tr key={at}>
            {row.map((cell, column) => (
              <Table.Td key={table.head[column]}>{cell}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
