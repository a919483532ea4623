import { Alert, Button, Group, Paper, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useDo } from "../../app/api/use-do.ts";
import { useStream } from "../../app/api/use-stream.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ProgressLine } from "../../parts/progress-line.tsx";
import { NewerNote } from "./newer-note.tsx";
import { PlanPreview } from "./plan-preview.tsx";
import { planWords } from "./plan-words.ts";
import { ProblemList } from "./problem-list.tsx";
import type { PlanDraft } from "./use-plan-draft.ts";

const REFRESHED = ["getPlan", "getMatrix", "getBase", "getFlows", "listPlanVersions"] as const;

/** What is published, and from where. */
export interface PublishBarProps {
  readonly draft: PlanDraft;
  /** Whether an address belongs to the same form. @default none does */
  readonly isStill?: (next: { readonly pathname: string }) => boolean;
}

/** What becomes of changed rules: checked as they are written, previewed on the base, and only then published. */
export function PublishBar({ draft, isStill }: PublishBarProps) {
  const t = useWords(planWords);
  const { locale } = useLanguage();
  const mayChange = useMay("marketer");
  const client = useQueryClient();
  const preview = useStream("previewPlan");
  const publish = useDo("publishPlan", { refresh: [...REFRESHED] });
  const [previewed, setPreviewed] = useState("");
  const now = JSON.stringify(draft.sent);
  const line = previewed === now ? preview.lines.at(-1) : undefined;
  const seen = line && "preview" in line ? line.preview : undefined;
  const progress = line && "progress" in line ? line.progress : undefined;
  const errors = draft.problems.some(({ severity }) => severity === "error");
  if (!mayChange) return <Alert color="gray">{t("readOnly")}</Alert>;
  // Somebody else may have published meanwhile; then the draft says so.
  const seeInForce = () => void client.invalidateQueries({ queryKey: ["getPlan"] });
  // What was published here is no news, though it arrives before the draft is gone.
  const isOwn = publish.isPending || publish.data?.version === draft.newer?.version;
  const newer = isOwn ? undefined : draft.newer;
  const look = () => {
    setPreviewed(now);
    seeInForce();
    preview.start({ query: { locale }, body: { plan: draft.sent } });
  };
  const put = () =>
    publish.mutate(
      {
        body: {
          ...{ plan: draft.sent, basedOn: draft.version },
          ...(seen && { preview: seen.fingerprint }),
        },
      },
      { onSuccess: () => draft.reset(), onError: seeInForce },
    );
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={t("previewTitle")}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" role="status">
          {statusOf({ draft, published: publish.data?.version, t })}
        </Text>
        {draft.isChanged && (
          <Group gap="xs">
            <Button variant="default" onClick={draft.reset}>
              {t("discard")}
            </Button>
            <Button
              variant={seen ? "default" : "filled"}
              onClick={look}
              loading={preview.isRunning}
              disabled={errors || draft.isChecking || newer !== undefined}
            >
              {t("preview")}
            </Button>
            <Button
              onClick={put}
              loading={publish.isPending}
              disabled={!seen || errors || newer !== undefined}
            >
              {t("publish")}
            </Button>
          </Group>
        )}
      </Group>
      {draft.isChanged && !seen && !errors && !preview.isRunning && (
        <Text size="xs" c="dark.4" mt={4}>
          {t("previewFirst")}
        </Text>
      )}
      {preview.isRunning && (
        <ProgressLine
          what={t("previewing")}
          done={progress?.done ?? 0}
          total={progress?.total ?? null}
          cancel={preview.cancel}
        />
      )}
      {draft.isChanged && errors && (
        <Text size="sm" c="red.9" mt={4}>
          {t("errorsFirst")}
        </Text>
      )}
      <LeaveGuard isDirty={draft.isChanged} {...(isStill && { isStill })} />
      {newer && <NewerNote newer={newer} version={draft.version} />}
      <ProblemNote error={newer ? undefined : (preview.error ?? publish.error)} />
      <ProblemList problems={draft.problems} />
      {draft.isChanged && seen && !newer && <PlanPreview preview={seen} draft={draft} />}
    </Paper>
  );
}

function statusOf(of: {
  readonly draft: PlanDraft;
  readonly published: number | undefined;
  readonly t: ReturnType<typeof useWords<keyof typeof planWords.sv>>;
}): string {
  const { draft, published, t } = of;
  if (draft.isChanged) return draft.isChecking ? t("checking") : t("unsaved");
  if (published !== undefined) return t("published", { version: published });
  return draft.hasPlan ? t("unchanged", { version: draft.version }) : t("none");
}
