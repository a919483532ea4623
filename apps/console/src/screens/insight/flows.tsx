import { Button, Group, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Chart } from "../../parts/chart.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { FlowChart } from "../home/flow-chart.tsx";
import { UnwantedFlows } from "../home/unwanted-flows.tsx";
import { CHART_TEXT } from "./chart-text.ts";
import { words } from "./words.ts";

type Period = Answer<"getFlowPeriods">["items"][number];
const SIZES = ["month", "quarter"] as const;

/** The statement of flows period by period, and where everybody went in the one that is chosen (D-06, D-13 to D-17). */
export function Flows() {
  const { locale } = useLanguage();
  const t = useWords(words);
  const navigate = useNavigate();
  const search: { readonly by?: unknown; readonly from?: unknown } = useSearch({ strict: false });
  const by = SIZES.find((each) => each === search.by) ?? "month";
  const query = useAsk("getFlowPeriods", { query: { by, periods: 12, locale } }, { keep: true });
  const show = (next: Readonly<Record<string, string>>) =>
    void navigate({ to: "/insight/flows", search: { by, ...next } as never, replace: true });
  return (
    <Answered query={query} rows={8}>
      {({ items, firstNight }) => {
        if (firstNight === null) return <NoFlow />;
        const counted = items.filter(({ to }) => to >= firstNight);
        const chosen = items.find(({ from }) => from === search.from) ?? items.at(-1);
        return (
          <Stack gap="md">
            <Section
              title={t("months")}
              lead={t("monthsLead")}
              actions={
                <SegmentedControl
                  aria-label={t("period")}
                  value={by}
                  onChange={(value) => show({ by: value })}
                  data={SIZES.map((value) => ({ value, label: t(value) }))}
                />
              }
            >
              <PeriodChart items={counted} />
            </Section>
            {chosen && <FlowOf period={chosen} items={counted} choose={(from) => show({ from })} />}
          </Stack>
        );
      }}
    </Answered>
  );
}

function NoFlow() {
  const t = useWords(words);
  return (
    <Section title={t("months")}>
      <Nothing
        title={t("noFlow")}
        action={
          <Button renderRoot={(link) => <Link to="/loyalty" {...link} />}>{t("toPlan")}</Button>
        }
      >
        {t("noFlowMeans")}
      </Nothing>
    </Section>
  );
}

function PeriodChart({ items }: { readonly items: readonly Period[] }) {
  const { count, day } = useFormat();
  const t = useWords(words);
  const [fresh, back, gone] = [t("new"), t("wonBack"), t("lost")];
  const option = useMemo(() => {
    const bar = (name: string, of: (period: Period) => number) => ({
      ...{ name, type: "bar" as const, stack: "flow", data: items.map(of) },
    });
    return {
      textStyle: CHART_TEXT,
      grid: { left: 55, right: 20, top: 40, bottom: 30 },
      legend: { top: 0 },
      tooltip: { trigger: "axis" as const },
      xAxis: { type: "category" as const, data: items.map(({ from }) => from.slice(0, 7)) },
      yAxis: { type: "value" as const, minInterval: 1 },
      series: [
        bar(fresh, ({ statement }) => statement.new),
        bar(back, ({ statement }) => statement.wonBack),
        bar(gone, ({ statement }) => -statement.lost),
      ],
    };
  }, [items, fresh, back, gone]);
  const isQuiet = items.every(({ statement }) => {
    return statement.new + statement.wonBack + statement.lost === 0;
  });
  if (isQuiet) return <Text>{t("quiet")}</Text>;
  const table = {
    head: [
      t("period"),
      t("start"),
      t("new"),
      t("wonBack"),
      t("lost"),
      t("end"),
      t("wanted"),
      t("unwanted"),
    ],
    rows: items.map(({ from, statement, wanted, unwanted, counted }) => [
      counted ? day(from) : `${day(from)} (${t("notCounted")})`,
      ...[statement.start, statement.new, statement.wonBack, statement.lost, statement.end].map(
        count,
      ),
      ...[count(wanted), count(unwanted)],
    ]),
  };
  return <Chart name={t("months")} option={option} table={table} height={260} />;
}

function FlowOf(props: {
  readonly period: Period;
  readonly items: readonly Period[];
  readonly choose: (from: string) => void;
}) {
  const { period, items, choose } = props;
  const { from, to } = period;
  const { locale } = useLanguage();
  const { count, share, day } = useFormat();
  const t = useWords(words);
  const query = useAsk("getFlows", { query: { from, to, locale } }, { keep: true });
  const { statement } = period;
  return (
    <Section
      title={t("flowOf", { from: day(from), to: day(to) })}
      actions={
        <Select
          aria-label={t("choose")}
          w={270}
          value={from}
          allowDeselect={false}
          data={items
            .toReversed()
            .map((each) => ({ value: each.from, label: `${day(each.from)} – ${day(each.to)}` }))}
          onChange={(value) => value !== null && choose(value)}
        />
      }
    >
      <Group gap="xl" mb="md">
        <Figure name={t("start")} value={count(statement.start)} of="FlowStatement.start" />
        <Figure name={t("new")} value={`+ ${count(statement.new)}`} of="FlowStatement.new" />
        <Figure
          name={t("wonBack")}
          value={`+ ${count(statement.wonBack)}`}
          of="FlowStatement.wonBack"
        />
        <Figure name={t("lost")} value={`− ${count(statement.lost)}`} of="FlowStatement.lost" />
        <Figure name={t("end")} value={count(statement.end)} of="FlowStatement.end" />
        {period.complete && statement.churn !== null && (
          <Figure name={t("churn")} value={share(statement.churn)} of="FlowStatement.churn" />
        )}
      </Group>
      <Answered query={query}>
        {(flows) => (
          <>
            <FlowChart flows={flows} />
            <UnwantedFlows flows={flows.flows} states={flows.states} />
          </>
        )}
      </Answered>
    </Section>
  );
}
