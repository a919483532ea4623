import { createCatalogue, FlowRules } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type * as store from "../index.ts";
import { appCalls } from "./app-calls.ts";
import { callingCalls } from "./calling-calls.ts";
import { draftCalls } from "./draft-calls.ts";
import {
  exampleAgreement,
  exampleConsent,
  exampleCustomer,
  exampleInteraction,
} from "./example-records.ts";
import { MARK, REVIEWED, TOKEN } from "./fill-tenant.ts";
import { findingCalls } from "./finding-calls.ts";
import { insightCalls } from "./insight-calls.ts";
import { listenCalls } from "./listen-calls.ts";
import { loyaltyCalls } from "./loyalty-calls.ts";
import { serviceCalls } from "./service-calls.ts";
import { sessionCalls } from "./session-calls.ts";
import { settingUpCalls } from "./setting-up-calls.ts";
import { standingCalls } from "./standing-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";
import { worklistCalls } from "./worklist-calls.ts";

type Store = typeof store;

/** One call of a function of the package that takes a transaction. */
export type ForeignCall = (s: Store, tx: TenantTransaction) => Promise<unknown>;

/** Whose things are named in calls that a tenant should have no business to make. */
export interface Foreign {
  readonly tenant: number;
  readonly enrolmentId: number;
  /** A delivery that waits. */
  readonly inboxId: number;
  /** A delivery that is put aside. */
  readonly asideId: number;
  /** An attempt that came to no end. */
  readonly attemptId: number;
  /** An event that the endpoint "shop" did not take. */
  readonly eventId: number;
}

/** Names nothing: for the names of the calls alone. */
export const NOBODY: Foreign = {
  ...{ tenant: 0, enrolmentId: 0, inboxId: 0, asideId: 0, attemptId: 0, eventId: 0 },
};

/** The attempt of a filled tenant that came to no end. */
export async function attemptIn(tx: TenantTransaction): Promise<number> {
  const [attempt] = await tx.rows(sql<{ id: number }>`
    select id from attempts where tenant_id = ${tx.tenant} order by id desc limit 1`);
  return attempt?.id ?? 0;
}

const at = { now: WEDNESDAY, today: "2026-03-04", zone: "Europe/Stockholm" };
const FAR = "2030-01-01T00:00:00.000Z";
const page = { limit: 50 };
const IDS = ["c1"];
const change = { name: "Mallory", updatedAt: WEDNESDAY };
const outcomeRules = {
  ...{ flows: FlowRules.parse({}), currency: "SEK", zone: at.zone },
  prices: { sms: 0, email: 0, call: 0, task: 0 },
};
const measured = { program: "renewal", from: "2020-01-01T00:00:00.000Z", until: FAR };
const origins = (e: number) => [1, 2, 3].map((seq) => ({ enrolmentId: e, seq }));

/** Every function that takes a transaction, asked for or told about what is another tenant's. */
export function foreignCalls({
  tenant,
  enrolmentId: e,
  inboxId,
  asideId,
  attemptId,
  eventId,
}: Foreign): Record<string, ForeignCall> {
  const settled = { enrolmentId: e, seq: 1, state: "done" } as const;
  const stimulus = { kind: "timer" } as const;
  const claim = { endpoint: "shop", ordered: true, now: WEDNESDAY, leaseUntil: WEDNESDAY };
  const candidates = {
    program: "renewal",
    reentry: "always",
    zone: at.zone,
    after: undefined,
  } as const;
  return {
    ...appCalls(e),
    ...callingCalls(),
    ...findingCalls(e),
    ...serviceCalls(e),
    ...sessionCalls(),
    ...settingUpCalls(inboxId),
    ...standingCalls(),
    ...draftCalls(),
    ...listenCalls(MARK),
    ...loyaltyCalls(),
    ...insightCalls(),
    ...worklistCalls(),
    addConsents: (s, tx) => s.addConsents(tx, [exampleConsent({ state: "withdrawn" })]),
    addDecisions: (s, tx) => {
      const decision = { at: MONDAY, kind: "ended", evidence: {}, customerId: "c1" } as const;
      return s.addDecisions(tx, [{ ...decision, program: "renewal", enrolmentId: e }]);
    },
    addEffects: (s, tx) => {
      const effect = { kind: "start-program", seq: 1, step: "x", program: "y" } as const;
      return s.addEffects(tx, [{ enrolmentId: e, customerId: "c1", effect }], WEDNESDAY);
    },
    addOrders: (s, tx) => {
      const what = { kind: "alarm", seq: s.alarmSeq(1), step: "x", at: MONDAY } as const;
      const order = { ...what, cause: "late", channel: "sms" } as const;
      return s.addOrders(tx, [{ enrolmentId: e, customerId: "c1", order }], WEDNESDAY);
    },
    addReceiptDetails: (s, tx) =>
      s.addReceiptDetails(tx, [{ ...settled, seq: 3, token: TOKEN, providerId: "x" }]),
    addRecords: (s, tx) => s.addRecords(tx, s.INTERACTIONS, [exampleInteraction()]),
    addSends: (s, tx) => {
      const send = {
        enrolmentId: e,
        seq: 1,
        customerId: "c1",
        at: MONDAY,
        channel: "sms",
      } as const;
      const rest = { class: "service", contactPoint: "x", basis: "consent", step: "x" } as const;
      return s.addSends(tx, [{ ...send, ...rest, program: "renewal", occurrence: "once" }]);
    },
    agreementsOf: (s, tx) => s.agreementsOf(tx, IDS),
    changeProgram: (s, tx) => s.changeProgram(tx, "renewal", { at: MONDAY, state: "archived" }),
    changeTenant: (s, tx) => s.changeTenant(tx, { name: "Mallory", policy: {} }),
    changeRows: (s, tx) => s.changeRows(tx, [{ enrolmentId: e, seq: 1, state: "skipped" }]),
    averageDays: (s, tx) => s.averageDays(tx, { ...measured, step: MARK }),
    claimDeliveries: (s, tx) => s.claimDeliveries(tx, 50),
    claimDue: (s, tx) => s.claimDue(tx, { now: WEDNESDAY, limit: 50 }),
    claimEvents: (s, tx) => s.claimEvents(tx, { ...claim, limit: 50 }),
    claimEffects: (s, tx) => s.claimEffects(tx, { now: WEDNESDAY, limit: 50 }),
    claimReview: (s, tx) => s.claimReview(tx, { now: FAR, until: MONDAY }),
    countCases: (s, tx) => s.countCases(tx, "entered", measured),
    countDecisions: (s, tx) => s.countDecisions(tx, 0),
    countDue: (s, tx) => s.countDue(tx, { now: FAR, until: FAR }),
    countEligible: (s, tx) => {
      const asked = { subject: "agreement", party: "own", condition: undefined, at } as const;
      return s.countEligible(tx, { ...asked, catalogue: createCatalogue() });
    },
    countEnrolments: (s, tx) => s.countEnrolments(tx),
    countFollowed: (s, tx) => {
      const wanted = { step: MARK, signal: "consent.changed", where: {}, within: "P1D" };
      return s.countFollowed(tx, { ...measured, ...wanted });
    },
    countOutboxProblems: (s, tx) => s.countOutboxProblems(tx, "2020-01-01T00:00:00.000Z"),
    countYear: (s, tx) => s.countYear(tx, IDS, "2020-01-01T00:00:00.000Z"),
    customersByAddress: (s, tx) => s.customersByAddress(tx, ["+46700000001", "anna@example.se"]),
    deleteEndpoint: (s, tx) => s.deleteEndpoint(tx, "shop"),
    endAttempt: (s, tx) => s.endAttempt(tx, attemptId),
    enrol: (s, tx) => {
      const about = { program: "renewal", programVersion: 1, customerId: "c1", key: "a1" };
      const entry = { kind: "entry", cause: "x" } as const;
      return s.enrol(tx, [{ ...about, holdout: false, entry }], {
        now: WEDNESDAY,
        reentry: "always",
      });
    },
    findCandidates: (s, tx) => {
      const days = { dateField: "agreement.end", from: "2026-01-01", to: "2026-12-31" };
      return s.findCandidates(tx, { ...candidates, ...days, program: "other", limit: 50 });
    },
    findDueEndpoints: (s, tx) => s.findDueEndpoints(tx, WEDNESDAY),
    findEnrolments: (s, tx) => s.findEnrolments(tx, [e]),
    findRunning: (s, tx) => s.findRunning(tx, IDS),
    forgetEvents: (s, tx) => s.forgetEvents(tx, WEDNESDAY),
    forgetWorkedOff: (s, tx) => s.forgetWorkedOff(tx, { now: FAR, limit: 1_000 }),
    importConsents: (s, tx) => s.importConsents(tx, [exampleConsent({ state: "withdrawn" })]),
    importRecords: (s, tx) =>
      s.importRecords(tx, {
        ...{ record: s.CUSTOMERS, rows: [exampleCustomer(change)], fields: new Set(["name"]) },
        ...{ attributes: new Set<string>(), dated: "import" },
      }),
    knownIds: (s, tx) => s.knownIds(tx, s.AGREEMENTS, ["a1"]),
    lastDecisionBefore: (s, tx) => s.lastDecisionBefore(tx, "2030-01-01T00:00:00.000Z"),
    lastSenders: (s, tx) => s.lastSenders(tx, IDS),
    listAgreements: (s, tx) => s.listAgreements(tx, { ...page, customer: "c1" }),
    listConnections: (s, tx) => s.listConnections(tx),
    listCustomers: (s, tx) => s.listCustomers(tx, { ...page, search: "+46700000001" }),
    listCustomerIds: (s, tx) =>
      s.listCustomerIds(tx, { after: undefined, limit: 50, before: "2030-01-01" }),
    listDecisions: (s, tx) => s.listDecisions(tx, { ...page, customer: "c1" }),
    listEnrolments: (s, tx) => s.listEnrolments(tx, { ...page, customer: "c1" }),
    listEvaluations: (s, tx) => s.listEvaluations(tx),
    listEndpoints: (s, tx) => s.listEndpoints(tx),
    listEventDeliveries: (s, tx) => s.listEventDeliveries(tx, "shop", page),
    listOutbox: (s, tx) => s.listOutbox(tx, { ...page, customer: "c1" }),
    listPutAside: (s, tx) => s.listPutAside(tx, page),
    listPrograms: (s, tx) => s.listPrograms(tx),
    listTokens: (s, tx) => s.listTokens(tx),
    loadRecords: (s, tx) =>
      s.loadRecords(tx, {
        customerIds: IDS,
        agreementIds: ["a1"],
        purchases: {},
        interactions: {},
      }),
    loadSends: (s, tx) => {
      const wanted = { customerIds: ["c9"], since: MONDAY, contactsSince: MONDAY };
      return s.loadSends(tx, { ...wanted, contactPoints: ["+46700000001"] });
    },
    loadWaiting: (s, tx) => s.loadWaiting(tx, IDS, WEDNESDAY),
    lockCustomers: (s, tx) => s.lockCustomers(tx, IDS),
    loadStandings: (s, tx) => s.loadStandings(tx, IDS),
    lockInOrder: (s, tx) => s.lockInOrder(tx, [e]),
    lockOrigins: (s, tx) => s.lockOrigins(tx, [e]),
    lockTokens: (s, tx) => s.lockTokens(tx, "crm", { wait: 1_000, hold: 1_000 }),
    markDeleted: (s, tx) => s.markDeleted(tx, IDS, WEDNESDAY),
    markOutcomes: (s, tx) => s.markOutcomes(tx, [{ id: "i1", outcome: "failed" }]),
    markSwept: (s, tx) => s.markSwept(tx, "renewal", "2030-01-01"),
    markTaken: (s, tx) => s.markTaken(tx, [{ id: inboxId }], WEDNESDAY),
    nextDelivery: (s, tx) => s.nextDelivery(tx),
    nextWake: (s, tx) => s.nextWake(tx),
    nextEventAt: (s, tx) => s.nextEventAt(tx),
    noteEndpoint: (s, tx) =>
      s.noteEndpoint(tx, "shop", { failingSince: MONDAY, resumeAt: WEDNESDAY }),
    noteAttempt: (s, tx) =>
      s.noteAttempt(tx, { kind: "delivery", refs: [inboxId], now: WEDNESDAY }),
    noteChange: (s, tx) => s.noteChange(tx),
    noteConsidered: (s, tx) =>
      s.noteConsidered(
        tx,
        [{ program: "renewal", key: "a1", occurrence: "entered:2026-05-31" }],
        MONDAY,
      ),
    passReview: (s, tx) => s.passReview(tx, { until: REVIEWED }, MONDAY),
    publishEvents: (s, tx) =>
      s.publishEvents(tx, [{ type: "ping.v1", at: MONDAY, data: { endpoint: "shop" } }]),
    publishPing: (s, tx) => s.publishPing(tx, "shop", WEDNESDAY),
    publishVersion: (s, tx) =>
      s.publishVersion(tx, { program: "renewal", files: {}, digest: "x", by: "x", at: WEDNESDAY }),
    putConnection: (s, tx) => s.putConnection(tx, { id: "crm", connector: "x", settings: {} }),
    putEndpoint: (s, tx) => {
      const rest = {
        description: "x",
        types: null,
        format: "cloudevents",
        ordered: false,
      } as const;
      return s.putEndpoint(tx, { id: "shop", url: "x", secret: "x", ...rest }, WEDNESDAY);
    },
    putToken: (s, tx) => {
      return s.putToken(tx, { id: "key", digest: "x", label: "x", role: "x" }, WEDNESDAY);
    },
    readAnew: (s, tx) => s.readAnew(tx, "crm"),
    readCallStates: (s, tx) => s.readCallStates(tx, origins(e)),
    readCommandSources: (s, tx) =>
      s.readCommandSources(tx, [`t${tenant}-e${e}-1`, `t${tx.tenant}-e${e}-1`]),
    readConsents: (s, tx) => s.readConsents(tx, IDS),
    readDoneContacts: (s, tx) => s.readDoneContacts(tx, origins(e)),
    readEndpoint: (s, tx) => s.readEndpoint(tx, "shop"),
    readKeepDays: (s, tx) => s.readKeepDays(tx),
    readHistoryPage: (s, tx) => s.readHistoryPage(tx, { ...page, contacts: "all" }),
    readGlobalHoldout: (s, tx) => s.readGlobalHoldout(tx),
    readLastContacts: (s, tx) => s.readLastContacts(tx, [e]),
    readLotOutcomes: (s, tx) => {
      const lots = { ids: IDS, heldOut: [], since: "2020-01-01T00:00:00.000Z", until: FAR };
      return s.readLotOutcomes(tx, { ...lots, ...outcomeRules });
    },
    readOpenCalls: (s, tx) => {
      const query = { since: "2020-01-01T00:00:00.000Z", now: MONDAY, limit: 50 };
      const ofOne = s.readOpenCalls(tx, { ...query, customer: "c1" });
      return Promise.all([s.readOpenCalls(tx, query), ofOne]);
    },
    readProgramOutcomes: (s, tx) => {
      const entries = { program: "renewal", version: 1, window: "P30D", now: FAR };
      return s.readProgramOutcomes(tx, { ...entries, ...outcomeRules, splits: {} });
    },
    readRecords: (s, tx) => s.readRecords(tx, s.CUSTOMERS, IDS),
    readTimeline: (s, tx) => s.readTimeline(tx, { ...page, customer: "c1" }),
    readTokens: (s, tx) => s.readTokens(tx, "crm"),
    readVersion: (s, tx) => s.readVersion(tx, "renewal", 1),
    readWork: (s, tx) => s.readWork(tx),
    recordSignals: (s, tx) => {
      const signal = { id: "s1", at: MONDAY, type: "customer.deleted", customerId: "c1" } as const;
      return s.recordSignals(tx, [{ signal, customerId: "c1" }], WEDNESDAY);
    },
    recoverClaims: (s, tx) => s.recoverClaims(tx, WEDNESDAY),
    replayEvents: (s, tx) =>
      s.replayEvents(tx, "shop", { replay: { eventIds: [eventId] }, now: WEDNESDAY }),
    releasePutAside: (s, tx) =>
      s.releasePutAside(tx, { kind: "delivery", ids: [asideId], now: WEDNESDAY }),
    requestReview: (s, tx) => s.requestReview(tx),
    rotateSecret: (s, tx) => s.rotateSecret(tx, "shop", { secret: "x", previousUntil: WEDNESDAY }),
    spansOf: (s, tx) => s.spansOf(tx, IDS),
    saveAdvanced: (s, tx) => {
      const enrolment = { id: String(e), customerId: "c1", key: "a1", effects: 9, holdout: true };
      const ended = { at: MONDAY, reason: "x" };
      return s.saveAdvanced(tx, [{ enrolment: { ...enrolment, variables: {}, ended } }]);
    },
    saveAttempts: (s, tx) => {
      const attempt = { eventId, attempt: 2, at: WEDNESDAY, milliseconds: 1, answer: null };
      const came = { status: 200, problem: null, retryAt: null };
      return s.saveAttempts(tx, "shop", [{ ...attempt, ...came }]);
    },
    saveCursor: (s, tx) => s.saveCursor(tx, "crm", { from: MARK, cursor: "x", syncedAt: null }),
    saveTokens: (s, tx) => s.saveTokens(tx, "crm", { sealed: "x", at: WEDNESDAY }),
    setConnectionState: (s, tx) => s.setConnectionState(tx, "crm", { problem: "x" }),
    setEndpointState: (s, tx) => s.setEndpointState(tx, "shop", "x"),
    setKeepDays: (s, tx) => s.setKeepDays(tx, 7),
    settleRows: (s, tx) => s.settleRows(tx, [settled], WEDNESDAY),
    settleSends: (s, tx) =>
      s.settleSends(tx, [{ enrolmentId: e, seq: 1, customerId: "c1", outcome: "refused" }]),
    skipCalls: (s, tx) => s.skipCalls(tx, [{ enrolmentId: e, seq: 2, reason: "x" }], WEDNESDAY),
    takeUp: (s, tx) =>
      s.takeUp(tx, {
        ...({ kind: "delivery", now: WEDNESDAY, limit: 50 } as const),
        forgiven: [attemptId],
      }),
    tellPutAside: (s, tx) => s.tellPutAside(tx, [e], WEDNESDAY),
    saveEvaluation: (s, tx) => {
      const about = { program: "other", dueOn: "2026-03-04", version: 1, results: [], words: "x" };
      return s.saveEvaluation(tx, { ...about, from: MONDAY, until: WEDNESDAY }, WEDNESDAY);
    },
    storeDelivery: (s, tx) => {
      const request = { method: "POST", url: "/", headers: {}, body: "x" };
      const delivery = { connectionId: "crm", deliveryId: "d1", receivedAt: MONDAY };
      return s.storeDelivery(tx, { ...delivery, request });
    },
    upsertRecords: (s, tx) => {
      const agreement = exampleAgreement({ product: "Mallory", updatedAt: WEDNESDAY });
      return s.upsertRecords(tx, s.AGREEMENTS, [agreement]);
    },
    wake: (s, tx) => s.wake(tx, [{ enrolmentId: e, stimulus }], "2020-01-01T00:00:00.000Z"),
    withdrawPending: (s, tx) => s.withdrawPending(tx, [{ enrolmentId: e, reason: "x" }], WEDNESDAY),
  };
}
