import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Chart } from "../../parts/chart.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { CHART_TEXT } from "./chart-text.ts";
import { KeptLine } from "./kept-line.tsx";
import type { Refresh } from "./refresh.ts";
import { NeedData } from "./value.tsx";
import { words } from "./words.ts";

type Report = Answer<"getPareto">;

/** How much of the value the best customers stand for (M-14), as a curve with the same numbers as a table. */
export function Pareto({ refresh }: { readonly refresh: Refresh }) {
  const t = useWords(words);
  const query = useAsk("getPareto");
  return (
    <Answered query={query}>
      {(report) => (
        <Stack gap="md">
          <KeptLine kept={report.kept} refresh={refresh} />
          {report.kept !== null && (
            <Section title={t("pareto")} lead={t("paretoLead")}>
              {report.curve.length === 0 ? (
                <Nothing title={t("needPareto")} action={<NeedData />}>
                  {t("needParetoMeans")}
                </Nothing>
              ) : (
                <Spread report={report} />
              )}
            </Section>
          )}
        </Stack>
      )}
    </Answered>
  );
}

function Spread({ report }: { readonly report: Report }) {
  const { count, share, money } = useFormat();
  const t = useWords(words);
  const { curve, topShare, customersForFourFifths, customers, totalValue, basis } = report;
  return (
    <>
      <Group gap="xl" mb="md">
        {topShare !== null && (
          <Figure name={t("topFifth")} value={share(topShare)} of="Pareto.topShare" />
        )}
        {customersForFourFifths !== null && (
          <Figure
            name={t("fourFifths")}
            value={share(customersForFourFifths)}
            of="Pareto.customersForFourFifths"
          />
        )}
        <Figure name={t("paretoCustomers")} value={count(customers)} of="Pareto.customers" />
        <Figure name={t("totalValue")} value={money(totalValue)} of="Pareto.totalValue" />
      </Group>
      <ParetoChart curve={curve} />
      <Text size="sm" c="dark.4">
        {t(basis === "plan" ? "paretoPlan" : "paretoPurchases")}{" "}
        <Anchor
          size="sm"
          underline="always"
          renderRoot={(link) => (
            <Link to="/customers" search={{ order: "value" } as never} {...link} />
          )}
        >
          {t("bestCustomers")}
        </Anchor>
      </Text>
    </>
  );
}

function ParetoChart({ curve }: { readonly curve: Report["curve"] }) {
  const { share } = useFormat();
  const t = useWords(words);
  const [people, worth, equal] = [t("shareCustomers"), t("shareValue"), t("equal")];
  const option = useMemo(() => {
    const axis = (name: string) => ({
      ...{ type: "value" as const, min: 0, max: 1, name, nameLocation: "middle" as const },
      axisLabel: { formatter: (value: number) => share(value) },
    });
    return {
      textStyle: CHART_TEXT,
      grid: { left: 70, right: 20, top: 40, bottom: 50 },
      legend: { top: 0 },
      tooltip: {
        trigger: "axis" as const,
        valueFormatter: (value: unknown) => share(Number(value)),
      },
      xAxis: { ...axis(people), nameGap: 28 },
      yAxis: { ...axis(worth), nameGap: 50 },
      series: [
        {
          ...{ name: worth, type: "line" as const, showSymbol: false },
          areaStyle: { opacity: 0.12 },
          data: curve.map(({ customers, value }) => [customers, value]),
        },
        {
          ...{ name: equal, type: "line" as const, showSymbol: false },
          lineStyle: { type: "dashed" as const },
          data: [
            [0, 0],
            [1, 1],
          ],
        },
      ],
    };
  }, [curve, share, people, worth, equal]);
  const table = {
    head: [t("shareCustomers"), t("shareValue")],
    rows: curve.map(({ customers, value }) => [share(customers), share(value)]),
  };
  return <Chart name={t("pareto")} option={option} table={table} height={320} />;
}
