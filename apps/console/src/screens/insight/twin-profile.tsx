import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import { CHART_TEXT } from "./chart-text.ts";
import type { TwinsAnswer } from "./twins.tsx";
import { words } from "./twins-words.ts";

/** Room for one attribute in the picture, and for what stands around them. */
const HEIGHT = { each: 44, around: 90 };

/** What sets the best apart: the shares side by side, with the same numbers and their bounds as a table. */
export function TwinProfile({ traits }: Pick<TwinsAnswer, "traits">) {
  const { share, decimal, count } = useFormat();
  const t = useWords(words);
  const [best, others] = [t("bestShare"), t("othersShare")];
  const option = useMemo(() => {
    // A chart counts upwards from below, and what says most belongs at the top.
    const rows = traits.toReversed();
    return {
      textStyle: CHART_TEXT,
      grid: { left: 10, right: 20, top: 40, bottom: 10, containLabel: true },
      legend: { top: 0 },
      tooltip: {
        trigger: "axis" as const,
        valueFormatter: (value: unknown) => share(Number(value)),
      },
      xAxis: {
        ...{ type: "value" as const, min: 0, max: 1 },
        axisLabel: { formatter: (value: number) => share(value) },
      },
      yAxis: {
        type: "category" as const,
        data: rows.map(({ name, value }) => `${name}: ${value}`),
      },
      series: [
        {
          ...{ name: others, type: "bar" as const },
          data: rows.map(({ othersShare }) => othersShare),
        },
        { ...{ name: best, type: "bar" as const }, data: rows.map(({ bestShare }) => bestShare) },
      ],
    };
  }, [traits, share, best, others]);
  const table = {
    head: [t("attribute"), t("value"), best, others, t("lift"), "95 %", t("points")],
    rows: traits.map((trait) => [
      ...[trait.name, trait.value, share(trait.bestShare), share(trait.othersShare)],
      decimal(trait.lift, 2),
      t("interval", { low: decimal(trait.low, 2), high: decimal(trait.high, 2) }),
      count(trait.points),
    ]),
  };
  const height = HEIGHT.around + HEIGHT.each * traits.length;
  return <Chart name={t("title")} option={option} table={table} height={height} />;
}
