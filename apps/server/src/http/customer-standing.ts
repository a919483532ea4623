import type { StandingView } from "@perennial/api";
import type { Agreement, Customer, LocalDate, Locale, Standing } from "@perennial/contract";
import {
  ChurnRules,
  cellOf,
  churnAt,
  customerHistory,
  FLOW_NAMES,
  FLOW_WORDS,
  FlowRules,
  localDateOf,
  PHASE_WORDS,
  RISK_WORDS,
  startOfDay,
  subtractFromDate,
} from "@perennial/lifecycle";
import { type PlanInForce, planOf } from "@perennial/runtime";
import {
  CUSTOMERS,
  listAgreements,
  loadRecords,
  loadStandings,
  readMemberPoints,
  readRecords,
  readTierOverride,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { pointsView } from "./points-view.ts";
import { notFound } from "./problem.ts";
import { type TierAsked, tierView } from "./tier-view.ts";

/** Whose standing, for whom it is told. */
export interface StandingQuery {
  readonly tenant: Tenant;
  readonly customer: string;
  readonly locale: Locale;
}

/** Everything that a standing is told from. */
interface Known {
  readonly tenant: Tenant;
  readonly locale: Locale;
  readonly today: LocalDate;
  readonly customer: Customer;
  readonly standing: Standing;
  readonly inForce: PlanInForce | undefined;
  readonly records: Pick<TierAsked, "purchases"> & {
    readonly agreements: readonly Agreement[];
    readonly interactions: Parameters<typeof customerHistory>[0]["interactions"];
  };
}

/** More agreements than one customer has. */
const MOST = 500;

/** Signs of leaving are looked for this far back; what else there is counts in any case (M-17). */
const SIGNS = "P12M";

/**
 * Where a customer stands, in figures and in words, by what the last review or purchase left and by the records of today.
 * Throws an `HttpProblem` where there is no such customer.
 */
export async function customerStanding(
  context: ServerContext,
  tx: TenantTransaction,
  query: StandingQuery,
): Promise<StandingView> {
  const { tenant, customer: id, locale } = query;
  const today = localDateOf(context.clock.now(), tenant.timeZone);
  const since = startOfDay(subtractFromDate(today, SIGNS), tenant.timeZone);
  const [[customer], standings, override, points, agreements, loaded, inForce] = await Promise.all([
    readRecords(tx, CUSTOMERS, [id]),
    loadStandings(tx, [id]),
    readTierOverride(tx, id),
    readMemberPoints(tx, id, today),
    listAgreements(tx, { customer: id, limit: MOST }),
    loadRecords(tx, {
      ...{ customerIds: [id], agreementIds: [], purchases: {}, interactions: { since } },
    }),
    planOf(context, tx, tenant),
  ]);
  if (!customer) throw notFound("customer", id);
  const standing = standings.get(id) ?? {};
  const purchases = loaded.purchases.get(id) ?? [];
  const interactions = loaded.interactions.get(id) ?? [];
  const records = { purchases, interactions, agreements: agreements.items };
  const known: Known = { tenant, locale, today, customer, standing, inForce, records };
  const asked = { ...known, override, purchases, entries: points.entries };
  const { points: rules } = inForce?.plan ?? {};
  const hasPoints = rules !== undefined || points.entries.length > 0;
  return {
    asOf: standing.asOf ?? null,
    tier: tierView({ ...asked, rules: inForce?.plan.tiers, joined: joinedOn(known) }),
    points: hasPoints ? pointsView(points, { rules, today, locale }) : null,
    ...placesOf(known),
    ...boughtOf(standing),
    risk: riskOf(known),
    groups: groupsOf(known),
    service: serviceOf(known),
  };
}

/** The day that a member's own years are counted from, as the review has it. */
function joinedOn({ customer, standing, records }: Known): LocalDate | undefined {
  const own = records.agreements.filter(({ party }) => party === "own").map(({ start }) => start);
  return customer.customerSince ?? standing.firstPurchase ?? own.sort()[0];
}

function placesOf({
  customer: { phase, segment, valueClass },
  standing: { phaseSince, flow, flowSince, band, value },
  inForce,
  locale,
}: Known): Pick<StandingView, "phase" | "segment" | "flow" | "valueClass" | "band" | "value"> {
  const known = inForce?.plan.segments.find(({ id }) => id === segment);
  // The long words tell of buying.
  const flowWords = inForce?.plan.flows?.basis === "agreements" ? FLOW_NAMES : FLOW_WORDS;
  return {
    phase: phase
      ? { id: phase, name: PHASE_WORDS[phase][locale], since: phaseSince ?? null }
      : null,
    segment: segment === undefined ? null : { id: segment, name: known?.name[locale] ?? segment },
    flow: flow ? { id: flow, name: flowWords[flow][locale], since: flowSince ?? null } : null,
    ...{ valueClass: valueClass ?? null, band: band ?? null, value: value ?? null },
  };
}

function boughtOf({
  purchases,
  firstPurchase,
  lastPurchase,
}: Standing): Pick<StandingView, "purchases" | "firstPurchase" | "lastPurchase"> {
  return {
    purchases: purchases ?? null,
    ...{ firstPurchase: firstPurchase ?? null, lastPurchase: lastPurchase ?? null },
  };
}

/** The level is that of the last review; the reasons are of today's records. */
function riskOf(known: Known): StandingView["risk"] {
  const { tenant, locale, today, customer, standing, inForce, records } = known;
  const { risk, churn } = standing;
  if (risk === undefined) return null;
  const { plan, churn: model } = inForce ?? {};
  const said = { level: risk, words: RISK_WORDS[risk][locale], probability: churn ?? null };
  if (!plan || !model) return { ...said, factors: [] };
  const { customerSince } = customer;
  const { currency, timeZone: zone } = tenant;
  const { complaintOutcomes } = plan.costSignals ?? {};
  const counting = { currency, zone, ...(complaintOutcomes && { complaintOutcomes }) };
  const history = customerHistory({ customerSince, ...records }, counting);
  const flows = plan.flows ?? FlowRules.parse({});
  const rules = plan.churn ?? ChurnRules.parse({});
  const verdict = churnAt(history, { model, flows, rules }, today);
  return { ...said, factors: (verdict?.factors ?? []).map(({ words }) => words[locale]) };
}

function groupsOf({ standing, inForce, locale }: Known): StandingView["groups"] {
  return (standing.groups ?? []).map((id) => {
    const known = inForce?.plan.groups.find((group) => group.id === id);
    return { id, name: known?.name[locale] ?? id };
  });
}

function serviceOf({ customer, inForce }: Known): StandingView["service"] {
  const { matrix } = inForce?.plan ?? {};
  const cell = matrix && cellOf(matrix, customer.valueClass, customer.segment);
  if (!cell) return null;
  const { strategy, serviceLevel = null, program = null, contactsPerYear = null } = cell;
  return { strategy, serviceLevel, program, contactsPerYear };
}
