import type { LifecyclePlan } from "@perennial/lifecycle";

/** A lifecycle plan while it is changed: a part that is missing is not computed. */
export type PlanDoc = Partial<LifecyclePlan>;
export type TierRulesDoc = NonNullable<LifecyclePlan["tiers"]>;
export type TierDoc = TierRulesDoc["tiers"][number];
export type BenefitDoc = TierRulesDoc["benefits"][number];
export type PointsDoc = NonNullable<LifecyclePlan["points"]>;
export type MatrixDoc = NonNullable<LifecyclePlan["matrix"]>;
export type CellDoc = MatrixDoc["cells"][number];
export type PhasesDoc = NonNullable<LifecyclePlan["phases"]>;
export type ValueClassesDoc = NonNullable<LifecyclePlan["valueClasses"]>;
export type SegmentDoc = LifecyclePlan["segments"][number];
export type GroupDoc = LifecyclePlan["groups"][number];
export type FlowsDoc = NonNullable<LifecyclePlan["flows"]>;
export type ChurnDoc = NonNullable<LifecyclePlan["churn"]>;
export type CostSignalsDoc = NonNullable<LifecyclePlan["costSignals"]>;

/** A length of time as a number and a unit, such as 12 months. */
export interface Length {
  readonly number: number;
  readonly unit: "D" | "W" | "M" | "Y";
}

/** Reads an ISO 8601 length of one unit; nothing for one of several. */
export function lengthOf(duration: string): Length | undefined {
  const [, number, unit] = /^P(\d{1,5})([DWMY])$/.exec(duration) ?? [];
  const known = (["D", "W", "M", "Y"] as const).find((each) => each === unit);
  return number === undefined || known === undefined
    ? undefined
    : { number: Number(number), unit: known };
}

/** Writes a length as ISO 8601 has it. */
export function durationOf({ number, unit }: Length): string {
  return `P${Math.max(0, Math.round(number))}${unit}`;
}

/** A list with one of its items changed. */
export function replaced<Item>(items: readonly Item[], at: number, change: Partial<Item>): Item[] {
  return items.map((each, index) => (index === at ? { ...each, ...change } : each));
}

/** An id made of a name, one that no other has. */
export function idFrom(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 50);
  const base = plain === "" ? "ny" : plain;
  if (!taken.includes(base)) return base;
  let round = 2;
  while (taken.includes(`${base}-${round}`)) round += 1;
  return `${base}-${round}`;
}

/** What a company begins with that has no tiers: three levels by what is bought for in a year. */
export const FIRST_TIERS: TierRulesDoc = {
  basis: "spend",
  qualification: { period: "rolling", length: "P12M" },
  keep: "P12M",
  downgrade: "one",
  grace: "P30D",
  near: 0.1,
  benefits: [
    { id: "free-shipping", name: { sv: "Fri frakt", en: "Free delivery" } },
    { id: "early-sale", name: { sv: "Förtur på rea", en: "Early access to sales" } },
  ],
  tiers: [
    {
      id: "member",
      name: { sv: "Medlem", en: "Member" },
      from: 0,
      benefits: [],
      isProtected: false,
    },
    {
      ...{ id: "silver", name: { sv: "Silver", en: "Silver" }, from: 200_000 },
      ...{ benefits: ["free-shipping"], isProtected: false },
    },
    {
      ...{ id: "gold", name: { sv: "Guld", en: "Gold" }, from: 500_000 },
      ...{ benefits: ["free-shipping", "early-sale"], isProtected: false },
    },
  ],
};

/** What a company begins with that has no matrix: one strategy for each value class (M-09, M-11, M-12). */
export const FIRST_MATRIX: MatrixDoc = {
  churnGoal: 12,
  cells: [
    { valueClass: "gold", strategy: "retain", churnGoal: 6 },
    { valueClass: "silver", strategy: "develop", churnGoal: 12 },
    { valueClass: "bronze", strategy: "cheaper-channels" },
  ],
};

/** What a plan begins with, for the company that has none: value classes and flows are computed from then on. */
export function firstPlan(part: PlanDoc): Record<string, unknown> {
  return { valueClasses: {}, flows: {}, phases: {}, churn: {}, ...part };
}
