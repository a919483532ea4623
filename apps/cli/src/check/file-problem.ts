import type { Fault } from "@perennial/import";
import type { Problem } from "@perennial/lifecycle";

/** Something wrong in a file, by the path under which a person finds it. */
export type FileProblem = Omit<Problem, "code">;

/** Faults of one file as problems; each is an error. */
export function asProblems(file: string, faults: readonly Fault[]): readonly FileProblem[] {
  return faults.map((fault) => ({ file, severity: "error", ...fault }));
}
