import { NumberInput, Stack, Text } from "@mantine/core";
import type { DryRunView } from "@perennial/api";
import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import type { DryRunResultProps } from "./dry-run-result.tsx";
import { daysOver } from "./model/day-bars.ts";
import { words } from "./words.ts";

/** The calls of each day against how many there is time for. */
export function AgentLoad({ run, capacity, change }: DryRunResultProps) {
  const t = useWords(words);
  const { day, count } = useFormat();
  const { busiest } = run.agents;
  if (busiest === null) return <Text>{t("loadNone")}</Text>;
  const over = daysOver(run.days, capacity);
  const most = {
    day: day(busiest.date),
    calls: count(busiest.calls),
    minutes: count(busiest.minutes),
  };
  return (
    <Stack gap="sm">
      <NumberInput
        label={t("capacity")}
        description={t("capacityHelp")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        min={1}
        maw={240}
        value={capacity}
        onChange={(next) => Number(next) > 0 && change(Number(next))}
      />
      <Text>
        {t("loadMeans", most)} <b>{over === 0 ? t("overNone") : t("over", { count: over })}</b>
      </Text>
      <LoadChart days={run.days} capacity={capacity} />
    </Stack>
  );
}

function LoadChart({
  days,
  capacity,
}: {
  readonly days: DryRunView["days"];
  readonly capacity: number;
}) {
  const t = useWords(words);
  const { day, count } = useFormat();
  const name = t("calls");
  const limit = t("capacity");
  const option = useMemo(
    () => ({
      tooltip: { trigger: "axis" as const },
      grid: { left: 48, right: 16, top: 16, bottom: 32 },
      xAxis: { type: "category" as const, data: days.map(({ date }) => date) },
      yAxis: {
        type: "value" as const,
        minInterval: 1,
        max: (value: { max: number }) => Math.max(value.max, capacity),
      },
      series: [
        {
          ...{ name, type: "bar" as const, data: days.map(({ calls }) => calls) },
          markLine: {
            ...{ silent: true, symbol: "none", data: [{ yAxis: capacity, name: limit }] },
            lineStyle: { color: "#86192f", type: "dashed" as const },
            label: { formatter: `${limit}: ${capacity}`, position: "insideEndTop" as const },
          },
        },
      ],
    }),
    [days, capacity, name, limit],
  );
  const table = {
    head: [t("day"), name, t("callsMade"), t("callsWaiting")],
    rows: days
      .filter(({ calls, callsMade, callsWaiting }) => calls + callsMade + callsWaiting > 0)
      .map((each) => [
        day(each.date),
        count(each.calls),
        count(each.callsMade),
        count(each.callsWaiting),
      ]),
  };
  return <Chart name={t("load")} option={option} table={table} height={240} />;
}
