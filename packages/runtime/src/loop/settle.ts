import type { Tenant } from "@perennial/store";
import { advanceDue } from "../advance/advance-due.ts";
import { deliver } from "../deliver/deliver.ts";
import { startPrograms } from "../enter/start-by-hand.ts";
import { ingestInbox } from "../ingest/ingest-inbox.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** More rounds than any amount of work needs that comes to an end. */
const MOST_ROUNDS = 100_000;

/**
 * Does everything that is due for a tenant now: takes deliveries apart, advances, delivers, and again while
 * any of them found something. The clock stands still meanwhile only if it is one that does.
 */
export async function settle(context: RuntimeContext, tenant: Tenant): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { deliveries } = await ingestInbox(context, tenant);
    const { advanced } = await advanceDue(context, tenant);
    const { handled } = await deliver(context, tenant, {
      startPrograms: (tx, starts) => startPrograms(context, tx, { tenant, starts }),
      unsubscribeUrl: (of, customer) => context.unsubscribeUrl(of, customer),
    });
    if (deliveries + advanced + handled === 0) return;
  }
  context.log.error("The loops found work over and over without coming to an end.", {
    tenant: tenant.slug,
  });
}
