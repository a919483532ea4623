import { LifecyclePlan } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { saveReport } from "../insight/kept-reports.ts";
import { findBoundaries, saveBoundaries } from "../review/boundaries.ts";
import { countStandings } from "../review/count-standings.ts";
import { addMoves } from "../review/migration-counts.ts";
import { beginNight, enterStage } from "../review/review-night.ts";
import { reviewRules } from "../review/review-rules.ts";
import { writeDecisions } from "../review/write-decisions.ts";
import { writeFigures } from "../review/write-figures.ts";
import { publishPlanVersion, saveChurnModel } from "../standing/plans.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

const NIGHT = "2026-03-02";
const NEXT = "2026-03-04";
const DAYS = { from: "2026-01-01", to: "2026-12-31" };
const WHOLE = { after: null, until: null };
/** One range of a base that is gone through in ranges. */
const RANGE = { after: "c0", until: "c1" };
const MODEL = {
  ...{ day: "2026-01-01", horizon: "P6M", constant: -1, weights: [], customers: 1, lost: 0 },
  ...{ logLikelihood: 0, steps: 1, ridge: 1 },
} as const;

function planOf(name: string): LifecyclePlan {
  const text = { sv: name, en: name };
  return LifecyclePlan.parse({
    ...{ valueClasses: {}, flows: {}, phases: {}, holdout: 10 },
    tiers: { tiers: [{ id: "member", name: text, from: 0 }] },
    groups: [{ id: "heroes", name: text, when: { count: "purchases", is: "at-least", value: 1 } }],
  });
}

function rulesAt(now: string, mark: string) {
  const of = { plan: planOf(mark), version: 1, currency: "SEK", timeZone: "Europe/Stockholm" };
  return reviewRules({ ...of, churn: MODEL, now });
}

/** Puts a plan in force for a tenant and does a night by it, with a change that waits to be told. */
export async function fillStandings(tx: TenantTransaction, mark: string): Promise<void> {
  const rules = rulesAt(MONDAY, mark);
  await publishPlanVersion(tx, { plan: rules.plan, at: MONDAY, by: mark });
  await saveChurnModel(tx, MODEL, MONDAY);
  await beginNight(tx, { night: NIGHT, planVersion: 1, now: MONDAY });
  await writeFigures(tx, rules, WHOLE);
  const boundaries = await findBoundaries(tx, rules);
  await saveBoundaries(tx, NIGHT, boundaries);
  await writeDecisions(tx, rules, { scope: WHOLE, boundaries, isBaseline: true });
  await countStandings(tx, NIGHT);
  await enterStage(tx, NIGHT, { stage: "done", now: MONDAY });
  await saveReport(tx, "rfm", { asOf: NIGHT, madeAt: MONDAY, body: { mark } });
  await addMoves(tx, NIGHT, [{ kind: "tier", from: mark, to: "", customers: 1 }]);
  await tx.run(sql`update standings set override_tier = 'member', override_reason = ${mark}`);
  await tx.run(sql`
    insert into standing_changes (tenant_id, customer_id, type, body, at)
    values (${tx.tenant}, 'c1', ${mark}, ${{ type: mark }}, ${MONDAY})`);
}

/** Gives a computation something to find. */
async function buyForMore(tx: TenantTransaction): Promise<void> {
  await tx.run(sql`
    update purchases set amount = amount + 1 where tenant_id = ${tx.tenant} and customer_id = 'c1'`);
}

/** The calls of what has to do with standings, asked for or told about what is another tenant's. */
export function standingCalls(): Record<string, ForeignCall> {
  const rules = rulesAt(WEDNESDAY, "other");
  const scope = { ids: ["c1"] };
  const begun = { night: NEXT, planVersion: 1, now: WEDNESDAY };
  const near = { id: "x", at: WEDNESDAY, customerId: "c1", tier: "gold", remaining: 1 } as const;
  return {
    addChanges: (s, tx) => s.addChanges(tx, [{ ...near, type: "customer.tier-near" }]),
    addMoves: (s, tx) =>
      s.addMoves(tx, NIGHT, [{ kind: "flow", from: "active", to: "lost", customers: 1 }]),
    addProgress: (s, tx) => s.addProgress(tx, { night: NIGHT, changed: 1, told: 1 }),
    beginNight: (s, tx) => s.beginNight(tx, begun),
    clearTierOverride: (s, tx) => s.clearTierOverride(tx, "c1"),
    countCustomers: (s, tx) => s.countCustomers(tx),
    countStandings: (s, tx) => s.countStandings(tx, NEXT),
    dropGone: async (s, tx) => {
      await tx.run(
        sql`update customers set deleted_at = ${WEDNESDAY} where tenant_id = ${tx.tenant} and id = 'c1'`,
      );
      return s.dropGone(tx, NEXT, false);
    },
    enterStage: (s, tx) => s.enterStage(tx, NIGHT, { stage: "figures", now: WEDNESDAY }),
    findBoundaries: (s, tx) => s.findBoundaries(tx, rules),
    hasChanges: (s, tx) => s.hasChanges(tx),
    isBaselineOf: (s, tx) => s.isBaselineOf(tx, 1),
    listMembers: (s, tx) => s.listMembers(tx, { group: "heroes", limit: 50 }),
    listNights: (s, tx) => s.listNights(tx, 50),
    listPlans: (s, tx) => s.listPlans(tx),
    nightBefore: (s, tx) => s.nightBefore(tx, NEXT),
    passIds: (s, tx) => s.passIds(tx, NIGHT, "c1"),
    previewBoundaries: (s, tx) => s.previewBoundaries(tx, rules),
    previewGroups: (s, tx) =>
      s.previewGroups(tx, { rules, boundaries: { class: {}, band: {} } }, RANGE),
    previewMoves: (s, tx) => {
      const after = { rules, boundaries: { class: {}, band: {} } };
      return s.previewMoves(tx, { before: undefined, after }, RANGE);
    },
    publishPlanVersion: (s, tx) =>
      s.publishPlanVersion(tx, { plan: rules.plan, at: WEDNESDAY, by: "x" }),
    rangeEnds: (s, tx) => s.rangeEnds(tx, { after: null, size: 1 }),
    readBaseNow: (s, tx) => s.readBaseNow(tx),
    readBoundaries: (s, tx) => s.readBoundaries(tx, rules),
    readChurnModel: (s, tx) => s.readChurnModel(tx),
    readCounts: (s, tx) => s.readCounts(tx, DAYS),
    readFlowNow: (s, tx) => s.readFlowNow(tx),
    readGroupDays: (s, tx) => s.readGroupDays(tx, DAYS),
    readGroupsNow: (s, tx) => s.readGroupsNow(tx),
    readLastCounts: (s, tx) => s.readLastCounts(tx),
    readMatrix: (s, tx) => s.readMatrix(tx),
    readMoves: (s, tx) => s.readMoves(tx, DAYS),
    countRenewals: (s, tx) => {
      const days = { today: "2026-05-01", within: [7, 30, 60, 90], callsSince: MONDAY };
      return s.countRenewals(tx, { ...days, now: WEDNESDAY, currency: "SEK" });
    },
    readAgreementTerms: (s, tx) => s.readAgreementTerms(tx, { ...RANGE, currency: "SEK" }),
    readBaseValues: (s, tx) => s.readBaseValues(tx),
    readPeriodMoves: (s, tx) => s.readPeriodMoves(tx, { ...DAYS, kind: "tier", by: "month" }),
    readPurchaseDays: (s, tx) => {
      const of = { zone: "Europe/Stockholm", currency: "SEK", asOf: NEXT };
      return s.readPurchaseDays(tx, { ...RANGE, ...of });
    },
    readReport: (s, tx) => s.readReport(tx, "rfm"),
    saveReport: (s, tx) => s.saveReport(tx, "rfm", { asOf: NEXT, madeAt: WEDNESDAY, body: {} }),
    readPlan: (s, tx) => s.readPlan(tx),
    readTierOverride: (s, tx) => s.readTierOverride(tx, "c1"),
    repeatNight: (s, tx) => s.repeatNight(tx, NIGHT, WEDNESDAY),
    reviewCustomers: async (s, tx) => {
      await buyForMore(tx);
      return s.reviewCustomers(tx, rules, ["c1"]);
    },
    saveBoundaries: (s, tx) =>
      s.saveBoundaries(tx, NEXT, { class: {}, band: { top: { value: 1, id: "c1" } } }),
    saveChurnModel: (s, tx) => s.saveChurnModel(tx, { ...MODEL, constant: 2 }, WEDNESDAY),
    setTierOverride: (s, tx) => {
      const set = { tier: "member", until: null, reason: "x", by: "x", on: NEXT };
      return s.setTierOverride(tx, "c1", set);
    },
    takeChanges: (s, tx) => s.takeChanges(tx, 50),
    writeDecisions: (s, tx) =>
      s.writeDecisions(tx, rules, {
        scope,
        boundaries: { class: {}, band: {} },
        isBaseline: false,
      }),
    writeFigures: async (s, tx) => {
      await buyForMore(tx);
      return s.writeFigures(tx, rules, scope);
    },
  };
}
