import type { Instant } from "@perennial/contract";
import { InlineQueue, type WorkHint } from "@perennial/queue";
import {
  nextReview,
  type RuntimeContext,
  settle,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import { listTenants, type Tenant } from "@perennial/store";

/** How often what is due is looked for, in milliseconds, when nobody rings. */
const POLL = 1_000;
/** How soon a daily review that failed is done again, in milliseconds. */
const REVIEW_AGAIN = 60_000;

/** The loops of a server that lives in real time. */
export interface LiveLoop {
  /** Says that there may be work for a tenant. */
  ring(tenant: number): void;
  /** Looks for due work now instead of at the next poll; resolves when none of it is under way any more. */
  catchUp(): Promise<void>;
  /** Finishes the work under way. */
  stop(): Promise<void>;
}

/** Runs the loops for every tenant: when something rings, when something is due, and once a day. */
export function startLiveLoop(context: RuntimeContext): LiveLoop {
  const queue = new InlineQueue({ log: context.log });
  const known: Known = { tenants: new Map(), reviews: new Map() };
  queue.work((hint) => work(context, hint, known));
  const look = async () => {
    for (const tenant of await listTenants(context.db)) {
      known.tenants.set(tenant.id, tenant);
      if (isReviewDue(context, tenant, known)) queue.ring({ tenant: tenant.id, kind: "review" });
      queue.ring({ tenant: tenant.id, kind: "advance" });
    }
  };
  let polling = Promise.resolve();
  const poll = () => {
    polling = look().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      context.log.error("Looking for due work failed; it is tried again.", { reason });
    });
    return polling;
  };
  const timer = setInterval(poll, POLL);
  return {
    ring: (tenant) => queue.ring({ tenant, kind: "ingest" }),
    async catchUp() {
      await poll();
      await queue.idle();
    },
    async stop() {
      clearInterval(timer);
      await polling;
      await queue.close();
    },
  };
}

/** What the loop remembers between two looks. */
interface Known {
  readonly tenants: Map<number, Tenant>;
  /** When each tenant's next daily review is due; none has been done since the start where it is missing. */
  readonly reviews: Map<number, Instant>;
}

function isReviewDue({ clock }: RuntimeContext, { id }: Tenant, { reviews }: Known): boolean {
  const due = reviews.get(id);
  return due === undefined || due <= clock.now();
}

async function work(context: RuntimeContext, hint: WorkHint, known: Known): Promise<void> {
  const tenant = known.tenants.get(hint.tenant);
  if (!tenant) return;
  if (hint.kind === "review" && isReviewDue(context, tenant, known)) {
    await review(context, tenant, known);
  }
  await settle(context, tenant);
}

/** The daily review; one that fails is done again soon, not on the next day. */
async function review(context: RuntimeContext, tenant: Tenant, { reviews }: Known): Promise<void> {
  const now = context.clock.now();
  reviews.set(tenant.id, new Date(Date.parse(now) + REVIEW_AGAIN).toISOString());
  await syncConnections(context, tenant);
  await sweepPrograms(context, tenant);
  reviews.set(tenant.id, nextReview(tenant, now));
}
