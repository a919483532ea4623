import type { LocalizedText } from "@perennial/contract";

/** A place in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something wrong in a program's files: where, what, and what to do about it. */
export interface Problem extends Place {
  /** The path in the program's folder. */
  readonly file: string;
  /** An error keeps the program from being activated; a warning asks for a second look. */
  readonly severity: "error" | "warning";
  /** A stable name of the kind of problem, such as `unknown-field`. */
  readonly code: string;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

/** Puts problems in the order in which one reads the files: the program first, then the texts. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const rank = ({ file }: Problem) => (file === PROGRAM_FILE ? "" : file);
  return [...problems].sort(
    (a, b) =>
      compare(rank(a), rank(b)) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.code, b.code) ||
      compare(a.message.en, b.message.en),
  );
}

/** The file in a program's folder that holds the program itself. */
export const PROGRAM_FILE = "program.yaml";

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
