import { randomUUID } from "node:crypto";
import type { Customer, Instant } from "@perennial/contract";
import { applySignals } from "@perennial/runtime";
import { asTenant, CUSTOMERS, markPausedHere, readRecords } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { notFound } from "./problem.ts";

/** How long there may be no room at the CRM, in milliseconds, before it is left untold. */
const PATIENCE = 5_000;

/** Whose marketing is held, and until when; null lets it go on. */
export interface Pause {
  readonly tenant: number;
  readonly customer: string;
  readonly until: Instant | null;
}

/**
 * Holds all marketing to a customer until a moment (V-08), here at once and in the CRM as far as it takes the field.
 * Says whether the CRM was told. Throws an `HttpProblem` where there is no such customer.
 */
export async function pauseCustomer(context: ServerContext, pause: Pause): Promise<boolean> {
  const tenant = await context.tenant(pause.tenant);
  const now = context.clock.now();
  await asTenant(context.db, tenant.id, async (tx) => {
    const [known] = await readRecords(tx, CUSTOMERS, [pause.customer]);
    if (!known) throw notFound("customer", pause.customer);
    const customer = paused(known, pause.until, now);
    const id = `pause:${pause.customer}:${randomUUID()}`;
    const signal = { id, at: now, type: "customer.changed", customer } as const;
    await markPausedHere(tx, pause.customer, false);
    await applySignals(context, tx, { tenant, signals: [signal] });
    if (pause.until !== null) await markPausedHere(tx, pause.customer, true);
  });
  context.ring(tenant.id);
  return tellCrm(context, pause);
}

function paused(customer: Customer, until: Instant | null, now: Instant): Customer {
  const { pausedUntil: _before, ...rest } = customer;
  // What the CRM told last may be dated by a clock that is ahead of ours.
  const updatedAt = customer.updatedAt > now ? customer.updatedAt : now;
  return { ...rest, ...(until !== null && { pausedUntil: until }), updatedAt };
}

/** The CRM's own copy comes back with the next change of the customer there, so it should say the same where it can. */
async function tellCrm(
  { connections, log }: ServerContext,
  { tenant, customer, until }: Pause,
): Promise<boolean> {
  const open = await connections.for(tenant, "update-record");
  if (open?.connection.state !== "active") return false;
  const { id: connection } = open.connection;
  try {
    const room = await open.limiter.commands?.take(1, { patience: PATIENCE });
    if (room?.admitted === false) return false;
    const session = await open.session();
    const values = { pausedUntil: until };
    const about = { customerId: customer, object: "customer", recordId: customer } as const;
    const id = `pause-${randomUUID()}`;
    const [receipt] = await session.perform([{ id, kind: "update-record", ...about, values }]);
    if (receipt?.outcome === "accepted") return true;
    log.warn("A customer's pause could not be told to the CRM.", { tenant, connection });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn("A customer's pause could not be told to the CRM.", { tenant, connection, reason });
  }
  return false;
}
