import type { Currency, Instant, LocalDate } from "@perennial/contract";
import {
  addDays,
  type Catalogue,
  type ChurnModel,
  createCatalogue,
  FlowRules,
  type LifecyclePlan,
  localDateOf,
  startOfDay,
} from "@perennial/lifecycle";

/** What a review goes by: the plan, and the day it is done on. */
export interface ReviewRules {
  readonly plan: LifecyclePlan;
  readonly version: number;
  /** How flows are told apart; by the defaults where the plan has none, for a lost customer has no phase (M-01). */
  readonly flows: FlowRules;
  /** What the probability of leaving is computed by; nothing where no model has been fitted. */
  readonly churn: ChurnModel | undefined;
  readonly catalogue: Catalogue;
  readonly currency: Currency;
  readonly zone: string;
  readonly now: Instant;
  readonly today: LocalDate;
  /** The first moment after today in the tenant's zone. */
  readonly end: Instant;
}

/** What of a tenant and its plan a review needs. */
export interface ReviewOf {
  readonly plan: LifecyclePlan;
  readonly version: number;
  readonly churn?: ChurnModel | undefined;
  readonly currency: Currency;
  readonly timeZone: string;
  readonly now: Instant;
}

/** Puts together what a review of a moment goes by. */
export function reviewRules(of: ReviewOf): ReviewRules {
  const { plan, version, churn, currency, timeZone: zone, now } = of;
  const today = localDateOf(now, zone);
  const declared = Object.entries(plan.attributes).map(
    ([name, type]) => [`customer.attributes.${name}`, { type }] as const,
  );
  return {
    ...{ plan, version, churn, currency, zone, now, today },
    flows: plan.flows ?? FlowRules.parse({}),
    catalogue: createCatalogue({ declared: Object.fromEntries(declared), currency }),
    end: startOfDay(addDays(today, 1), zone),
  };
}

/** The first moment of the day after a date: what came at it or later came after that date. */
export function momentAfter(date: LocalDate, zone: string): Instant {
  return startOfDay(addDays(date, 1), zone);
}
