import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useStream } from "../../app/api/use-stream.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ProgressLine } from "../../parts/progress-line.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Section } from "../../parts/section.tsx";
import { ColumnChoice } from "./column-choice.tsx";
import { KINDS, mappingText } from "./column-mapping.ts";
import { FilePicker } from "./file-picker.tsx";
import { ImportReport } from "./import-report.tsx";
import { TotalsTable } from "./totals-table.tsx";
import { type Chosen, useChosenFiles } from "./use-chosen-files.ts";
import { words } from "./words.ts";

/** Files of customers, agreements, purchases and consents: chosen, looked at, and taken in with their progress. */
export function ImportScreen() {
  const t = useWords(words);
  const may = useMay("admin");
  return (
    <Screen
      title={t("title")}
      lead={t("lead")}
      above={
        <Anchor size="sm" renderRoot={(props) => <Link to="/connections" {...props} />}>
          {t("back")}
        </Anchor>
      }
    >
      {may ? <Import /> : <Text>{t("mayNot")}</Text>}
    </Screen>
  );
}

function Import() {
  const t = useWords(words);
  const chosen = useChosenFiles();
  const stream = useStream("importRecords");
  const [isLooking, setLooking] = useState(false);
  const hasFiles = KINDS.some((kind) => chosen.files[kind] !== undefined);
  const run = (keep: boolean) => {
    setLooking(!keep);
    stream.start(requestOf(chosen, keep));
  };
  return (
    <Stack gap="md">
      <Section title={t("files")} lead={t("filesLead")}>
        <FilePicker chosen={chosen} />
      </Section>
      {hasFiles && (
        <Section title={t("columns")} lead={t("columnsLead")}>
          <ColumnChoice chosen={chosen} />
        </Section>
      )}
      <Group>
        <Button
          variant="default"
          onClick={() => run(false)}
          disabled={!hasFiles || stream.isRunning}
        >
          {t("look")}
        </Button>
        <Button onClick={() => run(true)} disabled={!hasFiles || stream.isRunning}>
          {t("start")}
        </Button>
        <Text size="sm" c="dark.4">
          {t("lookMeans")}
        </Text>
      </Group>
      <Progress stream={stream} />
      {stream.isCancelled && <Text role="status">{t("stopped")}</Text>}
      <ProblemNote error={stream.error} />
      <ImportReport lines={stream.lines} isLooking={isLooking} />
    </Stack>
  );
}

/** What is asked: the files in their order, and what their columns mean. */
function requestOf({ files, columns, writing, ownMapping }: Chosen, keep: boolean) {
  const given = KINDS.flatMap((kind) => {
    const file = files[kind];
    return file === undefined ? [] : [{ kind, file }];
  });
  const written = ownMapping.trim();
  return {
    body: {
      keep,
      mapping: written === "" ? mappingText(columns, writing) : written,
      files: given.map(({ kind, file }) => ({ kind, name: file.name, bytes: file.size })),
    },
    upload: given.map(({ file }) => file),
  };
}

function Progress({ stream }: { readonly stream: ReturnType<typeof useStream<"importRecords">> }) {
  const t = useWords(words);
  if (!stream.isRunning) return null;
  const told = stream.lines.flatMap((line) => ("progress" in line ? [line.progress] : []));
  const last = told.at(-1);
  return (
    <Section title={last ? t("reading", { kind: t(last.phase) }) : t("sending")}>
      <Stack gap="sm">
        <ProgressLine
          what={last ? t("reading", { kind: t(last.phase).toLowerCase() }) : t("sending")}
          done={last?.done ?? 0}
          total={last?.total ?? null}
          cancel={stream.cancel}
        />
        {last && <TotalsTable totals={last.totals} />}
      </Stack>
    </Section>
  );
}
