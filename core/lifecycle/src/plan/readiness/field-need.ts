import type { Condition } from "../../condition/condition.ts";
import type { SettingValues } from "../../program/program.ts";
import { fieldsOfCondition } from "../condition-fields.ts";
import type { LifecyclePlan } from "../lifecycle-plan.ts";
import { conditionsOfPlan, testsOfPlan } from "../plan-conditions.ts";

/** For what a field is needed. */
export type NeededFor = "condition" | "text" | "date" | "contact" | "copy" | "rule";

/** One use of a field: where it stands and for what. */
export interface FieldNeed {
  readonly field: string;
  /** `plan`, or the id of a program. */
  readonly owner: string;
  /** The part of the plan, the step or the file that uses it. */
  readonly place: string;
  readonly neededFor: NeededFor;
  /** Whether it works without: a text that says something else where the field is empty. */
  readonly isOptional: boolean;
}

/** A criterion: a condition of a plan or a program, where it stands. */
export interface Criterion {
  readonly owner: string;
  readonly place: string;
  readonly condition: Condition;
  /** What the settings that it names hold. @default none */
  readonly settings?: SettingValues;
}

/** What a plan's or program's fields and criteria are. */
export interface Needs {
  readonly needs: readonly FieldNeed[];
  readonly criteria: readonly Criterion[];
}

/** The needs of a criterion: one for each field it asks about. */
export function needsOfCriterion({ owner, place, condition }: Criterion): readonly FieldNeed[] {
  return [...fieldsOfCondition(condition)].map((field) => ({
    field,
    owner,
    place,
    neededFor: "condition",
    isOptional: false,
  }));
}

/** Which fields a plan needs: what its conditions ask about, and what its figures are counted from. */
export function needsOfPlan(plan: LifecyclePlan): Needs {
  const owner = "plan";
  const criteria = [
    ...conditionsOfPlan(plan).map(({ path, condition }) => ({ path, condition })),
    ...testsOfPlan(plan).map(({ path, tests }) => ({ path, condition: earning(tests) })),
  ].map(({ path, condition }): Criterion => ({ owner, place: path.join("."), condition }));
  const rules = rulesOf(plan).flatMap(([place, fields]) =>
    fields.map(
      (field): FieldNeed => ({ field, owner, place, neededFor: "rule", isOptional: false }),
    ),
  );
  return { criteria, needs: [...criteria.flatMap(needsOfCriterion), ...rules] };
}

function earning(where: ReturnType<typeof testsOfPlan>[number]["tests"]): Condition {
  return { count: "purchases", where: [...where], is: "at-least", value: 1 };
}

const PURCHASES = ["purchases", "purchases.at"] as const;
const AGREEMENTS = ["agreement", "agreement.start", "agreement.end", "agreement.status"] as const;

/** What the figures of each part of a plan are counted from. */
function rulesOf(plan: LifecyclePlan): readonly (readonly [string, readonly string[]])[] {
  const { tiers, points, phases, valueClasses, flows, churn, costSignals } = plan;
  const value = {
    spend: [...PURCHASES, "purchases.amount"],
    margin: [...PURCHASES, "purchases.margin"],
    agreements: [...AGREEMENTS, "agreement.yearlyValue"],
  } as const;
  const tierBasis = {
    spend: value.spend,
    purchases: PURCHASES,
    points: value.spend,
    tenure: ["customer.customerSince"],
  } as const;
  const flow = flows?.basis === "agreements" ? AGREEMENTS : value.spend;
  return [
    ...(tiers ? [["tiers.basis", tierBasis[tiers.basis]] as const] : []),
    ...(points ? [["points", value.spend] as const] : []),
    ...(phases ? [["phases", ["customer.customerSince"]] as const] : []),
    ...(valueClasses ? [["valueClasses.by", value[valueClasses.by]] as const] : []),
    ...(flows ? [["flows.basis", flow] as const] : []),
    ...(churn ? [["churn", flow] as const] : []),
    ...(costSignals
      ? [["costSignals", ["interactions", "interactions.outcome", "purchases.discount"]] as const]
      : []),
  ];
}
