import { Alert, Tabs } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMemo, useRef, useState } from "react";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { EditorProvider } from "./editor-context.ts";
import { type PlacedProblem, PROGRAM_FILE } from "./model/analyse.ts";
import { EditorActions } from "./parts/editor-actions.tsx";
import { FileTab } from "./parts/file-tab.tsx";
import { FormTab } from "./parts/form-tab.tsx";
import { ProblemList } from "./parts/problem-list.tsx";
import { PublishDialog } from "./parts/publish-dialog.tsx";
import { ConflictNote } from "./parts/save-note.tsx";
import { SheetView } from "./parts/sheet-view.tsx";
import { TextsTab } from "./parts/texts-tab.tsx";
import { useAutosave } from "./use-autosave.ts";
import { useEditing } from "./use-editing.ts";
import { useEditorContext } from "./use-editor-context.ts";
import type { OpenProgram } from "./use-open-program.ts";
import { nameOf, partOf, TABS, usePlace } from "./use-place.ts";
import { useReopen } from "./use-reopen.ts";
import { useFirstCheck, useSurroundings } from "./use-surroundings.ts";
import { words } from "./words.ts";

/** A program that is open. */
export interface EditorProps {
  readonly id: string;
  readonly opened: OpenProgram;
  /** Begins anew with other files, as when somebody else's are taken. */
  readonly reopen: (program: OpenProgram) => void;
}

/** The editor of a program: forms, file, texts and sheet of the one set of files. */
export function Editor({ id, opened, reopen }: EditorProps) {
  const t = useWords(words);
  const canEdit = useMay("marketer");
  const { place, go } = usePlace();
  const editing = useEditing(opened.files);
  const { files, undo, redo } = editing;
  const autosave = useAutosave(id, files, opened);
  const { saved } = autosave;
  const around = useSurroundings();
  const first = useFirstCheck(id, opened.files, opened.problems !== undefined);
  const told = useMemo(() => {
    const problems = saved.problems ?? first;
    return problems && { files: saved.files, problems };
  }, [saved, first]);
  const context = useEditorContext({ editing, around, told, canEdit, go });
  const { analysis } = context;
  const [goTo, setGoTo] = useState<PlacedProblem>();
  const [publishing, setPublishing] = useState<number>();
  const reopening = useReopen(id);
  useHotkeys([
    ["mod+Z", undo],
    ["mod+shift+Z", redo],
    ["mod+Y", redo],
  ]);
  const steps = context.steps.map(({ value }) => value);
  const part = partOf(place.part, steps);
  const name = useLast(analysis.program?.name[around.locale]) ?? id;
  const openProblem = (problem: PlacedProblem) => {
    setGoTo({ ...problem });
    if (problem.file !== PROGRAM_FILE) return go({ tab: "texts", file: problem.file });
    const [area, index] = problem.path;
    const isForm = place.tab === "form" && analysis.value !== undefined;
    if (!isForm) return go({ tab: "file" });
    if (area === "steps" && typeof index === "number") {
      return go({ part: nameOf({ step: index }) });
    }
    const section = context.sectionOf(String(area));
    return section === undefined ? go({ tab: "file" }) : go({ part: section });
  };
  const publish = async () => setPublishing(await autosave.saveNow());
  const typing = { undo, redo, goTo };
  return (
    <EditorProvider value={context}>
      <Screen
        title={t("title", { name })}
        lead={t("lead")}
        actions={<EditorActions {...{ id, editing, autosave, reopen }} publish={publish} />}
      >
        {!canEdit && <Alert color="gray">{t("readOnly")}</Alert>}
        {autosave.state.kind === "conflict" && (
          <ConflictNote
            said={autosave.state.words}
            takeTheirs={() => void reopening().then(reopen)}
            keepMine={() => void reopening().then(({ revision }) => autosave.overwrite(revision))}
          />
        )}
        <ProblemList go={openProblem} />
        <Tabs
          value={place.tab}
          onChange={(tab) => go({ tab: TABS.find((each) => each === tab) ?? "form" })}
          keepMounted={false}
        >
          <Tabs.List mb="md" aria-label={t("tabs")}>
            {TABS.map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {t(`tab.${tab}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="form">
            <FormTab part={part} toFile={() => go({ tab: "file" })} />
          </Tabs.Panel>
          <Tabs.Panel value="file">
            <FileTab {...typing} goTo={goTo?.file === PROGRAM_FILE ? goTo : undefined} />
          </Tabs.Panel>
          <Tabs.Panel value="texts">
            <TextsTab {...typing} file={place.file} />
          </Tabs.Panel>
          <Tabs.Panel value="sheet">
            {analysis.sheet === undefined ? (
              <Nothing title={t("tab.sheet")}>{t("noSheet")}</Nothing>
            ) : (
              <SheetView sheet={analysis.sheet} />
            )}
          </Tabs.Panel>
        </Tabs>
        {publishing !== undefined && (
          <PublishDialog
            {...{ id, go: openProblem }}
            revision={publishing}
            close={() => setPublishing(undefined)}
            done={() => {
              setPublishing(undefined);
              void reopening().then(reopen);
            }}
          />
        )}
      </Screen>
    </EditorProvider>
  );
}

/** The last value that was there. */
function useLast<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  return last.current;
}
