import { Button, Group, List, Modal, Stack, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { PublishImpact } from "@perennial/api";
import { useState } from "react";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { useEditor } from "../editor-context.ts";
import type { PlacedProblem } from "../model/analyse.ts";
import { words } from "../words.ts";
import { ProblemList } from "./problem-list.tsx";

/** Publishing a draft. */
export interface PublishDialogProps {
  readonly id: string;
  readonly revision: number;
  readonly close: () => void;
  readonly go: (problem: PlacedProblem) => void;
  readonly done: (outcome: "published" | "waiting") => void;
}

/** What publishing would do, what the checker says, and the button that does it. */
export function PublishDialog({ id, revision, close, go, done }: PublishDialogProps) {
  const { analysis } = useEditor();
  const t = useWords(words);
  const [note, setNote] = useState("");
  const impact = useAsk("getDraftImpact", { params: { id } });
  const publish = useDo("publishDraft", {
    refresh: ["getDraft", "listDrafts", "getProgram", "listPrograms", "listProgramVersions"],
  });
  const isWrong = analysis.problems.some(({ severity }) => severity === "error");
  const act = async () => {
    const { outcome, version } = await publish.mutateAsync({
      params: { id },
      body: { revision, note },
    });
    const message =
      outcome === "published" ? t("published", { version: version ?? 1 }) : t("waiting");
    notifications.show({ message, color: "evergreen" });
    done(outcome);
  };
  return (
    <Modal opened onClose={close} title={t("publishTitle")} size="lg" centered>
      <Stack gap="md">
        <Answered query={impact} rows={3}>
          {(found) => <Impact impact={found} />}
        </Answered>
        <ProblemList
          go={(problem) => {
            close();
            go(problem);
          }}
        />
        <Textarea
          label={t("note")}
          description={t("noteHelp")}
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <ProblemNote error={publish.error} />
        <Group justify="flex-end">
          {isWrong && <Text size="sm">{t("cannotPublish")}</Text>}
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
          <Button
            disabled={isWrong}
            loading={publish.isPending}
            onClick={() => void act().catch(() => undefined)}
          >
            {t(impact.data?.approvalNeeded ? "askApproval" : "publishNow")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Impact({ impact }: { readonly impact: PublishImpact }) {
  const t = useWords(words);
  const { count } = useFormat();
  const onRemoved = impact.versions.reduce((sum, { onRemovedSteps }) => sum + onRemovedSteps, 0);
  return (
    <Stack gap={4}>
      <Text>{impact.running === 0 ? t("impactNone") : t("impact", { count: impact.running })}</Text>
      <Text size="sm">{t(impact.state === "active" ? "impactNew" : "impactState")}</Text>
      {onRemoved > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t("onRemoved", { count: onRemoved })}
          </Text>
          <List size="sm">
            {impact.removedSteps
              .filter(({ running }) => running > 0)
              .map(({ step, running }) => (
                <List.Item key={step}>
                  {t("removedStep", { step, count: count(running) })}
                </List.Item>
              ))}
          </List>
        </>
      )}
      {impact.approvalNeeded && <Text size="sm">{t("approvalNeeded")}</Text>}
    </Stack>
  );
}
