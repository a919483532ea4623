import { type ParsedProgram, type ProgramFiles, parseProgram } from "../parse-program.ts";
import { type Problem, sortProblems } from "../problem.ts";
import { checkEvaluation } from "./check-evaluation.ts";
import { checkAttributes, checkConditions, checkDates, checkValues } from "./check-fields.ts";
import { checkEnds, checkLoops, checkReach, checkWaits } from "./check-flow.ts";
import { checkFlows, checkMeasures } from "./check-measures.ts";
import { checkIds, checkLinks, checkOffers, checkStages, checkTargets } from "./check-names.ts";
import { checkOfferUse } from "./check-offer-use.ts";
import { checkHoldout, checkSplits } from "./check-parts.ts";
import { checkSettings } from "./check-settings.ts";
import { checkExits, checkSignals } from "./check-signals.ts";
import { checkSmsLength } from "./check-sms-length.ts";
import { checkStatutoryNotice } from "./check-statutory-notice.ts";
import { checkTextFields } from "./check-text-fields.ts";
import { checkOptOut, checkServiceTexts, checkTemplates } from "./check-texts.ts";
import { type CheckContext, Inspection } from "./inspection.ts";
import { type StepGraph, stepGraph } from "./step-graph.ts";

type Rule = (inspection: Inspection, graph: StepGraph) => void;

const RULES: readonly Rule[] = [
  checkIds,
  checkTargets,
  checkStages,
  checkOffers,
  checkLinks,
  checkSettings,
  checkSignals,
  checkExits,
  checkAttributes,
  checkConditions,
  checkDates,
  checkValues,
  checkReach,
  checkLoops,
  checkWaits,
  checkEnds,
  checkSplits,
  checkHoldout,
  checkEvaluation,
  checkMeasures,
  checkFlows,
  checkTemplates,
  checkTextFields,
  checkSmsLength,
  checkOptOut,
  checkServiceTexts,
  checkOfferUse,
  checkStatutoryNotice,
];

/**
 * Everything wrong with a program, in the order of its files: what the schema finds and, where the program
 * can be read at all, what only the whole shows. With an error among them it must not be activated.
 *
 * @example
 * checkProgram({ "program.yaml": text }, { rulePacks, programs: ["renewal"] })
 *   .map(({ file, line, message }) => `${file}:${line} ${message}`);
 */
export function checkProgram(files: ProgramFiles, context: CheckContext): readonly Problem[] {
  return checkParsedProgram(parseProgram(files), context);
}

/** As `checkProgram`, for a program that has been read already. */
export function checkParsedProgram(
  parsed: ParsedProgram,
  context: CheckContext,
): readonly Problem[] {
  if (!parsed.program) return parsed.problems;
  const inspection = new Inspection(parsed.program, parsed, context);
  const graph = stepGraph(parsed.program);
  for (const rule of RULES) rule(inspection, graph);
  return sortProblems([...parsed.problems, ...inspection.problems]);
}
