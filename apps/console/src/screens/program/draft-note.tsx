import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import type { DraftView, ProgramView } from "@perennial/api";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { ApprovalButtons } from "./approval-buttons.tsx";
import { PublishButton } from "./publish-button.tsx";
import { words } from "./words.ts";

/** Legible on yellow (WCAG 1.4.3). */
const DARK_TITLE = { label: { color: "#4a3600" } } as const;

/** What is being changed about a program, and how it becomes a version; nothing where nothing is. */
export function DraftNote({ program }: { readonly program: ProgramView }) {
  const drafts = useAsk("listDrafts");
  const draft = drafts.data?.items.find((each) => each.program === program.id);
  return draft ? <Open draft={draft} /> : null;
}

function Open({ draft }: { readonly draft: DraftView }) {
  const t = useWords(words);
  const isMarketer = useMay("marketer");
  return (
    <Alert
      color="yellow"
      icon={<IconPencil size={18} />}
      title={t("draftTitle")}
      styles={DARK_TITLE}
    >
      <Stack gap="xs">
        <Text size="sm">
          <DraftSentence draft={draft} />
        </Text>
        {draft.errors > 0 && <Text size="sm">{t("draftErrors", { count: draft.errors })}</Text>}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => <Link to={`/programs/${draft.program}/edit`} {...props} />}
          >
            {t("openDraft")}
          </Button>
          <Button
            size="xs"
            variant="default"
            renderRoot={(props) => (
              <Link
                to={`/programs/${draft.program}`}
                search={{ tab: "versions" } as never}
                {...props}
              />
            )}
          >
            {t("differences")}
          </Button>
          {isMarketer && draft.state === "waiting" && <ApprovalButtons draft={draft} />}
          {isMarketer && draft.state !== "waiting" && draft.errors === 0 && (
            <PublishButton draft={draft} />
          )}
          {isMarketer && <Discard draft={draft} />}
        </Group>
      </Stack>
    </Alert>
  );
}

function DraftSentence({ draft }: { readonly draft: DraftView }) {
  const t = useWords(words);
  const { moment } = useFormat();
  const { state, asked, rejected, edited } = draft;
  if (state === "waiting" && asked) {
    return t("draftWaits", { who: asked.by, when: moment(asked.at) });
  }
  if (state === "rejected" && rejected) {
    return t("draftRejected", {
      ...{ who: rejected.by, when: moment(rejected.at), words: rejected.words },
    });
  }
  return t("draftBy", { who: edited.by, when: moment(edited.at) });
}

function Discard({ draft }: { readonly draft: DraftView }) {
  const t = useWords(words);
  const discard = useDo("deleteDraft", { refresh: ["listDrafts", "getDraft"] });
  return (
    <ConfirmButton
      label={t("discard")}
      question={t("discardQuestion")}
      act={() => discard.mutateAsync({ params: { id: draft.program } })}
      isActing={discard.isPending}
      error={discard.error}
      size="xs"
      variant="default"
    >
      <Text>{t("discardMeans")}</Text>
    </ConfirmButton>
  );
}
