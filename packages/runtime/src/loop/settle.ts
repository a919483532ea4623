import type { Instant } from "@perennial/contract";
import { asTenant, readWork, type Tenant, type WaitingWork } from "@perennial/store";
import { type AdvanceRound, advanceDue } from "../advance/advance-due.ts";
import { announceChanges } from "../announce/announce-changes.ts";
import { deliver } from "../deliver/deliver.ts";
import { startPrograms } from "../enter/start-by-hand.ts";
import { keepInStep } from "../exchange/keep-in-step.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { ingestInbox } from "../ingest/ingest-inbox.ts";
import type { RuntimeContext } from "../runtime-context.ts";

const IDLE: AdvanceRound = { advanced: 0, more: false };

/** More rounds than any amount of work needs that comes to an end. */
const MOST_ROUNDS = 100_000;

/** How a tenant's work is shared and ended. */
export interface SettleOptions {
  /** Ends it before its next step; what is due is left for later. */
  readonly over?: AbortSignal;
  /**
   * Which of the workers on this tenant does it. Deliveries are taken apart and changes told by the first alone, in the
   * order in which they came. @default 0
   */
  readonly hand?: number;
  /** Told when a round was full: another worker would find something to do. */
  readonly onFull?: () => void;
}

/**
 * Does everything that is due for a tenant now: takes deliveries apart, tells programs what changed in where customers
 * stand, reads what is said to have changed, advances, delivers, and again while there is something. Gives when there will be something again if nothing comes in before; nothing while
 * nobody waits for a time. It ends early, with what is due left for later, when `over` says so or when
 * another worker holds all that is due.
 */
export async function settle(
  context: RuntimeContext,
  tenant: Tenant,
  { over, hand = 0, onFull = () => {} }: SettleOptions = {},
): Promise<Instant | undefined> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const work = await asTenant(context.db, tenant.id, readWork);
    const now = context.clock.now();
    const isDue = (moment: Instant | null) => moment !== null && moment <= now;
    const deliveries = work.deliveries && hand === 0;
    const changes = work.changes && hand === 0;
    const { wake, delivery, exchange } = work;
    const isIdle = !isDue(wake) && !isDue(delivery) && !isDue(exchange);
    if (!deliveries && !changes && isIdle) return next(work);
    if (over?.aborted) return now;
    const ingested = deliveries ? (await ingestInbox(context, tenant)).deliveries : 0;
    if (over?.aborted) return now;
    const told = changes ? await tellChanges(context, tenant, over) : 0;
    if (over?.aborted) return now;
    const kept = isDue(exchange) ? await keepInStep(context, tenant, over) : 0;
    const taken = ingested + told + kept;
    if (over?.aborted) return now;
    const advanced = taken > 0 || isDue(wake) ? await advanceDue(context, tenant) : IDLE;
    if (over?.aborted) return now;
    if (advanced.more) onFull();
    if (taken + advanced.advanced === 0 && !isDue(delivery)) return now;
    if (advanced.advanced === 0 && !isDue(delivery)) continue;
    const delivered = await deliver(context, tenant, {
      startPrograms: (tx, starts) => startPrograms(context, tx, { tenant, starts }),
      unsubscribeUrl: (of, customer) => context.unsubscribeUrl(of, customer),
      over,
    });
    if (delivered.more) onFull();
    if (taken + advanced.advanced + delivered.handled === 0) return now;
  }
  context.log.error("The loops found work over and over without coming to an end.", {
    tenant: tenant.slug,
  });
  return undefined;
}

/** Tells what changed in where customers stand. What cannot be told as things are keeps nothing else from being done. */
async function tellChanges(
  context: RuntimeContext,
  tenant: Tenant,
  over: AbortSignal | undefined,
): Promise<number> {
  try {
    return (await announceChanges(context, tenant, over)).changes;
  } catch (error) {
    if (!isLastingFault(error)) throw error;
    const reason = faultWords(error);
    context.log.error("Changes in where customers stand could not be told; it is tried again.", {
      tenant: tenant.slug,
      reason,
    });
    return 0;
  }
}

/** When there will be something to do for a tenant if nothing comes in before: now if there is; never without it. */
export async function nextWork(
  context: RuntimeContext,
  tenant: Tenant,
): Promise<Instant | undefined> {
  const work = await asTenant(context.db, tenant.id, readWork);
  return work.deliveries || work.changes ? context.clock.now() : next(work);
}

function next({ wake, delivery, exchange }: WaitingWork): Instant | undefined {
  return [wake, delivery, exchange].filter((each) => each !== null).toSorted()[0];
}
