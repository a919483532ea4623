import {
  asTenant,
  recordSignals,
  type Tenant,
  type TenantTransaction,
  takeChanges,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import type { RoutedSignal } from "../ingest/attribute-signals.ts";
import { routeSignals } from "../ingest/route-signals.ts";
import { planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { enterCells } from "./enter-cells.ts";

/** How many changes one transaction tells. */
const PAGE = 1_000;

/** What telling changes came to. */
export interface Announced {
  readonly changes: number;
  /** Customers that came into a cell of the matrix and were let into its program (M-08). */
  readonly entered: number;
}

/**
 * Tells programs what has changed in where customers stand (M-17, V-04, V-05, V-09), oldest first, each change once: a page
 * of them is taken, told and taken away in one transaction, and other processes take other pages meanwhile.
 */
export async function announceChanges(
  context: RuntimeContext,
  tenant: Tenant,
  over?: AbortSignal,
): Promise<Announced> {
  let sum: Announced = { changes: 0, entered: 0 };
  while (!over?.aborted) {
    const page = await retryTransaction(() =>
      asTenant(context.db, tenant.id, (tx) => announcePage(context, tx, tenant)),
    );
    sum = { changes: sum.changes + page.changes, entered: sum.entered + page.entered };
    if (page.changes < PAGE) return sum;
  }
  return sum;
}

async function announcePage(
  context: RuntimeContext,
  tx: TenantTransaction,
  tenant: Tenant,
): Promise<Announced> {
  const waiting = await takeChanges(tx, PAGE);
  if (waiting.length === 0) return { changes: 0, entered: 0 };
  const now = context.clock.now();
  const told = waiting.map(({ signal, customerId }): RoutedSignal => ({ signal, customerId }));
  const fresh = await recordSignals(tx, told, now);
  const news = told.filter(({ signal }) => fresh.has(signal.id));
  const stopWords = context.rulePack.stopWords;
  await routeSignals({ tx, tenant, programs: context.programs, stopWords, now }, news);
  const plan = await planOf(context, tx, tenant);
  const changes = waiting.flatMap(({ signal }) => (fresh.has(signal.id) ? [signal] : []));
  const entered = plan ? await enterCells(context, tx, { tenant, plan: plan.plan, changes }) : 0;
  return { changes: waiting.length, entered };
}
