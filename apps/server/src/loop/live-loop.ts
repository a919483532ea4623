import type { WorkHint } from "@perennial/queue";
import { InlineQueue } from "@perennial/queue";
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

/** The loops of a server that lives in real time. */
export interface LiveLoop {
  /** Says that there may be work for a tenant. */
  ring(tenant: number): void;
  /** Finishes the work under way. */
  stop(): Promise<void>;
}

/** Runs the loops for every tenant: when something rings, when something is due, and once a day. */
export function startLiveLoop(context: RuntimeContext): LiveLoop {
  const queue = new InlineQueue({ log: context.log });
  const tenants = new Map<number, Tenant>();
  const reviews = new Map<number, string>();
  queue.work((hint) => work(context, hint, tenants));
  const poll = async () => {
    for (const tenant of await listTenants(context.db)) {
      tenants.set(tenant.id, tenant);
      const now = context.clock.now();
      const review = reviews.get(tenant.id) ?? now;
      if (review <= now) {
        reviews.set(tenant.id, nextReview(tenant, now));
        queue.ring({ tenant: tenant.id, kind: "review" });
      }
      queue.ring({ tenant: tenant.id, kind: "advance" });
    }
  };
  let polling = Promise.resolve();
  const timer = setInterval(() => {
    polling = poll().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      context.log.error("Looking for due work failed; it is tried again.", { reason });
    });
  }, POLL);
  return {
    ring: (tenant) => queue.ring({ tenant, kind: "ingest" }),
    async stop() {
      clearInterval(timer);
      await polling;
      await queue.close();
    },
  };
}

async function work(
  context: RuntimeContext,
  hint: WorkHint,
  tenants: ReadonlyMap<number, Tenant>,
): Promise<void> {
  const tenant = tenants.get(hint.tenant);
  if (!tenant) return;
  if (hint.kind === "review") {
    await syncConnections(context, tenant);
    await sweepPrograms(context, tenant);
  }
  await settle(context, tenant);
}
