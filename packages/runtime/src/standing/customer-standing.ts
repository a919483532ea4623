import type { Agreement, Customer, LocalDate, Locale, Standing } from "@perennial/contract";
import {
  localDateOf,
  type PointsRules,
  RISK_WORDS,
  startOfDay,
  subtractFromDate,
} from "@perennial/lifecycle";
import {
  CUSTOMERS,
  listAgreements,
  loadRecords,
  loadStandings,
  type MemberPoints,
  readMemberPoints,
  readRecords,
  readTierOverride,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { type PlanInForce, planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type ChurnRecords, churnVerdict } from "./churn-verdict.ts";
import { type StandingPlaces, standingPlaces } from "./standing-places.ts";
import { type TierStanding, tierStanding } from "./tier-standing.ts";

/** Whose standing, for whom it is told. */
export interface StandingQuery {
  readonly tenant: Tenant;
  readonly customer: string;
  readonly locale: Locale;
}

/** Where a customer stands, in figures and in words. */
export interface CustomerStanding {
  readonly customer: Customer;
  /** The figures that the last review or purchase left. */
  readonly standing: Standing;
  readonly today: LocalDate;
  /** Missing for who is no member. */
  readonly tier: TierStanding | undefined;
  readonly points: StandingPoints | undefined;
  readonly places: StandingPlaces;
  /** Missing until there is a model of who leaves. */
  readonly risk: StandingRisk | undefined;
}

/** A member's points, and the plan's rules about them; these are missing where it has none any more. */
export interface StandingPoints {
  readonly points: MemberPoints;
  readonly rules: PointsRules | undefined;
}

/** The risk that a customer leaves, and what speaks for it. */
export interface StandingRisk {
  readonly level: NonNullable<Standing["risk"]>;
  readonly words: string;
  /** 0 to 1, in steps. */
  readonly probability: number | undefined;
  /** The most telling first; each the end of a sentence about the customer. */
  readonly factors: readonly string[];
}

/** Everything that a standing is told from. */
interface Known {
  readonly tenant: Tenant;
  readonly locale: Locale;
  readonly today: LocalDate;
  readonly customer: Customer;
  readonly standing: Standing;
  readonly inForce: PlanInForce | undefined;
  readonly records: ChurnRecords;
}

/** More agreements than one customer has. */
const MOST = 500;

/** Signs of leaving are looked for this far back; what else there is counts in any case (M-17). */
const SIGNS = "P12M";

/**
 * Where a customer stands, by what the last review or purchase left and by the records of today; nothing for a customer that is
 * not known.
 */
export async function customerStanding(
  context: RuntimeContext,
  tx: TenantTransaction,
  query: StandingQuery,
): Promise<CustomerStanding | undefined> {
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
  if (!customer) return undefined;
  const standing = standings.get(id) ?? {};
  const purchases = loaded.purchases.get(id) ?? [];
  const interactions = loaded.interactions.get(id) ?? [];
  const records = { customer, purchases, interactions, agreements: agreements.items };
  const known: Known = { tenant, locale, today, customer, standing, inForce, records };
  const { points: rules, tiers } = inForce?.plan ?? {};
  const joined = joinedOn(known, agreements.items);
  const hasPoints = rules !== undefined || points.entries.length > 0;
  return {
    ...{ customer, standing, today },
    tier: tierStanding({
      ...{ tenant, customer, standing, override, joined, today, locale },
      ...{ rules: tiers, purchases, entries: points.entries },
    }),
    points: hasPoints ? { points, rules } : undefined,
    places: standingPlaces(known),
    risk: riskOf(known),
  };
}

/** The day that a member's own years are counted from, as the review has it. */
function joinedOn(
  { customer, standing }: Known,
  agreements: readonly Agreement[],
): LocalDate | undefined {
  const own = agreements.filter(({ party }) => party === "own").map(({ start }) => start);
  return customer.customerSince ?? standing.firstPurchase ?? own.sort()[0];
}

/** The level is that of the last review; the reasons are of today's records. */
function riskOf({ standing, inForce, records, locale, ...at }: Known): StandingRisk | undefined {
  const { risk: level, churn: probability } = standing;
  if (level === undefined) return undefined;
  const verdict = inForce && churnVerdict(records, inForce, at);
  const factors = (verdict?.factors ?? []).map(({ words }) => words[locale]);
  return { level, words: RISK_WORDS[level][locale], probability, factors };
}
