import type { StandingSignal } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { reviewPoints } from "../loyalty/review-points.ts";
import { readBoundaries } from "./boundaries.ts";
import { addMoves } from "./migration-counts.ts";
import { isBaselineOf } from "./review-night.ts";
import type { ReviewRules } from "./review-rules.ts";
import { writeDecisions } from "./write-decisions.ts";
import { writeFigures } from "./write-figures.ts";

/**
 * Computes some customers anew at once, as after a purchase (V-04, V-09), with the statements of the night; classes and
 * bands part where they did last night. What changed is written to be told, and given back. Until a plan's first night
 * is over nothing is written: it would be no news to anybody. `quiet` writes where they stand and tells nobody, as of what a
 * first load brings.
 */
export async function reviewCustomers(
  tx: TenantTransaction,
  rules: ReviewRules,
  customerIds: readonly string[],
  { quiet = false }: { readonly quiet?: boolean | undefined } = {},
): Promise<readonly StandingSignal[]> {
  const ids = [...new Set(customerIds)].sort();
  if (ids.length === 0 || (await isBaselineOf(tx, rules.version))) return [];
  // What a night writes at this moment is waited for, so that its result is what this one begins from.
  await tx.rows(sql`
    select from standings where tenant_id = ${tx.tenant} and customer_id = any(${ids}::text[])
    order by customer_id for update`);
  const scope = { ids };
  const { moves, changes } = await withOnePlan(tx, async () => {
    // What is about to run out, the night tells.
    await reviewPoints(tx, { rules, scope });
    await writeFigures(tx, rules, scope);
    const boundaries = await readBoundaries(tx, rules);
    return writeDecisions(tx, rules, {
      ...{ scope, boundaries, isBaseline: quiet, wantsChanges: true },
    });
  });
  await addMoves(tx, rules.today, moves);
  return changes;
}

/**
 * Runs statements each with the one plan that serves any customers: they are long, and a plan for a few customers takes
 * longer to make than to carry out; PostgreSQL would make five on each connection before it knew.
 */
async function withOnePlan<T>(tx: TenantTransaction, work: () => Promise<T>): Promise<T> {
  const plan = (mode: string) => tx.run(sql`select set_config('plan_cache_mode', ${mode}, true)`);
  const [, result] = await Promise.all([plan("force_generic_plan"), work()]);
  await plan("auto");
  return result;
}
