import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconPencil } from "@tabler/icons-react";
import { useFormat } from "../../../app/format/use-format.ts";
import { useWords } from "../../../app/language/words.ts";
import type { SaveState } from "../use-autosave.ts";
import { words } from "../words.ts";

/** Where what was written is, in a few words beside the buttons. */
export function SaveNote({
  state,
  save,
}: {
  readonly state: SaveState;
  readonly save: () => void;
}) {
  const t = useWords(words);
  const format = useFormat();
  const isDone = state.kind === "saved" || state.kind === "unchanged";
  const Icon = isDone ? IconCheck : IconPencil;
  const told = {
    unchanged: () => t("notChanged"),
    unsaved: () => t("unsaved"),
    saving: () => t("saving"),
    saved: () => t("saved", { time: state.kind === "saved" ? format.time(state.at) : "" }),
    conflict: () => t("notSaved"),
    failed: () => t("notSaved"),
  }[state.kind]();
  return (
    <Group gap={6}>
      <Text size="sm" c="dark.4" role="status" aria-live="polite">
        <Icon size={14} style={{ verticalAlign: "-2px" }} aria-hidden /> {told}
      </Text>
      {state.kind === "failed" && (
        <Button
          size="compact-sm"
          variant="light"
          color="red.9"
          onClick={save}
          title={state.error.message}
        >
          {t("saveAgain")}
        </Button>
      )}
    </Group>
  );
}

/** Somebody else has saved the draft meanwhile: who, and what can be done about it. */
export function ConflictNote(props: {
  readonly said: string;
  readonly takeTheirs: () => void;
  readonly keepMine: () => void;
}) {
  const t = useWords(words);
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} />} title={t("conflict")} role="alert">
      <Text size="sm">{props.said}</Text>
      <Text size="sm">{t("conflictMeans")}</Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" variant="default" onClick={props.takeTheirs}>
          {t("takeTheirs")}
        </Button>
        <Button size="xs" onClick={props.keepMine}>
          {t("keepMine")}
        </Button>
      </Group>
    </Alert>
  );
}
