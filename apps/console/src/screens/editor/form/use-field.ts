import { useEditor } from "../editor-context.ts";
import { isWithin, type Path, valueAt } from "../model/paths.ts";

/** A field of the program's file, as a form fills it in. */
export interface FieldInFile {
  readonly value: unknown;
  readonly set: (value: unknown) => void;
  readonly remove: () => void;
  /** What is wrong with it. */
  readonly error: string | undefined;
  readonly isDisabled: boolean;
}

/**
 * What stands at a path, and how it is changed.
 * @param isWhole Whether what is wrong within it is told here, too. @default true
 */
export function useField(path: Path, isWhole = true): FieldInFile {
  const { analysis, edit, canEdit } = useEditor();
  const problems = analysis.problems.filter(
    (each) =>
      each.path.length > 0 &&
      isWithin(each.path, path) &&
      (isWhole || each.path.length === path.length),
  );
  const [first] = problems;
  return {
    value: valueAt(analysis.value, path),
    set: (value) => edit(value === undefined ? { do: "remove", path } : { do: "set", path, value }),
    remove: () => edit({ do: "remove", path }),
    error: first && `${first.message} ${first.remedy}`,
    isDisabled: !canEdit,
  };
}
