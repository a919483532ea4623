import { Alert, Button, Grid, Group, List, Stack, Text } from "@mantine/core";
import type { DryRunView } from "@perennial/api";
import { IconDownload, IconShieldCheck } from "@tabler/icons-react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { Section } from "../../parts/section.tsx";
import { AgentLoad } from "./agent-load.tsx";
import { AgentPlan } from "./agent-plan.tsx";
import { DayChart } from "./day-chart.tsx";
import { dryRunCsv } from "./model/dry-run-csv.ts";
import { ReasonTable } from "./reason-table.tsx";
import { StepTable } from "./step-table.tsx";
import { words } from "./words.ts";

/** What a dry run came to, and how many calls there is time for. */
export interface DryRunResultProps {
  readonly run: DryRunView;
  readonly capacity: number;
  readonly change: (capacity: number) => void;
}

/** What a dry run came to: by day, by step, by reason, and what it costs. */
export function DryRunResult({ run, capacity, change }: DryRunResultProps) {
  const t = useWords(words);
  const { day, count } = useFormat();
  const period = { from: day(run.from), to: day(run.to), customers: count(run.customers) };
  return (
    <Stack gap="md">
      <Alert color="evergreen" icon={<IconShieldCheck size={18} />} role="status">
        {t("nothingSent", period)}
      </Alert>
      <Section title={t("totals")} actions={<Download run={run} />}>
        <Totals run={run} />
      </Section>
      <Section title={t("byDay")}>
        <DayChart days={run.days} />
      </Section>
      <Section title={t("load")}>
        {run.agents.plan === null ? (
          <AgentLoad {...{ run, capacity, change }} />
        ) : (
          <AgentPlan plan={run.agents.plan} currency={run.currency} />
        )}
      </Section>
      <Section title={t("bySteps")}>
        <StepTable steps={run.steps} />
      </Section>
      {run.notice !== null && <Notice notice={run.notice} />}
      <Grid gap="md">
        {(["skips", "holds", "leaves"] as const).map((each) => (
          <Grid.Col key={each} span={{ base: 12, md: 4 }}>
            <Section title={t(each)}>
              <ReasonTable name={t(each)} reasons={run[each]} />
            </Section>
          </Grid.Col>
        ))}
      </Grid>
      {run.notes.length > 0 && (
        <Section title={t("notes")}>
          <List size="sm">
            {run.notes.map((note) => (
              <List.Item key={note}>{note}</List.Item>
            ))}
          </List>
        </Section>
      )}
    </Stack>
  );
}

function Totals({ run }: { readonly run: DryRunView }) {
  const t = useWords(words);
  const { count, money } = useFormat();
  const { totals, costs, currency } = run;
  const parts = {
    ...{ sms: money(costs.sms, currency), email: money(costs.email, currency) },
    calls: money(costs.calls, currency),
  };
  return (
    <Group gap="xl" align="flex-start">
      <Figure
        name={t("cost")}
        value={money(totals.cost, currency)}
        of="DryRun.totals.cost"
        note={t("costParts", parts)}
      />
      <Figure name={t("entered")} value={count(totals.entered)} of="DryRun.totals.entered" />
      <Figure name={t("email")} value={count(totals.email)} of="DryRun.totals.email" />
      <Figure
        name={t("sms")}
        value={count(totals.sms)}
        of="DryRun.totals.sms"
        note={t("segments", { count: totals.smsSegments })}
      />
      <Figure name={t("calls")} value={count(totals.calls)} of="DryRun.totals.calls" />
      <Figure name={t("tasks")} value={count(totals.tasks)} of="DryRun.totals.tasks" />
      <Figure name={t("skipped")} value={count(totals.skipped)} of="DryRun.totals.skipped" />
      <Figure name={t("held")} value={count(totals.held)} of="DryRun.totals.held" />
      <Figure name={t("goals")} value={count(run.goals)} of="DryRun.goals" />
      <Figure name={t("left")} value={count(totals.left)} of="DryRun.totals.left" />
      <Figure name={t("running")} value={count(run.running)} of="DryRun.running" />
      <Figure name={t("turnedAway")} value={count(run.turnedAway)} of="DryRun.turnedAway" />
    </Group>
  );
}

function Notice({ notice }: { readonly notice: NonNullable<DryRunView["notice"]> }) {
  const t = useWords(words);
  const { count } = useFormat();
  const { ended, inTime, renewed, unnoticed, outsideWindow } = notice;
  const told = {
    ...{ ended: count(ended), inTime: count(inTime) },
    ...{ renewed: count(renewed), unnoticed: count(unnoticed) },
  };
  return (
    <Section title={t("notice")}>
      <Text>{t("noticeMeans", told)}</Text>
      {outsideWindow > 0 && <Text>{t("noticeOutside", { count: outsideWindow })}</Text>}
    </Section>
  );
}

function Download({ run }: { readonly run: DryRunView }) {
  const t = useWords(words);
  const save = () => {
    const url = URL.createObjectURL(new Blob([dryRunCsv(run)], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${run.program}-${run.from}-${run.to}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button variant="default" size="sm" leftSection={<IconDownload size={16} />} onClick={save}>
      {t("export")}
    </Button>
  );
}
