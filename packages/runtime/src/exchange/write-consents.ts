import { createHash } from "node:crypto";
import type { Command, Instant, Receipt } from "@perennial/contract";
import {
  asTenant,
  type ClaimedConsentWrite,
  type ConsentWriteOutcome,
  claimConsentWrites,
  settleConsentWrites,
} from "@perennial/store";
import { noteConnection } from "../connection/note-connection.ts";
import { connectionNotice } from "../deliver/connection-notice.ts";
import { later } from "../deliver/later.ts";
import { performBatch } from "../deliver/perform-batch.ts";
import { retryDelay } from "../deliver/retry-delay.ts";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type Exchange, usable } from "./standing.ts";

/** How many are written at once, at most. */
const BATCH = 100;
/** When whoever writes counts as dead, in milliseconds; writing the same again changes nothing. */
const LEASE = 2 * 60_000;
/** The longest to wait for room under the rate limit, in milliseconds. */
const PATIENCE = 20_000;
/** After so many tries in vain, over a day, it counts as refused. */
const MOST_TRIES = 8;
/** Answers that speak of the connection and not of what was written. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(["unauthenticated", "rate-limited"]);

/**
 * Tells a connection's other side of permissions that were given or withdrawn here (product.md, 11). What it refuses
 * is kept with its words, for a person to see. Gives how many were handled.
 */
export async function writeConsents(context: RuntimeContext, exchange: Exchange): Promise<number> {
  const { tenant, open } = exchange;
  if (!open.connector.manifest.commands.includes("update-consent")) return 0;
  const { batchSize } = open.connector.manifest;
  const room = open.limiter.commands;
  const limit = Math.min(BATCH, batchSize, room?.size ?? BATCH);
  const now = context.clock.now();
  const claimed = await asTenant(context.db, tenant.id, async (tx) => {
    if (!(await usable(tx, open.connection.id, now))) return [];
    const claim = { connectionId: open.connection.id, now, until: later(now, LEASE), limit };
    return claimConsentWrites(tx, claim);
  });
  if (claimed.length === 0) return 0;
  const admission = await room?.take(claimed.length, { patience: PATIENCE });
  if (admission?.admitted === false) return claimed.length;
  const receipts = await performBatch(
    claimed.map((each) => commandOf(tenant.id, each)),
    {
      connector: open.connector.manifest.id,
      session: () => open.session(),
      log: context.log,
      measures: context.measures,
    },
  );
  await settle(context, exchange, { claimed, receipts });
  return claimed.length;
}

/** The command; its id is the same for the same change of the same permission. */
function commandOf(tenant: number, { command, asks }: ClaimedConsentWrite): Command {
  const { customerId, channel, purpose, topic = "", at, state } = command;
  const named = JSON.stringify([customerId, channel, purpose, topic, at, state, asks]);
  const digest = createHash("sha256").update(named).digest("base64url");
  return { ...command, id: `t${tenant}-c${digest}` };
}

interface Answered {
  readonly claimed: readonly ClaimedConsentWrite[];
  readonly receipts: readonly (Receipt | undefined)[];
}

async function settle(
  { db, clock }: RuntimeContext,
  { tenant, open }: Exchange,
  { claimed, receipts }: Answered,
): Promise<void> {
  const now = clock.now();
  const { id } = open.connection;
  const outcomes = claimed.map((each, index) => outcomeOf(each, receipts[index], now));
  const notice = connectionNotice(
    receipts.filter((each) => each !== undefined),
    now,
  );
  await retryTransaction(() =>
    asTenant(db, tenant.id, async (tx) => {
      await settleConsentWrites(tx, id, outcomes);
      if (notice) await noteConnection(tx, id, { note: notice, now });
    }),
  );
}

function outcomeOf(
  write: ClaimedConsentWrite,
  receipt: Receipt | undefined,
  now: Instant,
): ConsentWriteOutcome {
  const { customerId, channel, purpose, topic, asks, attempts } = write;
  const key = { customerId, channel, purpose, topic, asks };
  if (receipt?.outcome === "accepted") return { ...key, problem: null };
  const problem = receipt?.message ?? "The connector gave no answer for it.";
  const isOfConnection = receipt !== undefined && OF_THE_CONNECTION.has(receipt.kind);
  if (isOfConnection) return { ...key, problem, dueAt: now, uncounted: true };
  const isOver = receipt?.outcome === "refused" || attempts + 1 >= MOST_TRIES;
  if (isOver) return { ...key, problem };
  return { ...key, problem, dueAt: later(now, retryDelay(attempts + 1)) };
}
