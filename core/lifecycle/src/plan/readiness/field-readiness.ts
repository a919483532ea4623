import { fieldsOfCondition } from "../condition-fields.ts";
import type { LifecyclePlan } from "../lifecycle-plan.ts";
import { FIELD_CRITERIA, type FieldCriterion, type FieldJustifications } from "./field-criteria.ts";
import { type Criterion, type FieldNeed, needsOfPlan } from "./field-need.ts";
import { needsOfProgram, type ProgramTexts } from "./needs-of-program.ts";
import { prospectOf } from "./never-holds.ts";
import { isStoredField } from "./stored-field.ts";

/** How many records have something in a field. */
export interface FieldFill {
  readonly records: number;
  readonly filled: number;
}

/** How well a field is filled, against what is wanted. */
export type FillStatus = "missing" | "partly" | "filled";

/** A field that something needs. */
export interface NeededField {
  readonly field: string;
  readonly status: FillStatus;
  /** 0 to 1; nothing where the field is not stored, or there are no records. */
  readonly filled?: number;
  readonly usedBy: readonly FieldNeed[];
}

/** A criterion that comes to the same for everybody, because fields are empty (B-05). */
export interface IdleCriterion extends Omit<Criterion, "condition"> {
  /** `never`: it cannot fire. `always`: it tells nobody apart. */
  readonly prospect: "never" | "always";
  /** The empty fields it asks about. */
  readonly fields: readonly string[];
}

/** A stored field whose use has not been justified (M-22). */
export interface UnjustifiedField {
  readonly field: string;
  readonly missing: readonly FieldCriterion[];
}

/** What data the plan and the programs need, have, lack and do not use (product.md, feature 12; B-05, M-22, M-23). */
export interface FieldReadiness {
  readonly needed: readonly NeededField[];
  readonly idle: readonly IdleCriterion[];
  /** Stored fields that nothing uses, sorted. */
  readonly unused: readonly string[];
  /** Empty where no justifications were given. */
  readonly unjustified: readonly UnjustifiedField[];
}

/** What readiness is judged from. */
export interface ReadinessInput {
  readonly plan?: LifecyclePlan;
  readonly programs: readonly ProgramTexts[];
  /**
   * How the stored fields are filled, by `customer.email`, `customer.attributes.area`, `agreement.end`,
   * `purchases.category` or `interactions.outcome`; by `purchases`, `interactions` and `agreement` how many customers have any.
   */
  readonly fills: Readonly<Record<string, FieldFill>>;
  /** From which share a field counts as filled. @default 0.95 */
  readonly enough?: number;
  /** @default it is not looked */
  readonly justifications?: FieldJustifications;
}

/** What the product itself goes by: who somebody is, how it is addressed, when it was changed. */
const ALWAYS_USED =
  /^(?:purchases|interactions|agreement)$|\.(?:id|customerId|agreementId|at|currency|updatedAt)$/;
/** What the contact policy looks at, whatever the programs. */
const USED_BY_POLICY: readonly string[] = [
  ...["kind", "name", "locale", "timeZone", "country", "doNotCall", "pausedUntil"].map(
    (name) => `customer.${name}`,
  ),
  ...["party", "status", "start", "end", "cancelledAt", "acceptedAt"].map(
    (name) => `agreement.${name}`,
  ),
  ...["kind", "direction", "channel"].map((name) => `interactions.${name}`),
];

/** What data the plan and the programs need, and how far they are there. */
export function fieldReadiness(input: ReadinessInput): FieldReadiness {
  const { plan, programs, fills, enough = 0.95, justifications } = input;
  const parts = [...(plan ? [needsOfPlan(plan)] : []), ...programs.map(needsOfProgram)];
  const isStored = (field: string) => isStoredField(field, plan);
  const isEmpty = (field: string) => isStored(field) && (shareOf(fills, field) ?? 0) === 0;
  const byField = Map.groupBy(
    parts.flatMap(({ needs }) => needs).filter(({ field }) => isStored(field)),
    ({ field }) => storedAs(field),
  );
  const needed = [...byField].map(([field, usedBy]) =>
    neededField(field, usedBy, { fills, enough }),
  );
  const stored = Object.keys(fills)
    .filter((field) => (shareOf(fills, field) ?? 0) > 0)
    .sort();
  return {
    needed: needed.sort((a, b) => (a.field < b.field ? -1 : 1)),
    idle: parts.flatMap(({ criteria }) => criteria).flatMap((each) => idleCriterion(each, isEmpty)),
    unused: stored.filter((field) => !byField.has(field) && !isAlwaysUsed(field)),
    unjustified: justifications === undefined ? [] : unjustifiedOf(stored, justifications),
  };
}

/** A renewal is an agreement, and is stored as one. */
function storedAs(field: string): string {
  return field.replace(/^renewal\b/, "agreement");
}

function shareOf(fills: ReadinessInput["fills"], field: string): number | undefined {
  const name = storedAs(field);
  const fill = Object.hasOwn(fills, name) ? fills[name] : undefined;
  return fill === undefined || fill.records === 0 ? undefined : fill.filled / fill.records;
}

function isAlwaysUsed(field: string): boolean {
  return ALWAYS_USED.test(field) || USED_BY_POLICY.includes(field);
}

function neededField(
  field: string,
  usedBy: readonly FieldNeed[],
  { fills, enough }: Required<Pick<ReadinessInput, "fills" | "enough">>,
): NeededField {
  const filled = shareOf(fills, field);
  const status = statusOf(filled ?? 0, enough);
  return { field, status, ...(filled !== undefined && { filled }), usedBy };
}

function statusOf(filled: number, enough: number): FillStatus {
  if (filled === 0) return "missing";
  return filled < enough ? "partly" : "filled";
}

function idleCriterion(
  { owner, place, condition, settings }: Criterion,
  isEmpty: (field: string) => boolean,
): readonly IdleCriterion[] {
  const prospect = prospectOf(condition, isEmpty, settings);
  if (prospect === "open") return [];
  const fields = [...fieldsOfCondition(condition)].filter(isEmpty);
  return [{ owner, place, prospect, fields }];
}

function unjustifiedOf(
  stored: readonly string[],
  justifications: FieldJustifications,
): readonly UnjustifiedField[] {
  return stored.flatMap((field) => {
    const met = Object.hasOwn(justifications, field) ? (justifications[field] ?? []) : [];
    const missing = FIELD_CRITERIA.filter((criterion) => !met.includes(criterion));
    return missing.length === 0 || ALWAYS_USED.test(field) ? [] : [{ field, missing }];
  });
}
