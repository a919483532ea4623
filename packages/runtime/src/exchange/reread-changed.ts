import type { Instant, Misunderstanding, Signal } from "@perennial/contract";
import {
  askRereads,
  asTenant,
  type ClaimedReread,
  claimRereads,
  type Exclusion,
  finishRereads,
  noteExclusions,
  putBackRereads,
  type TenantTransaction,
} from "@perennial/store";
import { later } from "../deliver/later.ts";
import { retryDelay } from "../deliver/retry-delay.ts";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type BatchRead, readBatch } from "./read-batch.ts";
import { type Exchange, heedError, usable } from "./standing.ts";

/** How many records are read at once. */
const BATCH = 100;
/** How many batches of one connection are read before others have their turn. */
const IN_A_ROW = 10;
/** When whoever reads counts as dead, in milliseconds: another reads what it had taken. */
const LEASE = 2 * 60_000;

/**
 * Reads the records that a connection's other side said have changed, a hundred at a time, and takes in what they
 * look like now: the mirror and that they were read are written together, so a record is read until it is taken in.
 * Gives how many were read, or put back with the reason.
 */
export async function rereadChanged(context: RuntimeContext, exchange: Exchange): Promise<number> {
  let handled = 0;
  for (let count = 0; count < IN_A_ROW && !exchange.over?.aborted; count++) {
    const claim = await claimBatch(context, exchange);
    if (claim.records.length === 0) return handled;
    const batch = await readBatch(exchange.open, claim.records);
    await takeIn(context, exchange, { ...claim, batch });
    for (const { refs, error } of batch.failed) await putBack(context, exchange, { refs, error });
    handled += claim.records.length;
    if (claim.records.length < BATCH || batch.failed.length > 0) return handled;
  }
  return handled;
}

/** Records to read, and whether what they say starts nothing. */
interface Claim {
  readonly records: readonly ClaimedReread[];
  /** Until everything was read once, what changed is no news: nobody knows what it was before (ux.md, 1). */
  readonly quiet: boolean;
}

function claimBatch({ db, clock }: RuntimeContext, { tenant, open }: Exchange): Promise<Claim> {
  const now = clock.now();
  const { id: connectionId } = open.connection;
  return asTenant(db, tenant.id, async (tx) => {
    const connection = await usable(tx, connectionId, now);
    if (!connection) return { records: [], quiet: true };
    const claim = { connectionId, now, until: later(now, LEASE), limit: BATCH };
    const loads = open.connector.manifest.capabilities.includes("changes.read");
    return { records: await claimRereads(tx, claim), quiet: loads && connection.syncedAt === null };
  });
}

interface Taking extends Claim {
  readonly batch: BatchRead<ClaimedReread>;
}

/** Takes in what was read; where something of it cannot be kept, all but that. */
async function takeIn(context: RuntimeContext, exchange: Exchange, taking: Taking): Promise<void> {
  const { read, understood } = taking.batch;
  if (read.length === 0) return;
  const signals = understood.flatMap((each) => each.signals);
  const inTransaction = (work: (tx: TenantTransaction) => Promise<void>) =>
    retryTransaction(() => asTenant(context.db, exchange.tenant.id, work));
  try {
    await inTransaction(async (tx) => {
      await apply(context, tx, { ...exchange, ...taking, signals });
      await strikeOff(context, tx, { ...exchange, ...taking, faults: [] });
    });
    return;
  } catch (error) {
    if (!isLastingFault(error)) throw error;
  }
  const faults: Misunderstanding[] = [];
  for (const signal of signals) {
    try {
      await inTransaction((tx) =>
        apply(context, tx, { ...exchange, ...taking, signals: [signal] }),
      );
    } catch (error) {
      if (!isLastingFault(error)) throw error;
      faults.push({ place: `signal ${signal.id}`, message: faultWords(error) });
    }
  }
  await inTransaction((tx) => strikeOff(context, tx, { ...exchange, ...taking, faults }));
}

function apply(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, open, signals, quiet }: Exchange & Taking & { readonly signals: readonly Signal[] },
): Promise<void> {
  const from = () => open.connection.id;
  return applySignals(context, tx, { tenant, signals, quiet, from });
}

/** Strikes off what was read, notes what of it is not taken in, and asks for what it names in its turn. */
async function strikeOff(
  { clock, log }: RuntimeContext,
  tx: TenantTransaction,
  { open, batch, faults }: Exchange & Taking & { readonly faults: readonly Misunderstanding[] },
): Promise<void> {
  const connectionId = open.connection.id;
  const { read, understood } = batch;
  const now = clock.now();
  const problems = [...understood.flatMap((each) => each.problems), ...faults];
  const excluded = problems.map((problem) => exclusionOf(problem, read));
  await finishRereads(tx, { connectionId, records: read });
  await noteExclusions(tx, { connectionId, read }, { excluded, now });
  const named = understood.flatMap((each) => each.changed ?? []);
  const others = named.filter((each) => !read.some((one) => isSame(one, each)));
  await askRereads(
    tx,
    others.map((each) => ({ connectionId, object: each.object, id: each.id })),
    now,
  );
  for (const { place, message } of problems) {
    log.warn("A record that was read anew is not taken in.", {
      ...{ connection: connectionId, place, problem: message },
    });
  }
}

function isSame(one: { object: string; id: string }, two: { object: string; id: string }): boolean {
  return one.id === two.id && one.object === two.object;
}

/** Which of the records a problem is about, by the id in its place; the place itself where there is none. */
function exclusionOf(
  { place, message }: Misunderstanding,
  read: readonly ClaimedReread[],
): Exclusion {
  const words = new Set(place.split(/[^\p{L}\p{N}_-]+/u));
  const found = read.filter(({ id }) => words.has(id) || place === id);
  const best = found.find(({ object }) => words.has(object)) ?? found[0];
  return { object: best?.object ?? "", id: best?.id ?? place, reason: message };
}

/** Puts back what could not be read; where the connection itself is to blame, nothing is counted against it. */
async function putBack(
  context: RuntimeContext,
  { tenant, open }: Exchange,
  { refs, error }: { readonly refs: readonly ClaimedReread[]; readonly error: unknown },
): Promise<void> {
  const { id: connectionId } = open.connection;
  const problem = faultWords(error);
  context.log.warn("Changed records could not be read.", {
    ...{ tenant: tenant.slug, connection: connectionId, records: refs.length, reason: problem },
  });
  await asTenant(context.db, tenant.id, async (tx) => {
    const now: Instant = context.clock.now();
    const held = { connectionId, records: refs };
    if (await heedError(tx, connectionId, { error, now })) {
      await putBackRereads(tx, held, { dueAt: now, problem: null, counted: false });
      return;
    }
    const attempts = Math.max(...refs.map((each) => each.attempts)) + 1;
    const dueAt = later(now, retryDelay(attempts));
    await putBackRereads(tx, held, { dueAt, problem, counted: true });
  });
}
