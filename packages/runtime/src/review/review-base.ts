import type { Instant } from "@perennial/contract";
import {
  addChanges,
  addMoves,
  addProgress,
  asTenant,
  beginNight,
  countStandings,
  dropGone,
  enterStage,
  findBoundaries,
  nightBefore,
  orderRecordWrites,
  passIds,
  type RecordWriteTarget,
  type ReviewNight,
  type ReviewRules,
  type ReviewScope,
  type ReviewStage,
  rangeEnds,
  readBoundaries,
  rememberTold,
  repeatNight,
  reviewPoints,
  reviewRules,
  saveBoundaries,
  type Tenant,
  type TenantTransaction,
  writeDecisions,
  writeFigures,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import { writeBackTargets } from "../exchange/write-back-targets.ts";
import { measuresOf } from "../measure/measures.ts";
import { planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { DoneInOrder } from "./done-in-order.ts";
import { learnMonthly } from "./learn-monthly.ts";

/** Customers that one transaction looks at: short enough that nobody waits for it (performance.md, "A night"). */
const RANGE = 5_000;
/**
 * A review that is asked for once more on a day is done once more if it ended longer ago than this, in milliseconds: else
 * it is the rest of the daily work that failed and is repeated.
 */
const REPEATED_AFTER = 3_600_000;
/** Ranges that are worked on side by side. */
const SIDE_BY_SIDE = 2;

/** How a review is done. */
export interface ReviewBaseOptions {
  /** Ends it after the ranges under way; it goes on there when it is done again. */
  readonly over?: AbortSignal;
  /** @default 5000 */
  readonly range?: number;
}

/** Goes through a tenant's whole base. */
interface Review {
  readonly context: RuntimeContext;
  readonly tenant: Tenant;
  readonly rules: ReviewRules;
  readonly night: ReviewNight;
  readonly range: number;
  /** The connections that are told where customers stand. */
  readonly targets: readonly RecordWriteTarget[];
  readonly over: AbortSignal | undefined;
  /** Whether the whole base is one range, and the night one transaction. */
  readonly isSmall: boolean;
  readonly inTransaction: InTransaction;
}

/** Does work in a transaction, which PostgreSQL may break off: then it is done again. */
type InTransaction = <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;

/**
 * Computes where every customer of a tenant stands by its lifecycle plan, once a day in the tenant's zone, in ranges of
 * ids that each stand by themselves: broken off, it goes on where it was. First the figures, with every record read
 * once; then where classes and bands part, which takes all figures of the day; then what follows. A base of one range is
 * done in one transaction: it would wait for the disk longer than it computes. Gives how far it came; nothing where the
 * tenant has no plan.
 */
export function reviewBase(
  context: RuntimeContext,
  tenant: Tenant,
  options: ReviewBaseOptions = {},
): Promise<ReviewNight | undefined> {
  return measuresOf(context).work(
    { name: "review", tenant: tenant.id },
    () => review(context, tenant, options),
    (night) => ({ customers: night?.customers ?? 0, changed: night?.changed ?? 0 }),
  );
}

async function review(
  context: RuntimeContext,
  tenant: Tenant,
  { over, range = RANGE }: ReviewBaseOptions,
): Promise<ReviewNight | undefined> {
  const { db, clock } = context;
  const targets = await writeBackTargets(context, tenant);
  const begun = await asTenant(db, tenant.id, async (tx) => {
    const inForce = await planOf(context, tx, tenant);
    if (!inForce) return undefined;
    const { currency, timeZone } = tenant;
    const rules = reviewRules({ ...inForce, currency, timeZone, now: clock.now() });
    const { version: planVersion } = inForce;
    await repeatNight(tx, rules.today, earlier(rules.now));
    const night = await beginNight(tx, { night: rules.today, planVersion, now: rules.now });
    const ends = await rangeEnds(tx, { after: null, size: range });
    return { rules, night, isSmall: ends.length === 0 };
  });
  if (!begun) return undefined;
  const { night, isSmall, rules } = begun;
  await learnMonthly(context, { tenant, plan: rules.plan, night });
  const inTransaction: InTransaction = (work) =>
    retryTransaction(() => asTenant(db, tenant.id, work));
  const whole: Review = { context, tenant, range, targets, over, ...begun, inTransaction };
  if (!isSmall) return throughStages(whole);
  return inTransaction((tx) => throughStages({ ...whole, inTransaction: (work) => work(tx) }));
}

/** Does what a night has yet to do, stage by stage, and gives how far it came. */
async function throughStages(review: Review): Promise<ReviewNight> {
  const { context, tenant, over } = review;
  let { night } = review;
  while (night.stage !== "done" && !over?.aborted) {
    context.log.info("A review goes on.", {
      ...{ tenant: tenant.slug, night: night.night, stage: night.stage },
    });
    const next = await STAGES[night.stage]({ ...review, night });
    if (!next) break;
    night = await goOn(review, night, next);
  }
  return night;
}

function earlier(now: Instant): Instant {
  return new Date(Date.parse(now) - REPEATED_AFTER).toISOString();
}

function goOn(
  { context: { clock }, inTransaction }: Review,
  { night: date, planVersion }: ReviewNight,
  stage: ReviewStage,
): Promise<ReviewNight> {
  return inTransaction(async (tx) => {
    await enterStage(tx, date, { stage, now: clock.now() });
    return beginNight(tx, { night: date, planVersion, now: clock.now() });
  });
}

/** Does a stage and names the next; nothing where it was broken off. */
type Stage = (review: Review) => Promise<ReviewStage | undefined>;

const STAGES: Readonly<Record<Exclude<ReviewStage, "done">, Stage>> = {
  async figures(of) {
    const { rules, night, inTransaction } = of;
    const since = await inTransaction((tx) => nightBefore(tx, night.night));
    const isWhole = await inRanges(of, async (tx, scope) => {
      // Tiers by points are computed from the ledger.
      const { expiring } = await reviewPoints(tx, { rules, scope, since });
      const told = night.isBaseline ? [] : expiring;
      await addChanges(tx, told);
      return { changed: await writeFigures(tx, rules, scope), told: told.length };
    });
    return isWhole ? "boundaries" : undefined;
  },
  async boundaries({ rules, night, inTransaction }) {
    await inTransaction(async (tx) => {
      await dropGone(tx, night.night, night.isBaseline);
      await saveBoundaries(tx, night.night, await findBoundaries(tx, rules));
    });
    return "decisions";
  },
  async decisions(of) {
    const { rules, night, targets, inTransaction } = of;
    const { isBaseline } = night;
    const { today, now } = rules;
    const boundaries = await inTransaction((tx) => readBoundaries(tx, rules));
    const isWhole = await inRanges(of, async (tx, scope) => {
      if (isBaseline) await rememberTold(tx, { scope, targets, now });
      const { written, told, moves } = await writeDecisions(tx, rules, {
        scope,
        boundaries,
        isBaseline,
      });
      await addMoves(tx, night.night, moves);
      await orderRecordWrites(tx, { scope, targets, today, now });
      return { changed: written, told };
    });
    return isWhole ? "counts" : undefined;
  },
  async counts({ night, inTransaction }) {
    await inTransaction((tx) => countStandings(tx, night.night));
    return "done";
  },
};

/** What a range came to. */
interface Sums {
  readonly changed: number;
  readonly told: number;
}

/**
 * Does something for range after range of the base, two at a time, each in a transaction of its own. Says whether all
 * were done.
 */
async function inRanges(
  review: Review,
  work: (tx: TenantTransaction, scope: ReviewScope) => Promise<Sums>,
): Promise<boolean> {
  const { night, over, inTransaction } = review;
  const scopes = await rangesLeft(review);
  const progress = new DoneInOrder(scopes.map(({ until }) => until));
  const waiting = scopes.entries();
  const worker = async () => {
    for (const [index, scope] of waiting) {
      if (over?.aborted) return;
      await inTransaction(async (tx) => {
        const sums = await work(tx, scope);
        if (sums.changed + sums.told > 0) await addProgress(tx, { night: night.night, ...sums });
      });
      const passed = progress.done(index);
      if (passed !== undefined) await inTransaction((tx) => passIds(tx, night.night, passed));
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return progress.isWhole();
}

/** The ranges of a base that a stage has yet to do. */
async function rangesLeft({ night, range, isSmall, inTransaction }: Review) {
  const { lastId: after } = night;
  const ends = isSmall ? [] : await inTransaction((tx) => rangeEnds(tx, { after, size: range }));
  return [...ends, null].map((until, index) => ({
    after: index === 0 ? after : (ends[index - 1] ?? null),
    until,
  }));
}
