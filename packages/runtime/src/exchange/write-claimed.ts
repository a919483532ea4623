import type { Command, CommandKind, Instant, Receipt } from "@perennial/contract";
import { asTenant, type TenantTransaction } from "@perennial/store";
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

/** What to take, and until when. */
export interface Claim {
  readonly connectionId: string;
  readonly now: Instant;
  readonly until: Instant;
  readonly limit: number;
}

/** What came of one: it was taken where `problem` is null; it is tried again at `dueAt`, or not where there is none. */
export interface Verdict {
  readonly problem: string | null;
  readonly dueAt?: Instant;
  /** Whether the attempt does not count: the connection was to blame. */
  readonly uncounted?: boolean;
}

/** Something of ours that a connection's other side is told of. */
export interface WriteBack<Claimed extends { readonly attempts: number }> {
  readonly kind: CommandKind;
  claim(tx: TenantTransaction, claim: Claim): Promise<readonly Claimed[]>;
  /** Nothing where there is nothing to tell any more. Its id is the same for the same change. */
  commandOf(claimed: Claimed): Command | undefined;
  settle(
    tx: TenantTransaction,
    verdicts: readonly { readonly claimed: Claimed; readonly verdict: Verdict }[],
    now: Instant,
  ): Promise<void>;
}

/**
 * Tells a connection's other side of what waits for it, one batch under its rate limits. What it refuses is kept with its
 * words, for a person to see. Gives how many were handled.
 */
export async function writeClaimed<Claimed extends { readonly attempts: number }>(
  context: RuntimeContext,
  { tenant, open }: Exchange,
  write: WriteBack<Claimed>,
): Promise<number> {
  if (!open.connector.manifest.commands.includes(write.kind)) return 0;
  const { batchSize } = open.connector.manifest;
  const connectionId = open.connection.id;
  const room = open.limiter.commands;
  const limit = Math.min(BATCH, batchSize, room?.size ?? BATCH);
  const now = context.clock.now();
  const claimed = await asTenant(context.db, tenant.id, async (tx) => {
    if (!(await usable(tx, connectionId, now))) return [];
    return write.claim(tx, { connectionId, now, until: later(now, LEASE), limit });
  });
  if (claimed.length === 0) return 0;
  const commands = claimed.map((each) => write.commandOf(each));
  const told = commands.filter((each) => each !== undefined);
  const admission = told.length > 0 && (await room?.take(told.length, { patience: PATIENCE }));
  if (admission && !admission.admitted) return claimed.length;
  const receipts = await performAll(context, { tenant, open }, told);
  const settledAt = context.clock.now();
  const verdicts = claimed.map((each, index) => {
    const command = commands[index];
    const receipt = command && receipts.get(command.id);
    const verdict = command ? verdictOf(each.attempts, receipt, settledAt) : { problem: null };
    return { claimed: each, verdict };
  });
  const notice = connectionNotice([...receipts.values()], settledAt);
  await retryTransaction(() =>
    asTenant(context.db, tenant.id, async (tx) => {
      await write.settle(tx, verdicts, settledAt);
      if (notice) await noteConnection(tx, connectionId, { note: notice, now: settledAt });
    }),
  );
  return claimed.length;
}

async function performAll(
  { log, measures }: RuntimeContext,
  { open }: Exchange,
  commands: readonly Command[],
): Promise<ReadonlyMap<string, Receipt>> {
  if (commands.length === 0) return new Map();
  const receipts = await performBatch(commands, {
    connector: open.connector.manifest.id,
    session: () => open.session(),
    ...{ log, measures },
  });
  return new Map(receipts.flatMap((each) => (each ? [[each.commandId, each] as const] : [])));
}

function verdictOf(attempts: number, receipt: Receipt | undefined, now: Instant): Verdict {
  if (receipt?.outcome === "accepted") return { problem: null };
  const problem = receipt?.message ?? "The connector gave no answer for it.";
  const isOfConnection = receipt !== undefined && OF_THE_CONNECTION.has(receipt.kind);
  if (isOfConnection) return { problem, dueAt: now, uncounted: true };
  const isOver = receipt?.outcome === "refused" || attempts + 1 >= MOST_TRIES;
  if (isOver) return { problem };
  return { problem, dueAt: later(now, retryDelay(attempts + 1)) };
}
