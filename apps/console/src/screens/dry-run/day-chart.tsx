import type { DryRunView } from "@perennial/api";
import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import { dayBars } from "./model/day-bars.ts";
import { words } from "./words.ts";

const CHANNELS = ["email", "sms", "calls", "tasks"] as const;
/** Beside their colours, channels differ in how they are filled. */
const FILLS = ["none", "line", "dot", "cross"] as const;

/** What is done each day, by channel, on top of each other. */
export function DayChart({ days }: { readonly days: DryRunView["days"] }) {
  const t = useWords(words);
  const { day, count } = useFormat();
  const bars = useMemo(() => dayBars(days), [days]);
  const names = CHANNELS.map((each) => t(each));
  const [email = "", sms = "", calls = "", tasks = ""] = names;
  const option = useMemo(
    () => ({
      tooltip: { trigger: "axis" as const },
      legend: { top: 0 },
      grid: { left: 48, right: 16, top: 36, bottom: 32 },
      xAxis: { type: "category" as const, data: [...bars.names] },
      yAxis: { type: "value" as const, minInterval: 1 },
      series: [email, sms, calls, tasks].map((name, index) => ({
        ...{ name, type: "bar" as const, stack: "all" },
        data: [...bars[CHANNELS[index] ?? "email"]],
        itemStyle: DECALS[index] ?? {},
      })),
    }),
    [bars, email, sms, calls, tasks],
  );
  const table = {
    head: [t("day"), ...names],
    rows: bars.names.map((name, index) => [
      day(name),
      ...CHANNELS.map((each) => count(bars[each][index] ?? 0)),
    ]),
  };
  return <Chart name={t("byDay")} option={option} table={table} />;
}

const DECALS = FILLS.map((fill) => {
  if (fill === "line") return { decal: { dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.8 } };
  if (fill === "dot")
    return { decal: { symbol: "circle", dashArrayX: [5, 5], dashArrayY: [5, 5] } };
  return fill === "cross" ? { decal: { symbol: "triangle", symbolSize: 0.6 } } : {};
});
