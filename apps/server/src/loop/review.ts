import type { Clock, Instant } from "@perennial/contract";
import {
  type EventContext,
  forgetOld,
  forgetOldEvents,
  nextReview,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import { asTenant, claimReview, passReview, type Tenant } from "@perennial/store";

/** Whoever has not said for so long that it goes on counts as dead, in milliseconds. */
const LEASE = 5 * 60_000;
/** How often whoever does it says that it goes on, in milliseconds. */
const HEARTBEAT = 60_000;
/** How soon one that failed is done again, in milliseconds. */
const AGAIN = 60_000;

/**
 * Does the daily review of a tenant if it is due and nobody else does it: reads what webhooks may have missed, looks
 * at dates, and forgets what is old. One that fails is done again soon, not on the next day.
 */
export async function reviewIfDue(context: EventContext, tenant: Tenant): Promise<void> {
  const held = new ReviewLease(context, tenant);
  if (!(await held.take())) return;
  const begun = context.clock.now();
  try {
    await syncConnections(context, tenant);
    await sweepPrograms(context, tenant);
    await forgetOldEvents(context, tenant);
    await forgetOld(context, tenant);
  } catch (error) {
    await held.end(after(context.clock, AGAIN));
    throw error;
  }
  await held.end(nextReview(tenant, begun));
}

/** The review as one process holds it, for as long as it says so. */
class ReviewLease {
  readonly #context: EventContext;
  readonly #tenant: Tenant;
  #until: Instant;
  #heart: NodeJS.Timeout | undefined;
  #beat: Promise<void> = Promise.resolve();

  constructor(context: EventContext, tenant: Tenant) {
    this.#context = context;
    this.#tenant = tenant;
    this.#until = after(context.clock, LEASE);
  }

  async take(): Promise<boolean> {
    const now = this.#context.clock.now();
    const taken = await asTenant(this.#context.db, this.#tenant.id, (tx) =>
      claimReview(tx, { now, until: this.#until }),
    );
    if (taken) {
      this.#heart = setInterval(() => {
        this.#beat = this.#beat.then(() => this.#pass(after(this.#context.clock, LEASE)));
      }, HEARTBEAT);
    }
    return taken;
  }

  async end(next: Instant): Promise<void> {
    clearInterval(this.#heart);
    await this.#beat;
    await this.#pass(next);
  }

  async #pass(next: Instant): Promise<void> {
    const { db, log } = this.#context;
    try {
      const held = await asTenant(db, this.#tenant.id, (tx) =>
        passReview(tx, { until: this.#until }, next),
      );
      if (held) this.#until = next;
    } catch (error) {
      // It ends with its lease, and is done once more.
      const reason = error instanceof Error ? error.message : String(error);
      log.warn("A review could not say that it goes on.", { tenant: this.#tenant.slug, reason });
    }
  }
}

function after(clock: Clock, milliseconds: number): Instant {
  return new Date(Date.parse(clock.now()) + milliseconds).toISOString();
}
