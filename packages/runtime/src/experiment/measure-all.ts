import type { Duration, Instant } from "@perennial/contract";
import {
  addOutcomes,
  daysBetween,
  type FlowCount,
  FlowRules,
  type GroupOutcome,
  instantAt,
  isGloballyHeldOut,
  LifecyclePlan,
  localDateOf,
  NO_OUTCOME,
  type ProgramEffect,
  programEffect,
  subtractFromDate,
} from "@perennial/lifecycle";
import {
  asTenant,
  listCustomerIds,
  listPlans,
  type OutcomeRules,
  readLotOutcomes,
  readReport,
  saveReport,
  type Tenant,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { CONTACT_PRICES, type EffectRequest, windowOf } from "./effect-request.ts";

/** How long customers are followed where nobody says otherwise. */
export const ALL_WINDOW = "P90D";
/** Customers looked at in one statement. */
const PAGE = 10_000;

/**
 * The effect of all programs together: customers that get marketing against those that the global holdout keeps from all of
 * it, over the last days of the window, or since the holdout has been what it is where that is later (product.md, 23).
 * Throws a `RuntimeError` where nobody is held out.
 */
export async function measureAll(
  context: RuntimeContext,
  tenant: Tenant,
  request: EffectRequest = {},
): Promise<ProgramEffect> {
  const window = windowOf(request, ALL_WINDOW);
  const { timeZone: zone, currency } = tenant;
  const now = context.clock.now();
  const inForce = await asTenant(context.db, tenant.id, async (tx) =>
    holdoutInForce((await listPlans(tx)).map(({ plan, publishedAt }) => ({ plan, publishedAt }))),
  );
  const today = localDateOf(now, zone);
  const first = instantAt(subtractFromDate(today, window), "00:00", zone);
  const since = inForce.since > first ? inForce.since : first;
  const rules: OutcomeRules = {
    ...{ currency, zone, flows: inForce.plan.flows ?? FlowRules.parse({}) },
    prices: { ...CONTACT_PRICES, ...request.prices },
  };
  const range = { since, until: now, share: inForce.plan.holdout, rules, begun: inForce.since };
  const measured = await measuredBase(context, tenant, { range, window, request });
  const { window: _window, prices: _prices, ...comparing } = request;
  return programEffect({
    ...{ program: "", name: ALL, window, heldOutOfAll: 0, waiting: 0, parts: [], flows: [] },
    ...measured,
    windowDays: daysBetween(localDateOf(measured.since, zone), localDateOf(measured.until, zone)),
    rules: { ...comparing, goal: false },
  });
}

/** What was measured of a base: kept, for it takes a look at everything that was bought. */
interface Measured {
  readonly since: Instant;
  readonly until: Instant;
  readonly groups: Awaited<ReturnType<typeof readBase>>;
}

/** The kept report of it. */
const KEPT = "all-programs";
/** How old a measurement may be, in milliseconds. */
const FRESH = 24 * 60 * 60_000;

/**
 * What was measured of the base within the last day, if by the same plan; else what is measured now, which is kept. By
 * other prices and over another window it is measured for whoever asks.
 */
async function measuredBase(
  context: RuntimeContext,
  tenant: Tenant,
  {
    range,
    window,
    request,
  }: { readonly range: Range; readonly window: Duration; readonly request: EffectRequest },
): Promise<Measured> {
  const isUsual = window === ALL_WINDOW && Object.keys(request.prices ?? {}).length === 0;
  const measure = async () => {
    const { since, until } = range;
    return { since, until, groups: await readBase(context, tenant, range) };
  };
  if (!isUsual) return measure();
  const { share, rules, until } = range;
  const by = JSON.stringify({ share, rules });
  const kept = await asTenant(context.db, tenant.id, (tx) => readReport(tx, KEPT));
  // What is kept under a name is what was made under it.
  const body = kept?.body as (Measured & { readonly by: string }) | undefined;
  const age = body === undefined ? FRESH : Date.parse(until) - Date.parse(body.until);
  const isOfThisHoldout = body?.by === by && Date.parse(body.since) >= Date.parse(range.begun);
  if (body && isOfThisHoldout && age >= 0 && age < FRESH) {
    return { since: body.since, until: body.until, groups: body.groups };
  }
  const measured = await measure();
  const asOf = localDateOf(until, tenant.timeZone);
  await asTenant(context.db, tenant.id, (tx) =>
    saveReport(tx, KEPT, { asOf, madeAt: until, body: { ...measured, by } }),
  );
  return measured;
}

const ALL = { sv: "Alla program tillsammans", en: "All programs together" };

interface Published {
  readonly plan: unknown;
  readonly publishedAt: Instant;
}

/** The plan in force, and since when its holdout is what it is; plans come newest first. */
function holdoutInForce(plans: readonly Published[]): {
  readonly plan: LifecyclePlan;
  readonly since: Instant;
} {
  const [newest] = plans;
  const plan = newest && LifecyclePlan.safeParse(newest.plan).data;
  if (!newest || !plan || plan.holdout === 0) {
    throw new RuntimeError(
      'Nobody is held out of all marketing, so its effect cannot be measured. Set "holdout" in the lifecycle plan.',
    );
  }
  const changed = plans.findIndex((each) => shareOf(each.plan) !== plan.holdout);
  const since = plans[changed === -1 ? plans.length - 1 : changed - 1]?.publishedAt;
  return { plan, since: since ?? newest.publishedAt };
}

function shareOf(plan: unknown): number {
  return LifecyclePlan.safeParse(plan).data?.holdout ?? 0;
}

interface Range {
  readonly since: Instant;
  readonly until: Instant;
  readonly share: number;
  readonly rules: OutcomeRules;
  /** Since when the holdout is what it is. */
  readonly begun: Instant;
}

/** Both groups of the whole base, page by page, each in a transaction of its own. */
async function readBase(
  { db }: RuntimeContext,
  { id: tenant, timeZone }: Tenant,
  { since, until, share, rules }: Range,
) {
  let groups = { treated: NOBODY, heldOut: NOBODY };
  let after: string | undefined;
  const before = localDateOf(since, timeZone);
  do {
    const page = { after, limit: PAGE, before };
    after = await asTenant(db, tenant, async (tx) => {
      const ids = await listCustomerIds(tx, page);
      if (ids.length === 0) return undefined;
      const heldOut = ids.filter((id) => isGloballyHeldOut(share, id));
      const found = await readLotOutcomes(tx, { ids, heldOut, since, until, ...rules });
      groups = {
        treated: join(groups.treated, found.treated),
        heldOut: join(groups.heldOut, found.heldOut),
      };
      return ids.length === PAGE ? ids.at(-1) : undefined;
    });
  } while (after !== undefined);
  return groups;
}

const NOBODY: GroupOutcome = { sums: NO_OUTCOME, flows: [] };

function join(one: GroupOutcome, other: GroupOutcome): GroupOutcome {
  const flows = new Map<string, FlowCount>();
  for (const flow of [...one.flows, ...other.flows]) {
    const key = `${flow.from ?? ""}>${flow.to ?? ""}`;
    const customers = (flows.get(key)?.customers ?? 0) + flow.customers;
    flows.set(key, { ...flow, customers });
  }
  return { sums: addOutcomes(one.sums, other.sums), flows: [...flows.values()] };
}
