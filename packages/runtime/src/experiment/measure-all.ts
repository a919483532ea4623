import type { Instant } from "@perennial/contract";
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
  const range = { since, until: now, share: inForce.plan.holdout, rules };
  const groups = await readBase(context, tenant, range);
  const { window: _window, prices: _prices, ...comparing } = request;
  return programEffect({
    ...{ program: "", name: ALL, window, heldOutOfAll: 0, waiting: 0, parts: [], flows: [] },
    ...{ since, until: now, groups },
    windowDays: daysBetween(localDateOf(since, zone), today),
    rules: { ...comparing, goal: false },
  });
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
