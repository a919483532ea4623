import { readFile } from "node:fs/promises";
import { usageError } from "../output/cli-error.ts";

/** Reads a lifecycle plan's file. Throws a `CliError` where there is none. */
export async function readPlanFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw usageError(`There is no plan "${path}" that may be read. Check the path.`, error);
  }
}

/** Something wrong in a plan, by its place in the file. */
export interface PlacedFault {
  readonly line: number;
  readonly column: number;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly remedy: string;
}

/** A line for each thing that is wrong. */
export function problemLines(problems: readonly PlacedFault[], file: string): readonly string[] {
  return problems.map(
    ({ line, column, severity, message, remedy }) =>
      `${file}:${line}:${column} ${severity} ${message} ${remedy}`,
  );
}
