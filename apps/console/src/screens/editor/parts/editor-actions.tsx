import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp, IconDots } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useDo } from "../../../app/api/use-do.ts";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import { ConfirmButton } from "../../../parts/confirm-button.tsx";
import { StateBadge } from "../../../parts/state-badge.tsx";
import { useEditor } from "../editor-context.ts";
import type { Autosave } from "../use-autosave.ts";
import type { Editing } from "../use-editing.ts";
import type { OpenProgram } from "../use-open-program.ts";
import { useReopen } from "../use-reopen.ts";
import { words } from "../words.ts";
import { SaveNote } from "./save-note.tsx";

/** What can be done with the program as a whole. */
export interface EditorActionsProps {
  readonly id: string;
  readonly editing: Editing;
  readonly autosave: Autosave;
  readonly publish: () => Promise<void>;
  readonly reopen: (program: OpenProgram) => void;
}

/** Undo, where the draft is, what to try it with, and publishing. */
export function EditorActions({ id, editing, autosave, publish, reopen }: EditorActionsProps) {
  const { canEdit } = useEditor();
  const t = useWords(words);
  const { state, saved, saveNow } = autosave;
  const { canUndo, canRedo, undo, redo } = editing;
  const look = { variant: "default", size: "lg" } as const;
  return (
    <Group gap="xs" justify="flex-end">
      <DraftBadge autosave={autosave} />
      {canEdit && (
        <>
          <SaveNote state={state} save={() => void saveNow().catch(() => undefined)} />
          <ActionIcon {...look} aria-label={t("undo")} disabled={!canUndo} onClick={undo}>
            <IconArrowBackUp size={18} />
          </ActionIcon>
          <ActionIcon {...look} aria-label={t("redo")} disabled={!canRedo} onClick={redo}>
            <IconArrowForwardUp size={18} />
          </ActionIcon>
        </>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon {...look} aria-label={t("more")}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item renderRoot={(props) => <Link to="/programs/$id" params={{ id }} {...props} />}>
            {t("toProgram")}
          </Menu.Item>
          <Menu.Item
            renderRoot={(props) => <Link to="/programs/$id/try" params={{ id }} {...props} />}
          >
            {t("tryOne")}
          </Menu.Item>
          <Menu.Item
            renderRoot={(props) => <Link to="/programs/$id/dry-run" params={{ id }} {...props} />}
          >
            {t("dryRun")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {canEdit && saved.draft !== undefined && <Discard id={id} reopen={reopen} />}
      {canEdit && (
        <Button
          disabled={saved.draft === undefined && !canUndo}
          onClick={() => void publish().catch(() => undefined)}
        >
          {t("publish")}
        </Button>
      )}
    </Group>
  );
}

/** Whether the draft differs from what runs, and whether somebody is to approve it. */
function DraftBadge({ autosave: { saved, state } }: { readonly autosave: Autosave }) {
  const t = useWords(words);
  const format = useFormat();
  const { draft } = saved;
  if (draft?.state === "waiting" && draft.asked !== null) {
    const { by, at } = draft.asked;
    return (
      <span title={t("waitingMeans", { name: by, time: format.moment(at) })}>
        <StateBadge tone="wait">{t("waiting")}</StateBadge>
      </span>
    );
  }
  if (draft?.state === "rejected" && draft.rejected !== null) {
    const { by, words: why } = draft.rejected;
    return <StateBadge tone="warn">{t("rejected", { name: by, words: why })}</StateBadge>;
  }
  if (draft === undefined) return null;
  if (draft.baseVersion === null) return <StateBadge tone="calm">{t("isNew")}</StateBadge>;
  const isChanged = draft.isChanged || state.kind === "unsaved";
  return (
    <StateBadge tone={isChanged ? "wait" : "calm"}>
      {t(isChanged ? "changedNow" : "sameNow")}
    </StateBadge>
  );
}

function Discard({ id, reopen }: Pick<EditorActionsProps, "id" | "reopen">) {
  const t = useWords(words);
  const navigate = useNavigate();
  const reopening = useReopen(id);
  const discard = useDo("deleteDraft", { refresh: ["listDrafts", "listPrograms"] });
  const act = async () => {
    await discard.mutateAsync({ params: { id } });
    // A program that was never published is gone with its draft.
    const left = await reopening().catch(() => undefined);
    if (left) reopen(left);
    else await navigate({ to: "/programs" });
  };
  return (
    <ConfirmButton
      label={t("discard")}
      question={t("discard")}
      variant="default"
      act={act}
      isActing={discard.isPending}
      error={discard.error}
    >
      {t("discardMeans")}
    </ConfirmButton>
  );
}
