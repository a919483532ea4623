import type { LocalDate } from "@perennial/contract";
import { compilePredicate } from "../condition/compile-predicate.ts";
import type { Condition } from "../condition/condition.ts";
import { longestHistory, type RequiredFacts, requiredFacts } from "../condition/required-facts.ts";
import type { Facts } from "../facts/facts.ts";
import { conditionsOf } from "../program/check/program-parts.ts";
import { memo, memoLast } from "../program/memo.ts";
import type { Program, RunningProgram, SettingValues } from "../program/program.ts";
import { defaultSettings } from "../program/program.ts";
import { programCatalogue } from "../program/program-catalogue.ts";
import type { Step } from "../program/step.ts";

/** A program made ready to run: steps by id and conditions compiled, once for all enrolments. */
export interface CompiledProgram extends RunningProgram {
  /** The step of an id. Throws `UnknownStepError` for one that the checker would have refused. */
  step(id: string): Step;
  /** The step that follows in the file or by `next`; none after the last. */
  after(step: Step): string | undefined;
  /** What of a customer's history its conditions can ask about on a day. */
  historyNeeded(today: LocalDate): HistoryNeeded;
  /** The records that who may enter is asked by, and those that anything on the way through can ask about. */
  readonly recordsNeeded: { readonly atTheDoor: RecordsNeeded; readonly onTheWay: RecordsNeeded };
  /** Whether a condition of this program holds; an absent one does. */
  holds(condition: Condition | undefined, facts: Facts): boolean;
}

/** How far back a customer's purchases and interactions are asked about; not at all where missing. */
export type HistoryNeeded = Pick<RequiredFacts, "purchases" | "interactions"> & {
  /** Whether anything of what is computed of the customer is asked for, in conditions, dates or values. */
  readonly standing: boolean;
};

/** Which records of a subject something is decided by: it is decided the same without the others. */
export type RecordsNeeded = Pick<RequiredFacts, "agreement" | "renewal" | "invitation"> & {
  /** More of the customer than the id. */
  readonly customer: boolean;
};

/** A jump to a step that the program does not have. */
export class UnknownStepError extends Error {
  constructor(program: string, step: string) {
    super(`Program "${program}" has no step "${step}". Run "perennial check" on its file.`);
    this.name = "UnknownStepError";
  }
}

/** What a tenant runs of a program. */
export interface ProgramVersion {
  readonly program: Program;
  readonly version: number;
  /** The tenant's own values; the program's defaults hold for the rest. */
  readonly settings?: SettingValues;
}

/** Compiles a program for running. */
export function compileProgram({ program, version, settings }: ProgramVersion): CompiledProgram {
  const set = { program, settings: { ...defaultSettings(program), ...settings } };
  const steps = new Map(program.steps.map((step) => [step.id, step]));
  const following = new Map(
    program.steps.map((step, index) => [step.id, step.next ?? program.steps[index + 1]?.id]),
  );
  const conditions = conditionsOf(program);
  const signals = new Map(conditions.map(({ part }) => [part.condition, part.signal]));
  const catalogues = memo((signal: string | undefined) => programCatalogue(set, signal));
  const predicates = new Map<Condition, (facts: Facts) => boolean>();
  const predicateOf = (condition: Condition) => {
    const known = predicates.get(condition);
    if (known) return known;
    const compiled = compilePredicate(condition, catalogues(signals.get(condition)));
    predicates.set(condition, compiled);
    return compiled;
  };
  const standing = namesField(program, "standing.");
  const history = memoLast((today: LocalDate): HistoryNeeded => {
    const needs = conditions.map(({ part: { condition, signal } }) =>
      requiredFacts([condition], catalogues(signal), today),
    );
    const purchases = longestHistory(needs.map((need) => need.purchases));
    const interactions = longestHistory(needs.map((need) => need.interactions));
    return { standing, ...(purchases && { purchases }), ...(interactions && { interactions }) };
  });
  return {
    ...set,
    historyNeeded: history,
    recordsNeeded: recordsNeededBy(program),
    version,
    step(id) {
      const step = steps.get(id);
      if (!step) throw new UnknownStepError(program.id, id);
      return step;
    },
    after: (step) => following.get(step.id),
    holds: (condition, facts) => condition === undefined || predicateOf(condition)(facts),
  };
}

function recordsNeededBy(program: Program): CompiledProgram["recordsNeeded"] {
  const { triggers, entry, ...way } = program;
  const named = recordsNamed(way);
  const updates = (object: "agreement" | "renewal") =>
    program.steps.some((step) => step.do === "update" && step.object === object);
  // Whoever accepts while an agent is on the phone is heard of when the call is over, by the agreement there is then.
  const calls = program.steps.some((step) => step.do === "call");
  const onTheWay = {
    ...named,
    agreement: named.agreement || updates("agreement"),
    renewal: named.renewal || updates("renewal") || calls,
  };
  return { atTheDoor: recordsNamed({ triggers, entry }), onTheWay };
}

function recordsNamed(node: unknown): RecordsNeeded {
  const names = (record: keyof RecordsNeeded) => namesField(node, `${record}.`);
  return {
    customer: names("customer"),
    agreement: names("agreement"),
    renewal: names("renewal"),
    invitation: names("invitation"),
  };
}

/** Whether a field of a scope is named anywhere, be it in a condition, a date or a value. */
function namesField(node: unknown, scope: string): boolean {
  if (typeof node === "string") return node.startsWith(scope);
  if (typeof node !== "object" || node === null) return false;
  return Object.values(node).some((part) => namesField(part, scope));
}
