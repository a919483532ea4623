import { exampleConsent } from "./example-records.ts";
import { MARK, READ_UNTIL } from "./fill-tenant.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, TUESDAY, WEDNESDAY } from "./test-database.ts";

const held = { connectionId: "crm", records: [{ object: "contact", id: "r1", asks: 1 }] };
const read = { connection: "crm", until: READ_UNTIL };
const FAR = "2029-01-01T00:00:00.000Z";
const notices = [{ kind: "standing", about: "crm" }] as const;
const merges = [{ from: "c1", into: "c2" }];

/** The calls of what has to do with our apps, asked for or told about what is another tenant's. */
export function appCalls(enrolmentId: number): Record<string, ForeignCall> {
  return {
    addPendingGrant: (s, tx) => {
      const grant = { digest: "x", connector: "x", sealed: "x", expiresAt: WEDNESDAY };
      return s.addPendingGrant(tx, grant, TUESDAY);
    },
    addSuppressions: (s, tx) => s.addSuppressions(tx, ["x"], WEDNESDAY),
    askRereads: (s, tx) =>
      s.askRereads(tx, [{ connectionId: "crm", object: "contact", id: "r1" }], WEDNESDAY),
    beginLoad: (s, tx) => s.beginLoad(tx, "crm", WEDNESDAY),
    claimNotices: (s, tx) => s.claimNotices(tx, { now: WEDNESDAY, until: WEDNESDAY, limit: 50 }),
    claimConsentWrites: (s, tx) => {
      const claim = { connectionId: "crm", now: WEDNESDAY, until: WEDNESDAY, limit: 50 };
      return s.claimConsentWrites(tx, claim);
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
    finishNotices: (s, tx) => s.finishNotices(tx, notices),
    finishRereads: (s, tx) => s.finishRereads(tx, held),
    forgetStimuli: (s, tx) => s.forgetStimuli(tx, [enrolmentId]),
    forgetTokens: (s, tx) => s.forgetTokens(tx, "crm"),
    keepAddressKey: (s, tx) => s.keepAddressKey(tx, "x"),
    listInstallations: (s, tx) => s.listInstallations(tx),
    listReadsUnderWay: (s, tx) => s.listReadsUnderWay(tx, WEDNESDAY),
    lockRunning: (s, tx) => s.lockRunning(tx, [enrolmentId]),
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
    readNotify: (s, tx) => s.readNotify(tx),
    recoverReads: (s, tx) => s.recoverReads(tx),
    requestRead: (s, tx) => s.requestRead(tx, "crm"),
    setAdministrators: (s, tx) => s.setAdministrators(tx, "crm", ["x"]),
    setNotify: (s, tx) => s.setNotify(tx, ["x"]),
    settleConsentWrites: (s, tx) => {
      const about = { customerId: "c1", channel: "sms", purpose: "marketing", topic: "" } as const;
      return s.settleConsentWrites(tx, "crm", [{ ...about, asks: 1, problem: null }]);
    },
    storeDeliveries: (s, tx) => {
      const request = { method: "POST", url: "/", headers: {}, body: "x" };
      const delivery = { connectionId: "crm", deliveryId: "d1", receivedAt: MONDAY, request };
      return s.storeDeliveries(tx, [delivery, { ...delivery, deliveryId: "d9" }]);
    },
    takePendingGrant: (s, tx) => s.takePendingGrant(tx, MARK, TUESDAY),
  };
}
