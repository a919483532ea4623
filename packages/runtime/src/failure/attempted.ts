import { AsyncLocalStorage } from "node:async_hooks";
import type { Instant } from "@perennial/contract";
import {
  type AttemptKind,
  asTenant,
  endAttempt,
  noteAttempt,
  type TakenUp,
  type Tenant,
  type TenantTransaction,
  takeUp,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { gateOf } from "./gate.ts";
import { isLastingFault } from "./lasting-fault.ts";
import { isPassingFault } from "./passing-fault.ts";

/** What is to be attempted. */
export interface Attempting<T> {
  readonly tenant: Tenant;
  readonly kind: AttemptKind;
  readonly limit: number;
  readonly now: Instant;
  /** Does the work on those that were taken up, in the transaction that ends the attempt with it. */
  readonly work: (tx: TenantTransaction, taken: TakenUp) => Promise<T>;
  /** Told what is put aside, in the transaction that does it. */
  readonly aside?: (tx: TenantTransaction, ids: readonly number[]) => Promise<void>;
  /** Does what can be done where the database refuses what would come of the work. */
  readonly salvage?: (fault: unknown) => Promise<T>;
}

/**
 * Takes up what is due and says so before the work on it begins: should this process go down over it, or fail in a
 * way that nobody has thought of, it is known what it had in hand (reliability.md, 7.2 row 42). Gives nothing where
 * nothing is due that nobody else holds.
 */
export function attempted<T>(
  context: RuntimeContext,
  attempting: Attempting<T>,
): Promise<T | undefined> {
  // It holds one connection while it asks for a second.
  return gateOf(context.db.pool).pass(() => attempt(context, attempting));
}

async function attempt<T>(
  context: RuntimeContext,
  attempting: Attempting<T>,
): Promise<T | undefined> {
  const { tenant, salvage } = attempting;
  const noted: Noted = { attempt: undefined, outside: AsyncLocalStorage.snapshot() };
  try {
    const { taken, result } = await retryTransaction(() => takeOnce(context, attempting, noted));
    reportAside(context, attempting, taken.aside);
    return result;
  } catch (fault) {
    const isLasting = isLastingFault(fault);
    const salvaged = isLasting && salvage ? { result: await salvage(fault) } : undefined;
    // What is of no known kind stays counted against what was in hand.
    const isKnown = isLasting || isPassingFault(fault);
    if (isKnown && noted.attempt !== undefined) await forgive(context, tenant, noted.attempt);
    if (salvaged) return salvaged.result;
    throw fault;
  }
}

/** What an attempt has said of itself. */
interface Noted {
  attempt: number | undefined;
  /** Leaves the transaction that is open. */
  readonly outside: <R>(work: () => R) => R;
}

async function takeOnce<T>(
  context: RuntimeContext,
  { tenant, kind, limit, now, work, aside }: Attempting<T>,
  noted: Noted,
): Promise<{ readonly taken: TakenUp; readonly result: T | undefined }> {
  const { db } = context;
  const unforgiven = unforgivenOf(context, tenant);
  // PostgreSQL broke the one before off because of another transaction.
  if (noted.attempt !== undefined) unforgiven.add(noted.attempt);
  noted.attempt = undefined;
  const forgiven = [...unforgiven];
  const done = await asTenant(db, tenant.id, async (tx) => {
    const taken = await takeUp(tx, { kind, now, limit, forgiven });
    if (taken.aside.length > 0) await aside?.(tx, taken.aside);
    if (taken.ids.length === 0) return { taken, result: undefined };
    const refs = taken.ids;
    const note = () => asTenant(db, tenant.id, (each) => noteAttempt(each, { kind, refs, now }));
    const id = await noted.outside(note);
    noted.attempt = id;
    // It is over for others when the work is, with which it is committed, and so can travel with its first statement.
    const ended = endAttempt(tx, id);
    // Where the work fails, its own reason is the one to tell.
    ended.catch(() => undefined);
    const result = await work(tx, taken);
    await ended;
    return { taken, result };
  });
  for (const id of forgiven) unforgiven.delete(id);
  return done;
}

/** Attempts that ended without this process going down, and of which that could not be said. */
const UNFORGIVEN = new WeakMap<RuntimeContext["db"], Map<number, Set<number>>>();

function unforgivenOf({ db }: RuntimeContext, tenant: Tenant): Set<number> {
  const byTenant = UNFORGIVEN.get(db) ?? new Map<number, Set<number>>();
  UNFORGIVEN.set(db, byTenant);
  const ids = byTenant.get(tenant.id) ?? new Set<number>();
  byTenant.set(tenant.id, ids);
  return ids;
}

async function forgive(context: RuntimeContext, tenant: Tenant, attempt: number): Promise<void> {
  try {
    await asTenant(context.db, tenant.id, (tx) => endAttempt(tx, attempt));
  } catch {
    // The database is away: it is said as soon as this process takes anything up again.
    unforgivenOf(context, tenant).add(attempt);
  }
}

function reportAside<T>(
  { log }: RuntimeContext,
  { tenant, kind }: Attempting<T>,
  ids: readonly number[],
): void {
  for (const id of ids) {
    log.error(
      "Something brought its worker down three times and is put aside; release it once the cause is gone.",
      { tenant: tenant.slug, kind, id },
    );
  }
}
