import type { Locale } from "@perennial/contract";
import { plainText } from "../diagram.ts";
import { type ParsedProgram, type ProgramFiles, parseProgram } from "../parse-program.ts";
import type { Program } from "../program.ts";
import { defaultSettings } from "../program.ts";
import { triggerLine } from "../sheet.ts";
import { SheetContext } from "../sheet-context.ts";
import { headerChanges } from "./header-changes.ts";
import { stepChanges } from "./step-changes.ts";
import { textChanges } from "./text-changes.ts";

/** What became of a part of a program. */
export type ChangeKind = "added" | "removed" | "changed" | "moved";

/** One thing that differs between two states of a program, in plain words. */
export interface ProgramPartChange {
  readonly about: "header" | "setting" | "trigger" | "rule" | "step" | "offer" | "text";
  readonly change: ChangeKind;
  /** The step, the setting, the field or the file. */
  readonly subject: string;
  readonly sentence: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A program with the words it is told in. */
export interface ToldProgram {
  readonly program: Program;
  readonly context: SheetContext;
  readonly parsed: ParsedProgram;
  readonly files: ProgramFiles;
}

/** What is compared with what, in which language. */
export interface Compared {
  readonly before: ToldProgram;
  readonly after: ToldProgram;
  readonly locale: Locale;
}

/**
 * What differs between two states of a program, in the order of a sheet: header, settings, what starts it, steps, rules
 * that hold everywhere, texts. Nothing where one of the two cannot be read as a program.
 */
export function programDifference(
  before: ProgramFiles,
  after: ProgramFiles,
  locale: Locale,
): readonly ProgramPartChange[] {
  const [from, to] = [told(before, locale), told(after, locale)];
  if (!from || !to) return [];
  const compared: Compared = { before: from, after: to, locale };
  return [
    ...headerChanges(compared),
    ...lineChanges(compared, { about: "trigger", linesOf: triggerLines }),
    ...stepChanges(compared),
    ...textChanges(compared),
  ];
}

function told(files: ProgramFiles, locale: Locale): ToldProgram | undefined {
  const parsed = parseProgram(files);
  const { program } = parsed;
  if (!program) return undefined;
  return {
    program,
    parsed,
    files,
    context: new SheetContext(program, locale, defaultSettings(program)),
  };
}

function triggerLines({ program, context }: ToldProgram): readonly string[] {
  return program.triggers.map((trigger) => plainText(triggerLine(trigger, context)));
}

/** Lines that are there in one of the two alone. */
function lineChanges(
  { before, after, locale }: Compared,
  {
    about,
    linesOf,
  }: {
    readonly about: "trigger";
    readonly linesOf: (of: ToldProgram) => readonly string[];
  },
): readonly ProgramPartChange[] {
  const [from, to] = [linesOf(before), linesOf(after)];
  const gone = from.filter((line) => !to.includes(line));
  const come = to.filter((line) => !from.includes(line));
  const words =
    locale === "sv"
      ? { gone: "Startar inte längre", come: "Startar nu även" }
      : { gone: "No longer starts", come: "Now also starts" };
  return [
    ...gone.map(
      (line): ProgramPartChange => ({
        ...{ about, change: "removed", subject: line, sentence: `${words.gone}: ${line}` },
        ...{ before: line, after: null },
      }),
    ),
    ...come.map(
      (line): ProgramPartChange => ({
        ...{ about, change: "added", subject: line, sentence: `${words.come}: ${line}` },
        ...{ before: null, after: line },
      }),
    ),
  ];
}
