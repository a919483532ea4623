import type { Instant } from "@perennial/contract";
import { asTenant, readWork, type Tenant } from "@perennial/store";
import { advanceDue } from "../advance/advance-due.ts";
import { deliver } from "../deliver/deliver.ts";
import { startPrograms } from "../enter/start-by-hand.ts";
import { ingestInbox } from "../ingest/ingest-inbox.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** More rounds than any amount of work needs that comes to an end. */
const MOST_ROUNDS = 100_000;

/**
 * Does everything that is due for a tenant now: takes deliveries apart, advances, delivers, and again while
 * there is something. Gives when there will be something again if nothing comes in before; nothing while
 * nobody waits for a time.
 */
export async function settle(
  context: RuntimeContext,
  tenant: Tenant,
): Promise<Instant | undefined> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const work = await asTenant(context.db, tenant.id, readWork);
    const now = context.clock.now();
    const isDue = (moment: Instant | null) => moment !== null && moment <= now;
    const { deliveries, wake, delivery } = work;
    if (!deliveries && !isDue(wake) && !isDue(delivery)) return earlier(wake, delivery);
    if (deliveries) await ingestInbox(context, tenant);
    const advanced = deliveries || isDue(wake) ? (await advanceDue(context, tenant)).advanced : 0;
    if (advanced === 0 && !isDue(delivery)) continue;
    await deliver(context, tenant, {
      startPrograms: (tx, starts) => startPrograms(context, tx, { tenant, starts }),
      unsubscribeUrl: (of, customer) => context.unsubscribeUrl(of, customer),
    });
  }
  context.log.error("The loops found work over and over without coming to an end.", {
    tenant: tenant.slug,
  });
  return undefined;
}

/** When there will be something to do for a tenant if nothing comes in before: now if there is; never without it. */
export async function nextWork(
  context: RuntimeContext,
  tenant: Tenant,
): Promise<Instant | undefined> {
  const { deliveries, wake, delivery } = await asTenant(context.db, tenant.id, readWork);
  return deliveries ? context.clock.now() : earlier(wake, delivery);
}

function earlier(one: Instant | null, two: Instant | null): Instant | undefined {
  if (one === null || two === null) return one ?? two ?? undefined;
  return one < two ? one : two;
}
