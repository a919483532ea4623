import { setTimeout as pause } from "node:timers/promises";
import { ConnectorError } from "@perennial/contract";
import {
  type EventContext,
  exchangePage,
  nextReading,
  type OpenConnection,
  type SyncResult,
  syncConnection,
} from "@perennial/runtime";
import {
  asTenant,
  type ClaimedRead,
  claimRead,
  endRead,
  listConnections,
  listReadsUnderWay,
  prolongRead,
  requestReview,
  type Tenant,
} from "@perennial/store";
import type { ServerRuntime } from "../setup/create-context.ts";
import { after, Heartbeat, leaseFrom } from "./heartbeat.ts";

/** How long what was read counts as read just now, in milliseconds. */
const FRESH = 60_000;
/**
 * How long the review waits for others that read, in milliseconds, and how long at first and at most until it looks again whether they
 * are done: mostly they are in a moment.
 */
const PATIENCE = 2 * 60_000;
const [FIRST_LOOK, LOOK] = [25, 1_000];

/** What reading works with. */
export type ReadingContext = EventContext & Pick<ServerRuntime, "publicUrl">;

/** A tenant's connections that are to be read. */
export interface Reading {
  readonly tenant: Tenant;
  /** Ends it behind the page under way: the rest is read by whoever is free next. */
  readonly over: AbortSignal;
}

/**
 * Reads the connections of a tenant that are due and that nobody else reads, one after the other. Says whether one was
 * read to its end for the first time: its dates are to be looked at then.
 */
export async function readIfDue(context: ReadingContext, reading: Reading): Promise<boolean> {
  let isLoaded = false;
  while (!reading.over.aborted) {
    const claimed = await claim(context, reading.tenant);
    if (!claimed) break;
    const result = await readClaimed(context, reading, claimed);
    if (result?.isLoaded) isLoaded = true;
  }
  return isLoaded;
}

/**
 * Reads everything that may have changed, whether it is due or not, so that dates are looked at as they are now; waits
 * a while for others that read. A first load is not waited for: it starts nothing. What was read just now is not read again.
 */
export async function readBeforeReview(context: ReadingContext, reading: Reading): Promise<void> {
  const { tenant, over } = reading;
  const stored = await asTenant(context.db, tenant.id, listConnections);
  const lately = after(context.clock, -FRESH);
  for (const { id, syncedAt } of stored) {
    if (syncedAt === null || syncedAt > lately || over.aborted) continue;
    const claimed = await claim(context, tenant, id);
    if (claimed) await readClaimed(context, reading, claimed);
  }
  let look = FIRST_LOOK;
  for (let waited = 0; waited < PATIENCE && !over.aborted; look = Math.min(LOOK, 2 * look)) {
    const now = context.clock.now();
    const others = await asTenant(context.db, tenant.id, (tx) => listReadsUnderWay(tx, now));
    if (others.length === 0) return;
    await pause(look);
    waited += look;
  }
}

function claim(
  { db, clock }: ReadingContext,
  { id }: Tenant,
  connection?: string,
): Promise<ClaimedRead | undefined> {
  const until = leaseFrom(clock);
  return asTenant(db, id, (tx) => claimRead(tx, { now: clock.now(), until, connection }));
}

/** Reads a connection that one has claimed, and says when it is due again. */
async function readClaimed(
  context: ReadingContext,
  { tenant, over }: Reading,
  claimed: ClaimedRead,
): Promise<SyncResult | undefined> {
  const { clock, db, log, connections } = context;
  const { connection, until, failures } = claimed;
  const heart = new Heartbeat({
    ...{ clock, log, until, about: { tenant: tenant.slug, connection } },
    prolong: (held, next) =>
      asTenant(db, tenant.id, (tx) => prolongRead(tx, { connection, until: held }, next)),
  });
  let ended = { next: leaseFrom(clock), failures: failures + 1 };
  try {
    const open = await connections.get(tenant.id, connection);
    const manifest = open?.connector.manifest;
    const isRead = manifest?.capabilities.includes("changes.read") ?? false;
    const result =
      open && isRead
        ? await syncConnection(context, { tenant, open, over: AbortSignal.any([over, heart.lost]) })
        : undefined;
    ended = nextReading({ manifest, result, failures }, clock.now());
    const isRight = result && !result.failure && !result.isBrokenOff;
    if (open && isRight) await exchangeSettings(context, tenant, open);
    return result;
  } finally {
    const held = { connection, until: await heart.stop() };
    await asTenant(db, tenant.id, (tx) => endRead(tx, held, ended));
  }
}

/** Hears and tells the page inside the other side; trouble with it costs no reading, and it is heard with the next. */
async function exchangeSettings(
  context: ReadingContext,
  tenant: Tenant,
  open: OpenConnection,
): Promise<void> {
  try {
    const isTaken = await exchangePage(context, { tenant, open, consoleUrl: context.publicUrl });
    if (isTaken) await asTenant(context.db, tenant.id, requestReview);
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    const { kind, message } = error;
    const about = { tenant: tenant.slug, connection: open.connection.id };
    context.log.warn("The settings page inside a CRM could not be heard and told.", {
      ...{ ...about, kind, reason: message },
    });
  }
}
