import type {
  Agreement,
  Band,
  Consent,
  Customer,
  Interaction,
  LocalDate,
  Purchase,
} from "@perennial/contract";
import {
  bandBoundaries,
  bandOf,
  beganOn,
  ChurnRules,
  type CustomerHistory,
  churnAt,
  compileGroups,
  compilePredicate,
  compileSegments,
  customerHistory,
  customerValue,
  type Facts,
  flowStateAt,
  isInBase,
  localDateOf,
  phaseOf,
  SWEDISH_HOLIDAYS,
  ValueClassRules,
  valueBoundaries,
  valueClassOf,
} from "@perennial/lifecycle";
import type { ReviewRules } from "../review-rules.ts";
import { tierFor } from "./reference-tier.ts";

/** A tier that is set by hand before the first night. */
export interface KnownOverride {
  readonly customerId: string;
  readonly tier: string;
  /** The last day it holds. */
  readonly until?: LocalDate | undefined;
  /** The first day on which it has been taken back. */
  readonly takenBackOn?: LocalDate | undefined;
}

/** Everything that is known of some customers. */
export interface KnownBase {
  readonly customers: readonly Customer[];
  readonly purchases: readonly Purchase[];
  readonly agreements: readonly Agreement[];
  readonly interactions: readonly Interaction[];
  readonly consents: readonly Consent[];
  readonly overrides: readonly KnownOverride[];
}

/** What the core says of one customer, with what the next day begins from. */
export interface ReferenceStanding {
  readonly id: string;
  readonly flow: string | null;
  readonly value: number;
  readonly band: string | null;
  readonly valueClass: string | null;
  readonly risk: string | null;
  readonly tier: string | null;
  readonly tierSince: LocalDate | null;
  readonly tierUntil: LocalDate | null;
  readonly graceUntil: LocalDate | null;
  readonly tierReason: string | null;
  readonly nextTier: string | null;
  readonly remaining: number | null;
  readonly toKeep: number | null;
  readonly phase: string | null;
  readonly segment: string | null;
  readonly groups: readonly string[];
}

/** Where everybody stands on a day as the pure core says it, from where they stood the day before. */
export function referenceStandings(
  base: KnownBase,
  rules: ReviewRules,
  before: ReadonlyMap<string, ReferenceStanding>,
): ReadonlyMap<string, ReferenceStanding> {
  const valued = base.customers.map((customer) => valuedOf(customer, base, rules));
  const active = valued.filter(({ flow }) => isInBase(flow));
  const classes = valueBoundaries(
    active,
    (rules.plan.valueClasses ?? ValueClassRules.parse({})).limits,
  );
  const bands = bandBoundaries(active, rules.flows.bands);
  return new Map(
    valued.map((each) => {
      const isActive = isInBase(each.flow);
      const valueClass =
        isActive && rules.plan.valueClasses ? valueClassOf(each, classes) : undefined;
      const band = isActive && rules.plan.flows ? bandOf(each, bands) : undefined;
      const risk = isActive ? riskFor(each.history, rules) : undefined;
      return [
        each.id,
        decided({ ...each, valueClass, band, risk }, base, { rules, before }),
      ] as const;
    }),
  );
}

function valuedOf(customer: Customer, base: KnownBase, rules: ReviewRules) {
  const { zone, currency, today, plan } = rules;
  const own = <T extends { readonly customerId: string }>(records: readonly T[]) =>
    records.filter(({ customerId }) => customerId === customer.id);
  const history = customerHistory(
    {
      customerSince: customer.customerSince,
      purchases: own(base.purchases),
      agreements: own(base.agreements),
      interactions: own(base.interactions),
    },
    { zone, currency },
  );
  return {
    customer,
    history,
    id: customer.id,
    flow: flowStateAt(history, rules.flows, today),
    value: customerValue(history, plan.valueClasses ?? ValueClassRules.parse({}), today),
  };
}

function riskFor(history: CustomerHistory, { churn: model, flows, plan, today }: ReviewRules) {
  const rules = plan.churn ?? ChurnRules.parse({});
  return model && churnAt(history, { model, flows, rules }, today)?.risk;
}

type Valued = ReturnType<typeof valuedOf> & {
  readonly valueClass: "gold" | "silver" | "bronze" | undefined;
  readonly band: Band | undefined;
  readonly risk: "low" | "medium" | "high" | undefined;
};

function decided(
  valued: Valued,
  base: KnownBase,
  {
    rules,
    before,
  }: { readonly rules: ReviewRules; readonly before: ReadonlyMap<string, ReferenceStanding> },
): ReferenceStanding {
  const { plan, today, catalogue } = rules;
  const { history, customer } = valued;
  const held = before.get(valued.id);
  const start: Customer = {
    ...customer,
    ...{
      tier: held?.tier ?? undefined,
      phase: held?.phase ?? undefined,
      valueClass: valued.valueClass,
    },
    segment: held?.segment ?? undefined,
  } as Customer;
  const withClass = factsOf(start, base, rules);
  const override = base.overrides.find(({ customerId }) => customerId === valued.id);
  const tier = tierFor(history, held, { rules, override, facts: withClass });
  const placed = { ...start, tier: tier?.tier } as Customer;
  const asked = factsOf(placed, base, rules);
  const holds = (condition: Parameters<typeof compilePredicate>[0] | undefined) =>
    condition !== undefined && compilePredicate(condition, catalogue)(asked);
  const began = beganOn(history, today);
  const phase =
    plan.phases &&
    phaseOf(
      {
        ...(began !== undefined && { began }),
        isLost: valued.flow === "lost",
        isWelcomeOver: holds(plan.phases.welcome.until),
        ...(valued.risk && { risk: valued.risk }),
        acts: actsOf(history, customer, { base, rules }),
        isToRetain: holds(plan.phases.retain.when),
      },
      plan.phases,
      today,
    ).phase;
  const phased = { ...placed, phase } as Customer;
  const segment = compileSegments(plan.segments, catalogue)(factsOf(phased, base, rules));
  const standing = {
    ...(plan.flows && valued.flow && { flow: valued.flow }),
    ...(valued.band !== undefined && { band: valued.band }),
    ...(tier?.reason && { tierReason: tier.reason }),
  };
  const last = { ...factsOf({ ...phased, segment } as Customer, base, rules), standing };
  const grouped = compileGroups(plan.groups, catalogue)(last);
  return {
    id: valued.id,
    flow: (plan.flows && valued.flow) ?? null,
    value: valued.value,
    band: valued.band ?? null,
    valueClass: valued.valueClass ?? null,
    risk: valued.risk ?? null,
    tier: tier?.tier ?? null,
    tierSince: tier?.since ?? null,
    tierUntil: tier?.until ?? null,
    graceUntil: tier?.graceUntil ?? null,
    tierReason: tier?.reason ?? null,
    nextTier: tier?.nextTier ?? null,
    remaining: tier?.remaining ?? null,
    toKeep: tier?.toKeep ?? null,
    phase: phase ?? null,
    segment: segment ?? null,
    groups: [...grouped].sort(),
  };
}

function factsOf(customer: Customer, base: KnownBase, { now, today, zone }: ReviewRules): Facts {
  return {
    ...{ now, today, zone, holidays: SWEDISH_HOLIDAYS, customer, enrolment: {}, signal: {} },
    purchases: base.purchases.filter(({ customerId }) => customerId === customer.id),
    interactions: base.interactions.filter(({ customerId }) => customerId === customer.id),
  };
}

function actsOf(
  history: CustomerHistory,
  { id }: Customer,
  { base, rules }: { readonly base: KnownBase; readonly rules: ReviewRules },
) {
  const latest = (days: readonly LocalDate[]) =>
    days
      .filter((day) => day <= rules.today)
      .sort()
      .at(-1);
  const cancelled = latest(history.agreements.flatMap(({ cancelledOn }) => cancelledOn ?? []));
  const withdrawn = latest(
    base.consents
      .filter(
        (each) =>
          each.customerId === id && each.purpose === "marketing" && each.state === "withdrawn",
      )
      .map(({ at }) => localDateOf(at, rules.zone)),
  );
  return {
    ...(cancelled !== undefined && { "agreement-cancelled": cancelled }),
    ...(withdrawn !== undefined && { "marketing-withdrawn": withdrawn }),
  };
}
