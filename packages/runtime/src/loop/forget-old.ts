import type { Instant } from "@perennial/contract";
import {
  asTenant,
  type Forgotten,
  forgetAudit,
  forgetWorkedOff,
  type Tenant,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** How many rows of a kind one transaction forgets: what comes in meanwhile does not wait for long. */
const BATCH = 1_000;
/** More batches than years of deliveries have. */
const MOST_BATCHES = 100_000;

/**
 * Forgets what came in and was worked off longer ago than the tenant keeps it (reliability.md, 5.9), in batches, each
 * of which stands by itself; says how much. With it goes what stood in the audit log for long enough.
 */
export async function forgetOld(
  { db, clock }: Pick<RuntimeContext, "db" | "clock">,
  tenant: Tenant,
  limit: number = BATCH,
): Promise<Forgotten> {
  const now = clock.now();
  await forgetLog(db, tenant, { now, limit });
  let sum: Forgotten = { deliveries: 0, signals: 0, ids: 0 };
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const gone = await retryTransaction(() =>
      asTenant(db, tenant.id, (tx) => forgetWorkedOff(tx, { now, limit })),
    );
    sum = {
      deliveries: sum.deliveries + gone.deliveries,
      signals: sum.signals + gone.signals,
      ids: sum.ids + gone.ids,
    };
    if (gone.deliveries < limit && gone.signals < limit && gone.ids < limit) return sum;
  }
  return sum;
}

async function forgetLog(
  db: RuntimeContext["db"],
  tenant: Tenant,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const gone = await asTenant(db, tenant.id, (tx) => forgetAudit(tx, { now, limit }));
    if (gone < limit) return;
  }
}
