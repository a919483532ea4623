import { Anchor, Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ApiProblem } from "../../app/api/api-problem.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import type { OpenText } from "./preview.tsx";
import type { TextDraft } from "./use-text-draft.ts";
import { words } from "./words.ts";

/** Keeps what was written in the program's draft, or takes it back. */
export function SaveBar({ open, draft }: OpenText & { readonly draft: TextDraft }) {
  const t = useWords(words);
  const may = useMay("marketer");
  if (!may) return <Text size="sm">{t("mayNot")}</Text>;
  const isConflict = draft.error instanceof ApiProblem && draft.error.status === 409;
  return (
    <div>
      <Group gap="sm">
        <Button
          onClick={draft.save}
          disabled={!draft.isDirty || !draft.canSave}
          loading={draft.isSaving}
        >
          {t("save")}
        </Button>
        <Button variant="default" onClick={draft.undo} disabled={!draft.isDirty}>
          {t("undo")}
        </Button>
        <Text size="sm" c="dark.4" role="status">
          {draft.isSaved && !draft.isDirty ? t("savedNow") : t("saveMeans")}
        </Text>
        {(open.template.inDraft || draft.isSaved) && (
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link to="/programs/$id/edit" params={{ id: open.template.program }} {...props} />
            )}
          >
            {t("toDraft")}
          </Anchor>
        )}
      </Group>
      {isConflict && (
        <Text size="sm" c="red.9" mt="xs" role="alert">
          {t("conflict")}
        </Text>
      )}
      {!isConflict && <ProblemNote error={draft.error} />}
    </div>
  );
}
