import type { LocalizedText } from "@perennial/contract";
import type { Fault } from "@perennial/import";
import type { Problem } from "@perennial/lifecycle";

/** What is wrong and what to do about it, in the command line's language. */
interface InEnglish {
  readonly message: string;
  readonly remedy: string;
}

/** Something wrong in a file, by the path under which a person finds it. */
export type FileProblem = Omit<Problem, "code" | "message" | "remedy"> & InEnglish;

/** Faults of one file as problems; each is an error. */
export function asProblems(file: string, faults: readonly Fault[]): readonly FileProblem[] {
  return faults.map((fault) => ({ file, severity: "error", ...fault }));
}

/** What a checker says, in the command line's language. */
export function inEnglish<Told extends Record<"message" | "remedy", LocalizedText>>(
  told: Told,
): Omit<Told, "message" | "remedy"> & InEnglish {
  return { ...told, message: told.message.en, remedy: told.remedy.en };
}
