import { Skeleton, Stack, Text } from "@mantine/core";
import { programJsonSchema } from "@perennial/lifecycle";
import { lazy, Suspense, useMemo } from "react";
import { useWords } from "../../../app/language/words.ts";
import { useEditor } from "../editor-context.ts";
import { PROGRAM_FILE } from "../model/analyse.ts";
import { completeYaml, type NamesFor } from "../model/complete-yaml.ts";
import { isRecord, valueAt } from "../model/paths.ts";
import { programTexts } from "../model/program-texts.ts";
import { walkSchema } from "../model/schema-walk.ts";
import { words } from "../words.ts";

const CodeEditor = lazy(() =>
  import("./code-editor.tsx").then((each) => ({ default: each.CodeEditor })),
);

/** What the editor of a file is given from around it. */
export interface FileTabProps {
  readonly goTo: { readonly line: number; readonly column: number } | undefined;
  readonly undo: () => void;
  readonly redo: () => void;
}

const SUGGESTING = walkSchema(programJsonSchema());

/** The program's file, with suggestions from its schema and the checker's messages on their lines. */
export function FileTab({ goTo, undo, redo }: FileTabProps) {
  const { files, analysis, setFiles, canEdit } = useEditor();
  const t = useWords(words);
  const names = useNames();
  const problems = useMemo(
    () => analysis.problems.filter(({ file }) => file === PROGRAM_FILE),
    [analysis],
  );
  return (
    <Stack gap={4}>
      <Text size="xs" c="dark.3">
        {t("fileHelp")}
      </Text>
      <Suspense fallback={<Skeleton h={560} />}>
        <CodeEditor
          name={t("fileLabel")}
          value={files[PROGRAM_FILE] ?? ""}
          change={(text) => setFiles({ ...files, [PROGRAM_FILE]: text }, PROGRAM_FILE)}
          problems={problems}
          suggest={(text, offset) => completeYaml(text, offset, { walk: SUGGESTING, names })}
          isReadOnly={!canEdit}
          height="calc(100vh - 250px)"
          {...{ goTo, undo, redo }}
        />
      </Suspense>
    </Stack>
  );
}

const STEPS: ReadonlySet<string> = new Set([
  ...["goTo", "next", "noCapacity", "startAt", "skip", "of", "days"],
]);
const SIGNALS: ReadonlySet<string> = new Set(["signal", "on", "share"]);

/** The names that the program has, for the values of its keys. */
function useNames(): NamesFor {
  const { analysis, files, steps, signals, programs, rulePacks, catalogue } = useEditor();
  const keysOf = (key: string) => {
    const found = valueAt(analysis.value, [key]);
    return isRecord(found) ? Object.keys(found) : [];
  };
  const idsOf = (key: string) => {
    const found = valueAt(analysis.value, [key]);
    if (!Array.isArray(found)) return [];
    return found.flatMap((each) =>
      isRecord(each) && typeof each.id === "string" ? [each.id] : [],
    );
  };
  return (key, path) => {
    if (STEPS.has(key) || (key === "otherwise" && path[0] === "steps")) {
      return steps.map(({ value }) => value);
    }
    if (SIGNALS.has(key)) return signals.map(({ value }) => value);
    if (key === "field") return [...catalogue().fields.keys()];
    if (key === "date") {
      const fields = [...catalogue().fields.values()];
      return fields.flatMap(({ path: at, type }) =>
        type === "date" || type === "instant" ? [at] : [],
      );
    }
    if (key === "template") return programTexts(files).map(({ name }) => name);
    if (key === "setting") return keysOf("settings");
    if (key === "stage" || key === "in") return idsOf("stages");
    if (key === "offer") return idsOf("offers");
    if (key === "program") return programs.map(({ value }) => value);
    return key === "rulePack" ? rulePacks.map(({ value }) => value) : [];
  };
}
