import { Stack, Text, Textarea } from "@mantine/core";
import type { DraftView, PublishImpact } from "@perennial/api";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { words } from "./words.ts";

/** What is old once a draft has become a version. */
export const AFTER_PUBLISHING = [
  ...(["listDrafts", "listPrograms", "getProgramAbout", "getProgramPicture"] as const),
  ...(["listProgramVersions", "diffProgram", "getDraftImpact", "getDraft"] as const),
] as const;

/** Publishes a draft, or asks for its approval, once it is said what becomes of whom. */
export function PublishButton({ draft }: { readonly draft: DraftView }) {
  const t = useWords(words);
  const [note, setNote] = useState("");
  const impact = useAsk("getDraftImpact", { params: { id: draft.program } });
  const publish = useDo("publishDraft", { refresh: AFTER_PUBLISHING });
  const body = { revision: draft.revision, note };
  const waits = impact.data?.approvalNeeded === true;
  return (
    <ConfirmButton
      label={t(waits ? "askApproval" : "publish")}
      question={t("publishQuestion")}
      act={() => publish.mutateAsync({ params: { id: draft.program }, body })}
      isActing={publish.isPending}
      error={publish.error}
      size="xs"
    >
      <Stack gap="xs">
        {impact.data && <ImpactWords impact={impact.data} />}
        <Textarea
          label={t("publishNote")}
          value={note}
          maxLength={500}
          autosize
          minRows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmButton>
  );
}

/** What publishing does to those under way. */
export function ImpactWords({ impact }: { readonly impact: PublishImpact }) {
  const t = useWords(words);
  const gone = impact.removedSteps.reduce((sum, each) => sum + each.running, 0);
  return (
    <>
      <Text>{t("publishNew")}</Text>
      {impact.running > 0 && <Text>{t("publishRunning", { count: impact.running })}</Text>}
      {gone > 0 && <Text fw={600}>{t("publishGone", { count: gone })}</Text>}
      {impact.approvalNeeded && <Text>{t("approvalNeeded")}</Text>}
    </>
  );
}
