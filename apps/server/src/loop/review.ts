import {
  announceChanges,
  type EventContext,
  evaluatePrograms,
  forgetOld,
  forgetOldEvents,
  keepReports,
  nextReview,
  orderPromises,
  reviewBase,
  sweepPrograms,
  tellVisits,
} from "@perennial/runtime";
import { asTenant, claimReview, passReview, type ReviewNight } from "@perennial/store";
import { after, Heartbeat, leaseFrom } from "./heartbeat.ts";
import { type Reading, type ReadingContext, readBeforeReview } from "./read.ts";

/** How soon one that failed is done again, in milliseconds. */
const AGAIN = 60_000;

/**
 * Does the daily review of a tenant if it is due and nobody else does it: reads what webhooks may have missed, computes
 * where customers stand and tells programs what has changed of it, looks at dates, compares programs with their targets,
 * and forgets what is old. One that
 * fails is done again soon, not on the next day.
 */
export async function reviewIfDue(context: ReadingContext, reading: Reading): Promise<void> {
  const { clock, db, log } = context;
  const { tenant } = reading;
  const begun = clock.now();
  const until = leaseFrom(clock);
  const isOurs = await asTenant(db, tenant.id, (tx) => claimReview(tx, { now: begun, until }));
  if (!isOurs) return;
  const pass = (held: string, next: string) =>
    asTenant(db, tenant.id, (tx) => passReview(tx, { until: held }, next));
  const heart = new Heartbeat({ clock, log, until, prolong: pass, about: { tenant: tenant.slug } });
  let next = after(clock, AGAIN);
  try {
    await readBeforeReview(context, reading);
    const over = AbortSignal.any([reading.over, heart.lost]);
    const night = await reviewBase(context, tenant, { over });
    if (night)
      log.info("Where customers stand was computed.", { tenant: tenant.slug, ...told(night) });
    // Broken off: it goes on where it was, here or elsewhere.
    if (night && night.stage !== "done") return;
    await tellVisits(context, tenant, { over });
    await announceChanges(context, tenant, over);
    await sweepPrograms(context, tenant);
    // What could not be put on a call list before, such as for want of a number.
    await asTenant(db, tenant.id, (tx) => orderPromises(context, tx));
    await evaluatePrograms(context, tenant);
    await keepForReaders(context, tenant);
    await forgetOldEvents(context, tenant);
    await forgetOld(context, tenant);
    next = nextReview(tenant, begun);
  } catch (error) {
    next = after(clock, AGAIN);
    throw error;
  } finally {
    await pass(await heart.stop(), next);
  }
}

/** Makes the reports that take too long for a request. Without them the old ones stand, and nothing else waits. */
async function keepForReaders(context: EventContext, tenant: Reading["tenant"]): Promise<void> {
  try {
    await keepReports(context, tenant);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.warn("The reports could not be made.", { tenant: tenant.slug, reason });
  }
}

function told({ night, stage, customers, changed, told: changes }: ReviewNight) {
  return { night, stage, customers, changed, told: changes };
}
