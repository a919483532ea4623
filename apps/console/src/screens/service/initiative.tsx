import { Group, Stack } from "@mantine/core";
import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Section } from "../../parts/section.tsx";
import type { ServiceReport } from "./service-screen.tsx";
import { words } from "./words.ts";

/** Whether the company or the customer takes the initiative to contacts, and whether it did before (D-38). */
export function Initiative({ report }: { readonly report: ServiceReport }) {
  const t = useWords(words);
  const { count, share } = useFormat();
  const { initiative, initiativeBefore: before } = report;
  return (
    <Section title={t("initiative")} lead={t("initiativeLead")}>
      <Stack gap="md">
        <Group gap="xl" align="flex-start">
          <Figure
            name={t("proactive")}
            value={count(initiative.proactive)}
            of="ServiceReport.initiative.proactive"
            note={t("was", { value: count(before.proactive) })}
          />
          <Figure
            name={t("reactive")}
            value={count(initiative.reactive)}
            of="ServiceReport.initiative.reactive"
            note={t("was", { value: count(before.reactive) })}
          />
          <Figure
            name={t("share")}
            value={initiative.share === null ? "–" : share(initiative.share)}
            of="ServiceReport.initiative.share"
            note={
              before.share === null ? t("nothingBefore") : t("was", { value: share(before.share) })
            }
          />
        </Group>
        {initiative.share !== null && <InitiativeChart report={report} />}
      </Stack>
    </Section>
  );
}

function InitiativeChart({ report }: { readonly report: ServiceReport }) {
  const t = useWords(words);
  const { count } = useFormat();
  const { initiative, initiativeBefore: before } = report;
  const [ours, theirs, then, now] = [t("proactive"), t("reactive"), t("before"), t("now")];
  const option = useMemo(
    () => ({
      tooltip: { trigger: "axis" as const },
      legend: { top: 0 },
      grid: { left: 80, right: 16, top: 36, bottom: 32 },
      xAxis: { type: "value" as const, minInterval: 1 },
      yAxis: { type: "category" as const, data: [now, then] },
      series: [
        {
          ...{ name: ours, type: "bar" as const, stack: "all" },
          data: [initiative.proactive, before.proactive],
        },
        {
          ...{ name: theirs, type: "bar" as const, stack: "all" },
          data: [initiative.reactive, before.reactive],
          itemStyle: { decal: { dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.8 } },
        },
      ],
    }),
    [initiative, before, ours, theirs, then, now],
  );
  const table = {
    head: ["", ours, theirs],
    rows: [
      [then, count(before.proactive), count(before.reactive)],
      [now, count(initiative.proactive), count(initiative.reactive)],
    ],
  };
  return <Chart name={t("initiative")} option={option} table={table} height={180} />;
}
