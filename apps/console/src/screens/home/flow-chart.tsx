import type { FlowsView } from "@perennial/api";
import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { CHART_COLOURS } from "../../app/theme.ts";
import { Chart } from "../../parts/chart.tsx";
import { flowLinks } from "./flow-links.ts";
import { words } from "./words.ts";

/** Where everybody went in a period, from the states before to those after, and the same numbers as a table. */
export function FlowChart({ flows }: { readonly flows: FlowsView }) {
  const t = useWords(words);
  const { count } = useFormat();
  const { links, nodes } = useMemo(() => flowLinks(flows), [flows]);
  const option = useMemo(
    () => ({
      tooltip: { trigger: "item" as const },
      series: [
        {
          type: "sankey" as const,
          ...{ left: 8, right: 150, top: 8, bottom: 8, nodeWidth: 14, nodeGap: 10 },
          draggable: false,
          emphasis: { focus: "adjacency" as const },
          // A flow has the colour of where it comes from.
          lineStyle: { color: "source" as const, opacity: 0.35 },
          label: {
            fontSize: 13,
            formatter: ({ name }: { readonly name: string }) => nodes[name]?.name ?? "",
          },
          data: Object.entries(nodes).map(([name, { at }]) => ({
            name,
            itemStyle: { color: CHART_COLOURS[at % CHART_COLOURS.length] ?? "#37424a" },
          })),
          links: links.map(({ from, to, customers }) => ({
            ...{ source: from, target: to, value: customers },
          })),
        },
      ],
    }),
    [links, nodes],
  );
  if (links.length === 0) return null;
  const table = {
    head: [t("from"), t("to"), t("customers")],
    rows: links.map(({ from, to, customers }) => [
      nodes[from]?.name ?? t("came"),
      nodes[to]?.name ?? t("gone"),
      count(customers),
    ]),
  };
  return <Chart name={t("flow")} option={option} table={table} height={340} />;
}
