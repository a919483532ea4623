import { createCatalogue, defaultSettings, programCatalogue } from "@perennial/lifecycle";
import { useMemo } from "react";
import type { EditorContext } from "./editor-context.ts";
import { analyse, PROGRAM_FILE, type Surroundings } from "./model/analyse.ts";
import { editYaml } from "./model/edit-yaml.ts";
import { stepNames } from "./model/new-step.ts";
import { listAt, pathKey } from "./model/paths.ts";
import { SECTIONS, type SectionName } from "./parts/sections.ts";
import type { Editing } from "./use-editing.ts";
import { nameOf, type Place } from "./use-place.ts";
import type { Around } from "./use-surroundings.ts";

/** What the forms work on is made of this. */
export interface ContextParts {
  readonly editing: Editing;
  readonly around: Around;
  readonly told: Surroundings["told"];
  readonly canEdit: boolean;
  readonly go: (to: Partial<Place>) => void;
}

/** What the forms work on: the files as they are now, checked, and how they are changed. */
export function useEditorContext(
  parts: ContextParts,
): EditorContext & { readonly sectionOf: (key: string) => SectionName | undefined } {
  const { editing, around, told, canEdit, go } = parts;
  const { files, change } = editing;
  const analysis = useMemo(() => analyse(files, { ...around, told }), [files, around, told]);
  return useMemo(() => {
    const { program, graph, value } = analysis;
    const names = stepNames(listAt(value, ["steps"]));
    const titleOf = (index: number) =>
      graph?.nodes.find(({ number }) => number === index + 1)?.title;
    return {
      ...{ files, analysis, canEdit, locale: around.locale, setFiles: change },
      edit: (edits) => {
        const list = [edits].flat();
        const text = editYaml(files[PROGRAM_FILE] ?? "", list);
        const about = list.map((each) => `${each.do} ${"path" in each ? pathKey(each.path) : ""}`);
        change({ ...files, [PROGRAM_FILE]: text }, about.join());
      },
      catalogue: (signal) =>
        program
          ? programCatalogue({ program, settings: defaultSettings(program) }, signal)
          : createCatalogue(),
      steps: names.map((name, index) => ({
        value: name,
        label:
          `${index + 1}. ${name}${titleOf(index) === undefined ? "" : `: ${titleOf(index)}`}`.slice(
            0,
            90,
          ),
      })),
      signals: around.signals,
      programs: around.programOptions,
      rulePacks: around.packOptions,
      open: (part) => go({ part: nameOf(part), tab: "form" }),
      openText: (file) => go({ tab: "texts", file }),
      sectionOf: (key) =>
        SECTIONS.find(({ fields }) => fields.some((field) => field.key === key))?.section,
    };
  }, [files, analysis, canEdit, around, change, go]);
}
