import type { Instant } from "@perennial/contract";
import { InlineQueue, type WorkHint } from "@perennial/queue";
import {
  type EventContext,
  forgetOldEvents,
  nextReview,
  sendEvents,
  settle,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import { listTenants, type Tenant } from "@perennial/store";

/** How the loops go. */
export interface LiveLoopOptions {
  /** How often what is due is looked for, in milliseconds, when nobody rings. @default 1000 */
  readonly poll?: number;
}

/** How soon a daily review that failed is done again, in milliseconds. */
const REVIEW_AGAIN = 60_000;
/** Pieces of work at the same time: one tenant's slow provider leaves room for the others. */
const CONCURRENCY = 4;
/** Tenants whose events are sent at the same time; what is slow there is none of our own work. */
const EVENT_CONCURRENCY = 16;

/** The loops of a server that lives in real time. */
export interface LiveLoop {
  /** Says that there may be work for a tenant; `review` when its dates are to be looked at as well. */
  ring(tenant: number, kind?: "due" | "review"): void;
  /** Looks for due work now instead of at the next poll; resolves when none of it is under way any more. */
  catchUp(): Promise<void>;
  /** Begins no more work. */
  interrupt(): void;
  /** Finishes the work under way. */
  stop(): Promise<void>;
}

/**
 * Runs the loops for every tenant: when something rings, when something is due, and once a day. A demo's
 * tenant is left alone: its time is another.
 */
export function startLiveLoop(
  context: EventContext,
  { poll = 1_000 }: LiveLoopOptions = {},
): LiveLoop {
  const queue = new InlineQueue({ log: context.log, concurrency: CONCURRENCY });
  const events = new InlineQueue({ log: context.log, concurrency: EVENT_CONCURRENCY });
  const over = new AbortController();
  const loop: Loop = { context, tenants: new Map(), reviews: new Map(), over: over.signal };
  const ring = (hint: WorkHint) => (hint.kind === "events" ? events : queue).ring(hint);
  queue.work(async (hint) => {
    await work(loop, hint);
    ring({ tenant: hint.tenant, kind: "events" });
  });
  events.work((hint) => tellSubscribers(loop, hint));
  let looking: Promise<void> | undefined;
  const look = () => {
    looking ??= lookAround(loop, ring).finally(() => {
      looking = undefined;
    });
    return looking;
  };
  void look();
  const timer = setInterval(look, poll);
  const interrupt = () => {
    clearInterval(timer);
    over.abort();
  };
  return {
    ring(tenant, kind = "due") {
      if (kind === "review") loop.reviews.delete(tenant);
      ring({ tenant, kind });
    },
    async catchUp() {
      // A look under way may have begun before what it is to find.
      await looking;
      await look();
      await queue.idle();
      await events.idle();
    },
    interrupt,
    async stop() {
      interrupt();
      await looking;
      await queue.close();
      await events.close();
    },
  };
}

/** What the loop works with and remembers between two looks. */
interface Loop {
  readonly context: EventContext;
  readonly tenants: Map<number, Tenant>;
  /** When each tenant's next daily review is due; none has been done since the start where it is missing. */
  readonly reviews: Map<number, Instant>;
  /** Aborts when no more work is to begin. */
  readonly over: AbortSignal;
}

/** Rings for every tenant; never throws. */
async function lookAround(loop: Loop, ring: (hint: WorkHint) => void): Promise<void> {
  try {
    await learnTenants(loop);
    for (const tenant of loop.tenants.values()) {
      if (isReviewDue(loop, tenant)) ring({ tenant: tenant.id, kind: "review" });
      ring({ tenant: tenant.id, kind: "due" });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    loop.context.log.error("Looking for due work failed; it is tried again.", { reason });
  }
}

async function learnTenants({ context, tenants }: Loop): Promise<void> {
  for (const tenant of await listTenants(context.db)) {
    if (tenant.demoNow === null) tenants.set(tenant.id, tenant);
  }
}

function isReviewDue({ context, reviews }: Loop, { id }: Tenant): boolean {
  const due = reviews.get(id);
  return due === undefined || due <= context.clock.now();
}

async function work(loop: Loop, hint: WorkHint): Promise<void> {
  if (loop.over.aborted) return;
  // Somebody may ring for a tenant before the first look, or for a new one.
  if (!loop.tenants.has(hint.tenant)) await learnTenants(loop);
  const tenant = loop.tenants.get(hint.tenant);
  if (!tenant) return;
  if (hint.kind === "review" && isReviewDue(loop, tenant)) await review(loop, tenant);
  await settle(loop.context, tenant, loop.over);
}

async function tellSubscribers(loop: Loop, hint: WorkHint): Promise<void> {
  const tenant = loop.tenants.get(hint.tenant);
  if (tenant && !loop.over.aborted) await sendEvents(loop.context, tenant, loop.over);
}

/** The daily review; one that fails is done again soon, not on the next day. */
async function review({ context, reviews }: Loop, tenant: Tenant): Promise<void> {
  const now = context.clock.now();
  reviews.set(tenant.id, new Date(Date.parse(now) + REVIEW_AGAIN).toISOString());
  await syncConnections(context, tenant);
  await sweepPrograms(context, tenant);
  await forgetOldEvents(context, tenant);
  reviews.set(tenant.id, nextReview(tenant, now));
}
