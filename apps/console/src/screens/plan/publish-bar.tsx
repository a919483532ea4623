import { Alert, Button, Group, Paper, Text } from "@mantine/core";
import { useState } from "react";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { LeaveGuard } from "../../parts/leave-guard.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { PlanPreview } from "./plan-preview.tsx";
import { planWords } from "./plan-words.ts";
import { ProblemList } from "./problem-list.tsx";
import type { PlanDraft } from "./use-plan-draft.ts";

const REFRESHED = ["getPlan", "getMatrix", "getBase", "getFlows", "listPlanVersions"] as const;

/** What becomes of changed rules: checked as they are written, previewed on the base, and only then published. */
export function PublishBar({ draft }: { readonly draft: PlanDraft }) {
  const t = useWords(planWords);
  const { locale } = useLanguage();
  const mayChange = useMay("marketer");
  const preview = useDo("previewPlan");
  const publish = useDo("publishPlan", { refresh: [...REFRESHED] });
  const [previewed, setPreviewed] = useState("");
  const now = JSON.stringify(draft.sent);
  const seen = preview.data !== undefined && previewed === now ? preview.data : undefined;
  const errors = draft.problems.some(({ severity }) => severity === "error");
  if (!mayChange) return <Alert color="gray">{t("readOnly")}</Alert>;
  const look = () => {
    setPreviewed(now);
    preview.mutate({ query: { locale }, body: { plan: draft.sent } });
  };
  const put = () =>
    publish.mutate(
      { body: { plan: draft.sent, ...(seen && { preview: seen.fingerprint }) } },
      { onSuccess: () => draft.reset() },
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
              loading={preview.isPending}
              disabled={errors || draft.isChecking}
            >
              {t("preview")}
            </Button>
            <Button onClick={put} loading={publish.isPending} disabled={!seen || errors}>
              {t("publish")}
            </Button>
          </Group>
        )}
      </Group>
      {draft.isChanged && !seen && !errors && (
        <Text size="xs" c="dark.4" mt={4}>
          {preview.isPending ? t("previewing") : t("previewFirst")}
        </Text>
      )}
      {draft.isChanged && errors && (
        <Text size="sm" c="red.9" mt={4}>
          {t("errorsFirst")}
        </Text>
      )}
      <LeaveGuard isDirty={draft.isChanged} />
      <ProblemNote error={preview.error ?? publish.error} />
      <ProblemList problems={draft.problems} />
      {draft.isChanged && seen && <PlanPreview preview={seen} isFirst={!draft.hasPlan} />}
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
