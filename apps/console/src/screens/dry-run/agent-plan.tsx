import { Group, Stack, Text } from "@mantine/core";
import type { DryRunView } from "@perennial/api";
import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import { Figure } from "../../parts/figure.tsx";
import { words } from "./words.ts";

type Plan = NonNullable<DryRunView["agents"]["plan"]>;

/** The calls against what the agents have time for by the company's own setting, and what does not fit. */
export function AgentPlan({ plan, currency }: { readonly plan: Plan; readonly currency: string }) {
  const t = useWords(words);
  const { count, money } = useFormat();
  const { planned, leftOut, leftOutWorth } = plan;
  if (planned + leftOut === 0) return <Text>{t("loadNone")}</Text>;
  const left = { count: leftOut, worth: money(leftOutWorth, currency) };
  return (
    <Stack gap="sm">
      <Group gap="xl" align="flex-start">
        <Figure name={t("planned")} value={count(planned)} of="DryRun.agents.plan.planned" />
        <Figure name={t("noRoom")} value={count(leftOut)} of="DryRun.agents.plan.leftOut" />
      </Group>
      <Text>
        {t("planMeans", { planned: count(planned) })}{" "}
        <b>{leftOut === 0 ? t("leftNone") : t("leftOut", left)}</b>
      </Text>
      <PlanChart days={plan.days} />
    </Stack>
  );
}

function PlanChart({ days }: { readonly days: Plan["days"] }) {
  const t = useWords(words);
  const { day, count } = useFormat();
  const [asked, planned, room] = [t("asked"), t("planned"), t("room")];
  const option = useMemo(
    () => ({
      tooltip: { trigger: "axis" as const },
      legend: { top: 0 },
      grid: { left: 48, right: 16, top: 36, bottom: 32 },
      xAxis: { type: "category" as const, data: days.map(({ date }) => date) },
      yAxis: { type: "value" as const, minInterval: 1 },
      series: [
        { name: asked, type: "line" as const, step: "middle" as const, symbol: "none" },
        { name: planned, type: "bar" as const },
        {
          ...{ name: room, type: "line" as const, step: "middle" as const, symbol: "none" },
          lineStyle: { type: "dashed" as const },
        },
      ].map((each, index) => ({
        ...each,
        data: days.map((one) => [one.asked, one.planned, one.capacity][index] ?? 0),
      })),
    }),
    [days, asked, planned, room],
  );
  const table = {
    head: [t("day"), asked, planned, room],
    rows: days
      .filter((each) => each.asked + each.planned > 0)
      .map((each) => [
        day(each.date),
        count(each.asked),
        count(each.planned),
        count(each.capacity),
      ]),
  };
  return <Chart name={t("load")} option={option} table={table} height={260} />;
}
