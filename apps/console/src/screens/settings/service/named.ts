import { type Option, useEditor } from "../../editor/editor-context.ts";
import { isRecord, textAt, valueAt } from "../../editor/model/paths.ts";

/** What the rules choose from, by the name of the list. */
export type NameList =
  | "errands"
  | "skills"
  | "voiceMessages"
  | "selfServices"
  | "views"
  | "highlights";

/** The things of a list with what they are called in the language of the screen. */
export function useNamed(list: NameList): readonly Option[] {
  const { analysis, locale } = useEditor();
  const found = valueAt(analysis.value, ["routing", list]);
  if (!isRecord(found)) return [];
  return Object.keys(found).map((value) => ({
    value,
    label: textAt(found, [value, locale]) || value,
  }));
}
