import type { Locale } from "@perennial/contract";
import {
  type CheckContext,
  checkParsedProgram,
  type DiagramGraph,
  diagramGraph,
  type Problem,
  type Program,
  parseProgram,
  processSheet,
  type SmsLength,
  smsLengths,
} from "@perennial/lifecycle";
import { parseDocument } from "yaml";
import type { Files } from "./edit-history.ts";
import type { Path } from "./paths.ts";
import { type Places, placesIn } from "./places.ts";

export const PROGRAM_FILE = "program.yaml";

/** Something wrong, in the language of the screen; the server tells it in that language. */
export type ToldProblem = Omit<Problem, "message" | "remedy"> &
  Readonly<Record<"message" | "remedy", string>>;

/** Something wrong, and which part of the program it is about. */
export interface PlacedProblem extends ToldProblem {
  /** Empty for problems of other files. */
  readonly path: Path;
}

/** What a program's files amount to, worked out here as somebody writes. */
export interface Analysis {
  /** The file as a plain value, right or wrong; undefined where it is no YAML. */
  readonly value: unknown;
  /** Missing while something in the file is not as a program has it. */
  readonly program?: Program;
  readonly graph?: DiagramGraph;
  readonly sheet?: string;
  readonly problems: readonly PlacedProblem[];
  readonly places: Places;
  readonly sms: readonly SmsLength[];
}

/** What the company has beside the program. */
export interface Surroundings {
  readonly locale: Locale;
  /** The ids of its programs and of the rule packs there are; undefined while they are not known. */
  readonly programs: readonly string[] | undefined;
  readonly rulePacks: readonly string[] | undefined;
  /** What the server found in these files, or in those of a moment ago. */
  readonly told?: { readonly files: Files; readonly problems: readonly ToldProblem[] } | undefined;
}

/** Reads and checks a program's files. What takes the text of laws, the server tells. */
export function analyse(files: Files, surroundings: Surroundings): Analysis {
  const text = files[PROGRAM_FILE] ?? "";
  const parsed = parseProgram(files);
  const { program } = parsed;
  const places = placesIn(text);
  const context: CheckContext = { rulePacks: {}, programs: surroundings.programs ?? [] };
  const { locale } = surroundings;
  const found = checkParsedProgram(parsed, context)
    .filter((each) => isKnown(each, surroundings, program))
    .map(
      ({ message, remedy, ...rest }): ToldProblem => ({
        ...rest,
        message: message[locale],
        remedy: remedy[locale],
      }),
    );
  const document = parseDocument(text);
  return {
    value: document.errors.length === 0 ? document.toJS() : undefined,
    ...(program && {
      program,
      graph: diagramGraph(program, surroundings.locale),
      sheet: processSheet(program, surroundings.locale),
    }),
    problems: problemsOf(found, files, surroundings).map((problem) => ({
      ...problem,
      path: problem.file === PROGRAM_FILE ? places.pathAt(problem.line, problem.column) : [],
    })),
    places,
    sms: smsLengths(files),
  };
}

/** Whether a problem is one for all that is known here. */
function isKnown({ code }: Problem, around: Surroundings, program: Program | undefined): boolean {
  if (code === "unknown-program") return around.programs !== undefined;
  if (code !== "unknown-rule-pack") return true;
  const { rulePacks } = around;
  return rulePacks !== undefined && !rulePacks.includes(program?.rulePack ?? "");
}

/** The server's word where it is about these very files; else ours, and what only the server can tell. */
function problemsOf(
  found: readonly ToldProblem[],
  files: Files,
  { told }: Surroundings,
): readonly ToldProblem[] {
  if (!told) return found;
  if (told.files === files) return told.problems;
  return [...found, ...told.problems.filter(({ code }) => code.startsWith("statutory-"))];
}
