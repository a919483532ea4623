import { Stack, Text, Textarea } from "@mantine/core";
import type { DraftView } from "@perennial/api";
import { useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { AFTER_PUBLISHING, ImpactWords } from "./publish-button.tsx";
import { words } from "./words.ts";

/** A yes or a no to a draft that waits; the server refuses whoever edited it. */
export function ApprovalButtons({ draft }: { readonly draft: DraftView }) {
  const t = useWords(words);
  const [why, setWhy] = useState("");
  const impact = useAsk("getDraftImpact", { params: { id: draft.program } });
  const approve = useDo("approveDraft", { refresh: AFTER_PUBLISHING });
  const reject = useDo("rejectDraft", { refresh: ["listDrafts", "getDraft"] });
  const params = { id: draft.program };
  const { revision } = draft;
  return (
    <>
      <ConfirmButton
        label={t("approve")}
        question={t("approveQuestion")}
        act={() => approve.mutateAsync({ params, body: { revision } })}
        isActing={approve.isPending}
        error={approve.error}
        size="xs"
      >
        <Stack gap="xs">
          {draft.asked?.note && <Text>{draft.asked.note}</Text>}
          {impact.data && <ImpactWords impact={{ ...impact.data, approvalNeeded: false }} />}
        </Stack>
      </ConfirmButton>
      <ConfirmButton
        label={t("reject")}
        question={t("rejectQuestion")}
        act={() => reject.mutateAsync({ params, body: { revision, words: why } })}
        isActing={reject.isPending}
        error={reject.error}
        size="xs"
        variant="default"
      >
        <Textarea
          label={t("rejectWords")}
          value={why}
          error={messageAt(reject.error, "words")}
          autosize
          minRows={2}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      </ConfirmButton>
    </>
  );
}
