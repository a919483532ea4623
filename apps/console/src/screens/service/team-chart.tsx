import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import type { ServiceReport } from "./service-screen.tsx";
import { words } from "./words.ts";

/** Waiting and call length by team, beside what calls are to take at most. */
export function TeamChart({ teams }: { readonly teams: ServiceReport["teams"] }) {
  const t = useWords(words);
  const { decimal } = useFormat();
  const [waited, talked, goal, noTeam] = [t("waited"), t("talked"), t("goalLine"), t("noTeam")];
  const option = useMemo(() => {
    const bar = (name: string, of: (team: ServiceReport["teams"][number]) => number | null) => ({
      ...{ name, type: "bar" as const },
      data: teams.map((team) => minutes(of(team))),
    });
    return {
      tooltip: { trigger: "axis" as const },
      legend: { top: 0 },
      grid: { left: 48, right: 16, top: 36, bottom: 32 },
      xAxis: { type: "category" as const, data: teams.map(({ team }) => team || noTeam) },
      yAxis: { type: "value" as const },
      series: [
        bar(waited, (team) => team.waited),
        { ...bar(talked, (team) => team.talked), itemStyle: { decal: DECAL } },
        {
          ...{ name: goal, type: "scatter" as const, symbol: "diamond", symbolSize: 14 },
          data: teams.map(({ goals }) => minutes(goals?.callLength ?? null)),
        },
      ],
    };
  }, [teams, waited, talked, goal, noTeam]);
  const written = (seconds: number | null) => {
    const value = minutes(seconds);
    return value === null ? "–" : decimal(value);
  };
  const table = {
    head: [t("team"), waited, talked, goal],
    rows: teams.map((each) => [
      each.team || noTeam,
      written(each.waited),
      written(each.talked),
      written(each.goals?.callLength ?? null),
    ]),
  };
  return <Chart name={t("teamChart")} option={option} table={table} height={240} />;
}

const DECAL = { dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.8 };

function minutes(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds / 6) / 10;
}
