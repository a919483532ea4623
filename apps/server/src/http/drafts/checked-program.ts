import type { CheckedProgram, DiagramView, DraftProblem } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  type DiagramGraph,
  diagramGraph,
  type Problem,
  type ProgramFiles,
  parseProgram,
  processSheet,
  type StepPlace,
  smsLengths,
  stepPlaces,
} from "@perennial/lifecycle";
import { checkFiles } from "@perennial/runtime";
import type { DraftSummary } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { type InLanguage, inLanguage } from "../language.ts";

/** Files that are to be a program of an id. */
export interface ProgramCase {
  readonly program: string;
  readonly files: ProgramFiles;
}

/** What files amount to: everything wrong with them, the sheet and the diagram, as far as they can be read. */
export function checkedProgram(
  context: Pick<ServerContext, "checkContext">,
  { program: id, files }: ProgramCase,
  locale: Locale,
): CheckedProgram {
  const { program } = parseProgram(files);
  const steps = stepPlaces(files).map((each) => ({ ...each }));
  const problems = checkFiles(context, id, files).map((each) =>
    problemView(inLanguage(each, locale), steps),
  );
  return {
    problems,
    ...counts(problems),
    sheet: program ? processSheet(program, locale) : null,
    diagram: program ? diagramView(diagramGraph(program, locale)) : null,
    steps,
    sms: smsLengths(files).map(({ template: { file }, encoding, units, segments }) => ({
      ...{ file, encoding, units, segments },
    })),
  };
}

/** What lists tell of a draft with these files. */
export function draftSummary(
  context: Pick<ServerContext, "checkContext">,
  { program: id, files }: ProgramCase,
): DraftSummary {
  const { program } = parseProgram(files);
  return { name: program?.name ?? null, ...counts(checkFiles(context, id, files)) };
}

function counts(problems: readonly Pick<Problem, "severity">[]) {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: problems.length - errors };
}

function problemView(
  { file, line, column, severity, code, message, remedy }: InLanguage<Problem>,
  steps: readonly StepPlace[],
): DraftProblem {
  const around = file === "program.yaml" ? steps.findLast((each) => each.line <= line) : undefined;
  return {
    ...{ file, line, column, severity, code, message, remedy },
    step: around?.id || null,
  };
}

/** A flow chart as clients see it. */
export function diagramView({ nodes, edges }: DiagramGraph): DiagramView {
  return {
    nodes: nodes.map(({ id, kind, number, step, title, by, stage }) => ({
      ...{ id, kind, title, by },
      number: number ?? null,
      step: step ?? null,
      stage: stage ?? null,
    })),
    edges: edges.map(({ from, to, words }) => ({ from, to, words: words ?? null })),
  };
}
