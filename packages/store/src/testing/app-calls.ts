import { sql } from "kysely";
import { exampleConsent } from "./example-records.ts";
import { MARK, READ_UNTIL } from "./fill-tenant.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, TUESDAY, WEDNESDAY } from "./test-database.ts";

const held = { connectionId: "crm", records: [{ object: "contact", id: "r1", asks: 1 }] };
const read = { connection: "crm", until: READ_UNTIL };
const FAR = "2029-01-01T00:00:00.000Z";
const notices = [{ kind: "standing", about: "crm" }] as const;
const written = { connectionId: "crm", fields: ["tier"], today: "2026-03-04" } as const;
const merges = [{ from: "c1", into: "c2" }];

/** The calls of what has to do with our apps, asked for or told about what is another tenant's. */
export function appCalls(enrolmentId: number): Record<string, ForeignCall> {
  return {
    addPendingGrant: (s, tx) => {
      const grant = { digest: "x", connector: "x", sealed: "x", expiresAt: WEDNESDAY };
      return s.addPendingGrant(tx, grant, TUESDAY);
    },
    addSuppressions: (s, tx) => s.addSuppressions(tx, ["x"], WEDNESDAY),
    addTombstones: (s, tx) => s.addTombstones(tx, ["x"], WEDNESDAY),
    askRereads: (s, tx) =>
      s.askRereads(tx, [{ connectionId: "crm", object: "contact", id: "r1" }], WEDNESDAY),
    beginLoad: (s, tx) => s.beginLoad(tx, "crm", WEDNESDAY),
    cancelRecordWrites: (s, tx) => s.cancelRecordWrites(tx, "crm"),
    claimNotices: (s, tx) => s.claimNotices(tx, { now: WEDNESDAY, until: WEDNESDAY, limit: 50 }),
    claimConsentWrites: (s, tx) => {
      const claim = { connectionId: "crm", now: WEDNESDAY, until: WEDNESDAY, limit: 50 };
      return s.claimConsentWrites(tx, claim);
    },
    claimRecordWrites: (s, tx) => {
      const claim = { ...written, now: WEDNESDAY, until: WEDNESDAY, limit: 50 };
      return s.claimRecordWrites(tx, claim);
    },
    claimRereads: (s, tx) => {
      const claim = { connectionId: "crm", now: WEDNESDAY, until: WEDNESDAY, limit: 50 };
      return s.claimRereads(tx, claim);
    },
    claimRead: (s, tx) => s.claimRead(tx, { now: FAR, until: "2029-02-01T00:00:00.000Z" }),
    disconnectConnection: (s, tx) => s.disconnectConnection(tx, "crm", "x"),
    endInstallation: (s, tx) => s.endInstallation(tx, "crm", WEDNESDAY),
    endRead: (s, tx) => s.endRead(tx, read, { next: FAR, failures: 1 }),
    eraseCustomers: (s, tx) => {
      const customers = [{ id: "c1", pseudonym: "x" }];
      return s.eraseCustomers(tx, customers, { now: WEDNESDAY, addresses: ["+46700000001"] });
    },
    findSuppressions: (s, tx) => s.findSuppressions(tx, [MARK]),
    findTombstones: (s, tx) => s.findTombstones(tx, [MARK]),
    finishNotices: (s, tx) => s.finishNotices(tx, notices),
    finishRereads: (s, tx) => s.finishRereads(tx, held),
    forgetMerges: (s, tx) => s.forgetMerges(tx, ["c8", "c9"]),
    forgetTokens: (s, tx) => s.forgetTokens(tx, "crm"),
    isSpent: (s, tx) => s.isSpent(tx, MARK),
    keepAddressKey: (s, tx) => s.keepAddressKey(tx, "x"),
    keepMerges: (s, tx) => s.keepMerges(tx, [{ from: "c9", into: "c7" }], WEDNESDAY),
    listInstallations: (s, tx) => s.listInstallations(tx),
    listReadsUnderWay: (s, tx) => s.listReadsUnderWay(tx, WEDNESDAY),
    lockIdentities: (s, tx) => s.lockIdentities(tx, false),
    lockRunning: (s, tx) => s.lockRunning(tx, [enrolmentId]),
    markAnew: (s, tx) => s.markAnew(tx, [MARK], WEDNESDAY),
    markPausedHere: (s, tx) => s.markPausedHere(tx, "c1", true),
    mergeConsents: (s, tx) => s.mergeConsents(tx, merges),
    mergeEnrolments: (s, tx) => s.mergeEnrolments(tx, merges),
    mergeRecords: (s, tx) => s.mergeRecords(tx, merges, WEDNESDAY),
    noteExclusions: (s, tx) => {
      const read = [{ object: "contact", id: "r3" }];
      return s.noteExclusions(tx, { connectionId: "crm", read }, { excluded: [], now: WEDNESDAY });
    },
    noteHappenings: async (s, tx) => {
      await s.finishNotices(tx, notices);
      await s.noteHappenings(tx, WEDNESDAY);
    },
    noteInstallation: (s, tx) => s.noteInstallation(tx, "crm", "x"),
    notePageProblems: (s, tx) => {
      const excluded = [{ object: "contact", id: "r9", reason: "x" }];
      return s.notePageProblems(tx, "crm", { read: ["r3"], excluded, now: WEDNESDAY });
    },
    noteReadings: (s, tx) =>
      s.noteReadings(tx, "crm", { records: [{ kind: "customer", read: 5 }], now: WEDNESDAY }),
    noteTotal: (s, tx) => s.noteTotal(tx, "crm", 9),
    orderConsentWrites: (s, tx) => {
      const consent = exampleConsent({ state: "withdrawn", at: WEDNESDAY, source: "x" });
      return s.orderConsentWrites(tx, [{ connectionId: "crm", consent }], WEDNESDAY);
    },
    orderCourseWrites: (s, tx) =>
      s.orderCourseWrites(tx, { customerIds: ["c1"], connectionIds: ["crm"], now: WEDNESDAY }),
    orderLeftWrites: async (s, tx) => {
      await tx.run(sql`
        update record_writes set told = '{"nextStep": "x"}' where tenant_id = ${tx.tenant} and customer_id = 'c1'`);
      return s.orderLeftWrites(tx, ["c1"], WEDNESDAY);
    },
    orderRecordWrites: (s, tx) => {
      const order = { scope: { ids: ["c1"] }, targets: [written], now: WEDNESDAY };
      return s.orderRecordWrites(tx, { ...order, today: written.today });
    },
    prolongRead: (s, tx) => s.prolongRead(tx, read, FAR),
    putBackNotices: (s, tx) => s.putBackNotices(tx, notices, WEDNESDAY),
    putBackRereads: (s, tx) =>
      s.putBackRereads(tx, held, { dueAt: WEDNESDAY, problem: "x", counted: true }),
    putInstallation: (s, tx) => {
      const about = { connector: "crm-webhook", account: `other-${tx.tenant}`, name: "x" };
      return s.putInstallation(tx, { ...about, connectionId: "crm", installedAt: WEDNESDAY });
    },
    readAddressKey: (s, tx) => s.readAddressKey(tx),
    readConnectionHealth: (s, tx) => s.readConnectionHealth(tx, "crm"),
    readForForgetting: (s, tx) => s.readForForgetting(tx, ["c1"]),
    readInstallation: (s, tx) => s.readInstallation(tx, "crm"),
    reconnectConnection: async (s, tx) => {
      await s.setConnectionState(tx, "crm", { problem: "x" });
      await s.reconnectConnection(tx, "crm");
      await s.setConnectionState(tx, "crm", { problem: "y" });
    },
    readMergedInto: (s, tx) => s.readMergedInto(tx, ["c9"]),
    readMerges: (s, tx) => s.readMerges(tx, ["c8"]),
    readNotify: (s, tx) => s.readNotify(tx),
    recoverReads: (s, tx) => s.recoverReads(tx),
    rememberTold: async (s, tx) => {
      await tx.run(
        sql`update customers set tier = 'x' where tenant_id = ${tx.tenant} and id = 'c1'`,
      );
      await tx.run(
        sql`delete from record_writes where tenant_id = ${tx.tenant} and customer_id = 'c1'`,
      );
      return s.rememberTold(tx, { scope: { ids: ["c1"] }, targets: [written], now: WEDNESDAY });
    },
    requestRead: (s, tx) => s.requestRead(tx, "crm"),
    setAdministrators: (s, tx) => s.setAdministrators(tx, "crm", ["x"]),
    setNotify: (s, tx) => s.setNotify(tx, ["x"]),
    settleRecordWrites: (s, tx) => {
      const outcome = { customerId: "c1", asks: 1, told: {}, problem: null };
      return s.settleRecordWrites(tx, { connectionId: "crm", now: WEDNESDAY }, [outcome]);
    },
    settleConsentWrites: (s, tx) => {
      const about = { customerId: "c1", channel: "sms", purpose: "marketing", topic: "" } as const;
      return s.settleConsentWrites(tx, "crm", [{ ...about, asks: 1, problem: null }]);
    },
    spend: (s, tx) => s.spend(tx, { digest: "x", expiresAt: FAR }, TUESDAY),
    storeDeliveries: (s, tx) => {
      const request = { method: "POST", url: "/", headers: {}, body: "x" };
      const delivery = { connectionId: "crm", deliveryId: "d1", receivedAt: MONDAY, request };
      return s.storeDeliveries(tx, [delivery, { ...delivery, deliveryId: "d9" }]);
    },
    takePendingGrant: (s, tx) => s.takePendingGrant(tx, MARK, TUESDAY),
  };
}
