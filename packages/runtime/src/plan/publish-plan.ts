import type { Currency } from "@perennial/contract";
import {
  checkPlan,
  type LifecyclePlan,
  type PlanContext,
  type PlanProblem,
  type Program,
} from "@perennial/lifecycle";
import {
  asTenant,
  publishPlanVersion,
  readLastCounts,
  requestReview,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { isLastingFault } from "../failure/lasting-fault.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** What came of publishing a plan: its number, unless it has errors. */
export interface PublishedPlan {
  readonly version: number | undefined;
  readonly problems: readonly PlanProblem[];
}

/**
 * Puts a lifecycle plan in force, unless it has errors or is the one that is in force already. The base is reviewed by it as
 * soon as somebody is free: that first night tells no change, for no customer has moved by it.
 */
export function publishPlan(
  context: RuntimeContext,
  tenant: Tenant,
  { plan, by }: { readonly plan: LifecyclePlan; readonly by: string },
): Promise<PublishedPlan> {
  return asTenant(context.db, tenant.id, async (tx) => {
    const problems = checkPlan(plan, await planContext(context, tx, tenant.currency));
    if (problems.some(({ severity }) => severity === "error"))
      return { version: undefined, problems };
    const version = await publishPlanVersion(tx, { plan, at: context.clock.now(), by });
    await requestReview(tx);
    return { version, problems };
  });
}

/** What a tenant's plan is checked against: its programs, and what the last night has counted. */
export async function planContext(
  { programs }: Pick<RuntimeContext, "programs">,
  tx: TenantTransaction,
  currency: Currency,
): Promise<PlanContext> {
  const known: Record<string, Pick<Program, "subject">> = {};
  for (const { id, version } of await programs.list(tx)) {
    try {
      known[id] = (await programs.load(tx, id, version)).compiled.program;
    } catch (error) {
      // One that cannot be read is none that customers could be let into.
      if (!isLastingFault(error)) throw error;
    }
  }
  const counts = await readLastCounts(tx);
  if (counts.length === 0) return { currency, programs: known };
  const of = (kind: string) => counts.filter((each) => each.kind === kind && each.customers > 0);
  return {
    ...{ currency, programs: known },
    tierMembers: Object.fromEntries(of("tier").map(({ state, customers }) => [state, customers])),
    averageValue: Object.fromEntries(
      of("class").map(({ state, customers, value }) => [state, Math.round(value / customers)]),
    ),
  };
}
