import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import type { FlowsView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useToday } from "../../app/format/use-today.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { FlowChart } from "./flow-chart.tsx";
import { UnwantedFlows } from "./unwanted-flows.tsx";
import { words } from "./words.ts";

const PERIODS = ["30", "90", "365"] as const;
type Period = (typeof PERIODS)[number];

/** The customer flow of a period: start, new, won back, lost, end, and where everybody went (D-06, D-13 to D-17). */
export function FlowStatement() {
  const t = useWords(words);
  const [period, setPeriod] = useState<Period>("30");
  const today = useToday();
  const plan = useAsk("getPlan");
  if (plan.data?.inForce === null) return <NoPlan />;
  const choose = (
    <SegmentedControl
      aria-label={t("period")}
      value={period}
      onChange={(value) => setPeriod(PERIODS.find((each) => each === value) ?? "30")}
      data={PERIODS.map((value) => ({ value, label: t(`days${value}`) }))}
    />
  );
  return today === undefined ? (
    <Section title={t("flow")}>{null}</Section>
  ) : (
    <FlowOf from={daysBefore(today, Number(period) - 1)} to={today} choose={choose} />
  );
}

function FlowOf(props: {
  readonly from: string;
  readonly to: string;
  readonly choose: React.ReactNode;
}) {
  const { from, to, choose } = props;
  const { locale } = useLanguage();
  const { day } = useFormat();
  const t = useWords(words);
  const query = useAsk("getFlows", { query: { from, to, locale } }, { keep: true });
  return (
    <Section
      title={t("flow")}
      lead={t("flowLead", { from: day(from), to: day(to) })}
      actions={choose}
    >
      <Answered query={query} rows={8}>
        {(flows) => (
          <>
            <Statement statement={flows.statement} />
            <FlowChart flows={flows} />
            <UnwantedFlows flows={flows.flows} states={flows.states} />
          </>
        )}
      </Answered>
    </Section>
  );
}

function Statement({ statement }: { readonly statement: FlowsView["statement"] }) {
  const { count, share, decimal } = useFormat();
  const t = useWords(words);
  const { start, new: fresh, wonBack, lost, end, churn, duration } = statement;
  return (
    <Group gap="xl" mb="md">
      <Figure name={t("start")} value={count(start)} of="FlowStatement.start" />
      <Figure name={t("new")} value={`+ ${count(fresh)}`} of="FlowStatement.new" />
      <Figure name={t("wonBack")} value={`+ ${count(wonBack)}`} of="FlowStatement.wonBack" />
      <Figure name={t("lost")} value={`− ${count(lost)}`} of="FlowStatement.lost" />
      <Figure name={t("end")} value={count(end)} of="FlowStatement.end" />
      {churn !== null && <Figure name={t("churn")} value={share(churn)} of="FlowStatement.churn" />}
      {duration !== null && (
        <Figure
          name={t("duration")}
          value={t("years", { years: decimal(duration) })}
          of="FlowStatement.duration"
        />
      )}
    </Group>
  );
}

function NoPlan() {
  const t = useWords(words);
  return (
    <Section title={t("flow")}>
      <Nothing
        title={t("noFlow")}
        action={
          <Button renderRoot={(props) => <Link to="/loyalty" {...props} />}>{t("toPlan")}</Button>
        }
      >
        <Text>{t("noFlowMeans")}</Text>
      </Nothing>
    </Section>
  );
}

function daysBefore(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}
