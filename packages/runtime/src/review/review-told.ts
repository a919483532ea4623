import { localDateOf } from "@perennial/lifecycle";
import { orderRecordWrites, type Tenant, type TenantTransaction } from "@perennial/store";
import { writeBackTargets } from "../exchange/write-back-targets.ts";
import { faultWords } from "../failure/lasting-fault.ts";
import { planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { reviewNow } from "./review-now.ts";

/** Of whom something was told that their standing follows from. */
export interface ToldOf {
  readonly tenant: Tenant;
  readonly customerIds: readonly string[];
  /** Whether nobody is to hear of what changes: what a first load brings is no news. @default false */
  readonly quiet?: boolean;
}

/**
 * Computes where customers stand anew when their purchases or agreements came in, in the transaction that took them in
 * (V-04, V-09), and orders that the system of record be told. A plan that cannot be read keeps nothing from coming in: the
 * night says what is wrong with it.
 */
export async function reviewTold(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, customerIds, quiet = false }: ToldOf,
): Promise<void> {
  if (customerIds.length === 0 || !(await hasPlan(context, tx, tenant))) return;
  await reviewNow(context, tx, { tenant, customerIds, quiet });
  const targets = await writeBackTargets(context, tenant);
  if (targets.length === 0) return;
  const now = context.clock.now();
  const today = localDateOf(now, tenant.timeZone);
  await orderRecordWrites(tx, { scope: { ids: customerIds }, targets, today, now });
}

async function hasPlan(
  context: RuntimeContext,
  tx: TenantTransaction,
  tenant: Tenant,
): Promise<boolean> {
  try {
    return (await planOf(context, tx, tenant)) !== undefined;
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    const reason = faultWords(error);
    context.log.error("Where customers stand is not computed.", { tenant: tenant.slug, reason });
    return false;
  }
}
