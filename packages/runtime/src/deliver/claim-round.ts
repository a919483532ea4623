import { randomUUID } from "node:crypto";
import { asTenant, claimEffects, type Tenant } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import type { DeliverOptions } from "./deliver-options.ts";
import { readReach } from "./gates.ts";
import { loadBatch } from "./load-batch.ts";
import { planBatch } from "./plan-batch.ts";
import { releaseCalls } from "./release-calls.ts";
import { retryTransaction } from "./retry-transaction.ts";
import { type WrittenPlans, writePlans } from "./write-plans.ts";

/** What a round has claimed and decided. */
export interface ClaimedRound extends WrittenPlans {
  /** Rows that were due and that nobody else had. */
  readonly due: number;
  /** Those of them that could be looked at, for nobody held their enrolment or customer. */
  readonly handled: number;
  /** Whether there may be more that is due. */
  readonly more: boolean;
}

const NOTHING: ClaimedRound = {
  due: 0,
  handled: 0,
  more: false,
  claimed: [],
  asked: [],
  held: 0,
  skipped: 0,
  unclear: 0,
};

/**
 * Takes due rows, judges them and writes what is to become of them in one transaction. What comes back may be
 * performed: its claim is committed, so no crash from here on can hide that it was tried.
 */
export async function claimRound(
  context: RuntimeContext,
  tenant: Tenant,
  {
    limit,
    startPrograms,
    unsubscribeUrl,
  }: Omit<DeliverOptions, "over"> & { readonly limit: number },
): Promise<ClaimedRound> {
  const reach = await readReach(context.connections, tenant.id);
  const now = context.clock.now();
  const claim = () =>
    asTenant(context.db, tenant.id, async (tx): Promise<ClaimedRound> => {
      const pace = await releaseCalls(tx, { tenant, now });
      const due = await claimEffects(tx, { now, limit });
      if (due.length === 0) return NOTHING;
      const more = due.length === limit;
      const startsPrograms = startPrograms !== undefined;
      const asked = { context, tenant, now, reach, unsubscribeUrl };
      const loading = { ...asked, startsPrograms, more, pace };
      const batch = await loadBatch(tx, due, loading);
      const planned = planBatch(batch, context.log);
      const written = await writePlans(tx, planned, {
        batch,
        token: randomUUID(),
        startPrograms: async (starts) => startPrograms?.(tx, starts, { tenant, now }),
      });
      return { ...written, due: due.length, handled: batch.rows.length, more };
    });
  return retryTransaction(claim);
}
