import { Alert, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useStream } from "../../app/api/use-stream.ts";
import { useToday } from "../../app/format/use-today.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ProgressLine } from "../../parts/progress-line.tsx";
import { Screen } from "../../parts/screen.tsx";
import { useProgramName } from "../try-program/use-program-name.ts";
import { type Assumed, AssumptionForm } from "./assumption-form.tsx";
import { DryRunResult } from "./dry-run-result.tsx";
import { RUN_DAYS, type Run, runOf } from "./model/run.ts";
import { words } from "./words.ts";

/** What a program would do to everybody, day by day, with nothing sent (product.md, feature 1). */
export function DryRunScreen() {
  const { id = "" } = useParams({ strict: false });
  const { locale } = useLanguage();
  const t = useWords(words);
  const name = useProgramName(id);
  const mayRun = useMay("marketer");
  const navigate = useNavigate();
  const run = runOf(useSearch({ strict: false }));
  const [assumed, setAssumed] = useState<Assumed>({});
  const stream = useStream("dryRun");
  const change = (next: Partial<Run>) => {
    const merge = (before: object) => ({ ...before, ...next });
    void navigate({ to: ".", search: merge as never, replace: true });
  };
  const start = () => {
    const { from, days, source } = run;
    const body = { days, source, assumptions: { ...assumed }, ...(from !== "" && { from }) };
    stream.start({ params: { id }, query: { locale }, body });
  };
  const last = stream.lines.at(-1);
  const progress = last && "progress" in last ? last.progress : undefined;
  const result = last && "result" in last ? last.result : undefined;
  return (
    <Screen
      title={t("title", { name })}
      lead={t("lead")}
      actions={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/programs/$id/edit" params={{ id }} {...props} />}
        >
          {t("toEditor")}
        </Button>
      }
    >
      <Stack gap="md">
        <RunForm run={run} change={change} />
        <AssumptionForm assumed={assumed} change={setAssumed} />
        {!mayRun && <Alert color="gray">{t("onlyMarketer")}</Alert>}
        <Group>
          <Button onClick={start} disabled={!mayRun || stream.isRunning}>
            {t(result ? "again" : "start")}
          </Button>
        </Group>
        {stream.isRunning && (
          <ProgressLine
            what={t(progress?.phase ?? "counting")}
            done={progress?.done ?? 0}
            total={progress?.phase === "playing" ? progress.total : null}
            cancel={stream.cancel}
          />
        )}
        {stream.isCancelled && <Alert color="gray">{t("stopped")}</Alert>}
        <ProblemNote error={stream.error} again={start} />
        {result && (
          <DryRunResult
            run={result}
            capacity={run.capacity}
            change={(capacity) => change({ capacity })}
          />
        )}
        {!(stream.isRunning || result || stream.error || stream.isCancelled) && (
          <Nothing title={t("nothingYet")}>{t("nothingYetMeans")}</Nothing>
        )}
      </Stack>
    </Screen>
  );
}

interface RunFormProps {
  readonly run: Run;
  readonly change: (next: Partial<Run>) => void;
}

function RunForm({ run, change }: RunFormProps) {
  const t = useWords(words);
  const today = useToday();
  return (
    <Group align="flex-start">
      <TextInput
        type="date"
        label={t("from")}
        value={run.from || (today ?? "")}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <Select
        label={t("days")}
        allowDeselect={false}
        value={String(run.days)}
        data={RUN_DAYS.map((days) => ({ value: String(days), label: t(`days.${days}`) }))}
        onChange={(next) => {
          const days = RUN_DAYS.find((each) => String(each) === next);
          if (days !== undefined) change({ days });
        }}
      />
      <Select
        label={t("source")}
        allowDeselect={false}
        value={run.source}
        data={(["draft", "published"] as const).map((value) => ({
          value,
          label: t(`source.${value}`),
        }))}
        onChange={(next) => change({ source: next === "published" ? "published" : "draft" })}
      />
    </Group>
  );
}
