import type { Currency, LocalizedText } from "@perennial/contract";
import type { Declared } from "../../condition/declared-field.ts";
import type { ValueClass } from "../../portfolio/boundaries.ts";
import type { Program } from "../../program/program.ts";
import type { Path } from "../../program/read-yaml.ts";
import type { LifecyclePlan } from "../lifecycle-plan.ts";

/** What a plan is checked against beside itself. */
export interface PlanContext {
  /** The tenant's programs by id. @default it is not looked whether the programs named exist */
  readonly programs?: Readonly<Record<string, Pick<Program, "subject">>>;
  readonly currency: Currency;
  /** Fields that the tenant has beside the contract's and the plan's own. @default none */
  readonly declared?: Declared;
  /** How many members each tier has today, by its id. @default it is not looked */
  readonly tierMembers?: Readonly<Record<string, number>>;
  /** What a customer of each class is worth on average, in minor units. @default it is not looked */
  readonly averageValue?: Partial<Readonly<Record<ValueClass, number>>>;
}

/** Something wrong in a plan: where, what, and what to do about it. */
export interface PlanProblem {
  readonly path: Path;
  /** Whether it stands at the key or at what follows it. @default value */
  readonly part?: "key" | "value";
  /** A stable name of the kind of problem, such as `empty-cell`. */
  readonly code: string;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
  /** An error keeps the plan from being published; a warning asks for a second look. */
  readonly severity: "error" | "warning";
}

/** Looks at one thing in a plan and tells what is wrong with it. */
export type PlanRule = (plan: LifecyclePlan, context: PlanContext) => readonly PlanProblem[];

/** A problem that keeps the plan from being published. */
export function planError(problem: Omit<PlanProblem, "severity">): PlanProblem {
  return { ...problem, severity: "error" };
}

/** A problem that asks for a second look. */
export function planWarning(problem: Omit<PlanProblem, "severity">): PlanProblem {
  return { ...problem, severity: "warning" };
}
