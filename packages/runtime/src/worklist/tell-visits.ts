import type { StandingSignal } from "@perennial/contract";
import { localDateOf } from "@perennial/lifecycle";
import {
  addChanges,
  asTenant,
  noteVisits,
  type ReviewScope,
  rangeEnds,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { languageOfTenant } from "../tenant/language-of.ts";
import { judgeCustomers, type WorklistScene } from "./find-worklist.ts";
import { visitRules } from "./visit-rules.ts";

/** Customers that one transaction looks at. */
const RANGE = 5_000;
const SIGNAL = "visit.due";

/** How the base is gone through. */
export interface TellVisitsOptions {
  /** Ends it after the range under way. */
  readonly over?: AbortSignal | undefined;
  /** @default 5000 */
  readonly range?: number;
}

/**
 * Finds who has come to meet one more of the criteria for visits since the night before, and leaves it to be told, as
 * `visit.due`, with why now and what to bring (B-06). Nobody is looked at where no active program begins with it. Broken
 * off and done again, it tells of nobody twice.
 * @returns how many are to be told of
 */
export async function tellVisits(
  context: RuntimeContext,
  tenant: Tenant,
  { over, range = RANGE }: TellVisitsOptions = {},
): Promise<number> {
  const inTransaction = <T>(work: (tx: TenantTransaction) => Promise<T>): Promise<T> =>
    retryTransaction(() => asTenant(context.db, tenant.id, work));
  const begun = await inTransaction(async (tx) => {
    if (!(await isAwaited(context, tx))) return undefined;
    const rules = await visitRules(context, tx, tenant);
    return { rules, ends: await rangeEnds(tx, { after: null, size: range }) };
  });
  if (!begun) return 0;
  let told = 0;
  let after: string | null = null;
  for (const until of [...begun.ends, null]) {
    if (over?.aborted) return told;
    const scope: ReviewScope = { after, until };
    told += await inTransaction((tx) =>
      tellRange({ tx, tenant, now: context.clock.now(), rules: begun.rules }, scope),
    );
    after = until;
  }
  return told;
}

/** Whether an active program begins with it. */
async function isAwaited({ programs }: RuntimeContext, tx: TenantTransaction): Promise<boolean> {
  for (const { id, version, state } of await programs.list(tx)) {
    if (state !== "active") continue;
    const { compiled } = await programs.load(tx, id, version);
    const triggers = compiled.program.triggers;
    if (triggers.some((each) => "signal" in each && each.signal.includes(SIGNAL))) return true;
  }
  return false;
}

async function tellRange(scene: WorklistScene, scope: ReviewScope): Promise<number> {
  const { tx, tenant, now, rules } = scene;
  const { timeZone: zone } = tenant;
  const locale = languageOfTenant(tenant);
  const today = localDateOf(now, zone);
  const due = await noteVisits(tx, { ...rules, at: { now, today, zone }, scope });
  const lines = await judgeCustomers(
    scene,
    due.map(({ id }) => id),
  );
  const changes = due.flatMap(({ id, criteria }): readonly StandingSignal[] => {
    const line = lines.get(id);
    if (!line) return [];
    const { whyNow, bring, score } = line;
    return [
      {
        ...{
          id: `${SIGNAL}:${today}:${id}:${criteria.join()}`,
          at: now,
          type: SIGNAL,
          customerId: id,
        },
        ...{ criteria: [...criteria], points: score, whyNow: whyNow[locale], bring: bring[locale] },
      },
    ];
  });
  await addChanges(tx, changes);
  return changes.length;
}
