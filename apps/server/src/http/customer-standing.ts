import type { StandingView } from "@perennial/api";
import {
  type CustomerStanding,
  type StandingQuery,
  customerStanding as standingOf,
} from "@perennial/runtime";
import type { TenantTransaction } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { pointsView } from "./points-view.ts";
import { notFound } from "./problem.ts";
import { tierView } from "./tier-view.ts";

/** Where a customer stands, as clients see it. Throws an `HttpProblem` where there is no such customer. */
export async function customerStanding(
  context: ServerContext,
  tx: TenantTransaction,
  query: StandingQuery,
): Promise<StandingView> {
  const found = await standingOf(context, tx, query);
  if (!found) throw notFound("customer", query.customer);
  const { standing, tier, points, today } = found;
  const { locale } = query;
  return {
    asOf: standing.asOf ?? null,
    tier: tier ? tierView(tier) : null,
    points: points ? pointsView(points.points, { rules: points.rules, today, locale }) : null,
    ...placesOf(found),
    ...boughtOf(found),
    risk: riskOf(found),
  };
}

function placesOf({
  customer: { valueClass },
  standing: { band, value },
  places: { phase, segment, flow, groups, service },
}: CustomerStanding) {
  return {
    phase: phase ? { ...phase, since: phase.since ?? null } : null,
    segment: segment ?? null,
    flow: flow ? { ...flow, since: flow.since ?? null } : null,
    ...{ valueClass: valueClass ?? null, band: band ?? null, value: value ?? null },
    groups: [...groups],
    service: service ? serviceOf(service) : null,
  };
}

function serviceOf({
  strategy,
  serviceLevel,
  program,
  contactsPerYear,
}: NonNullable<CustomerStanding["places"]["service"]>): StandingView["service"] {
  return {
    ...{ strategy, serviceLevel: serviceLevel ?? null, program: program ?? null },
    contactsPerYear: contactsPerYear ?? null,
  };
}

function boughtOf({ standing: { purchases, firstPurchase, lastPurchase } }: CustomerStanding) {
  return {
    purchases: purchases ?? null,
    ...{ firstPurchase: firstPurchase ?? null, lastPurchase: lastPurchase ?? null },
  };
}

function riskOf({ risk }: CustomerStanding): StandingView["risk"] {
  if (!risk) return null;
  const { level, words, probability = null, factors } = risk;
  return { level, words, probability, factors: [...factors] };
}
