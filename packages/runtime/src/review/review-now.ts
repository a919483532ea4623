import type { StandingSignal } from "@perennial/contract";
import {
  reviewCustomers,
  reviewRules,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/**
 * Computes where some customers stand anew at once, in a transaction that is open already, such as the one that took
 * their purchases in (V-04, V-09). What changed is written to be told by `announceChanges`, and given back. Nothing is done
 * where the tenant has no plan, or before the plan's first night.
 */
export async function reviewNow(
  context: Pick<RuntimeContext, "db" | "clock">,
  tx: TenantTransaction,
  {
    tenant,
    customerIds,
    quiet,
  }: {
    readonly tenant: Tenant;
    readonly customerIds: readonly string[];
    /** Whether nobody is to be told. @default false */
    readonly quiet?: boolean;
  },
): Promise<readonly StandingSignal[]> {
  if (customerIds.length === 0) return [];
  const plan = await planOf(context, tx, tenant);
  if (!plan) return [];
  const { currency, timeZone } = tenant;
  const rules = reviewRules({ ...plan, currency, timeZone, now: context.clock.now() });
  return reviewCustomers(tx, rules, customerIds, { quiet });
}
