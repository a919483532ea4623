import { sql } from "kysely";
import { addHandOver } from "../calling/hand-overs.ts";
import { noteCalls } from "../calling/note-calls.ts";
import { addPromises } from "../calling/promises.ts";
import { saveServiceDesk } from "../calling/service-desks.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { orderPromiseWrites } from "../promise-write/promise-writes.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, TUESDAY, WEDNESDAY } from "./test-database.ts";

const NUMBER = "+46700000001";
const REACH = { now: TUESDAY, offersSince: MONDAY, callsSince: MONDAY, onSince: MONDAY };
const call = (text: string, customerId: string | undefined) => ({
  ...{ id: "C1", customerId, phone: NUMBER, note: text, agent: text, startedAt: TUESDAY },
  ...{ opportunity: { name: text, offer: text, sold: false } },
});
const promise = (text: string) => ({
  ...{
    id: "P1",
    customerId: "c1",
    agreementId: null,
    date: "2026-03-03",
    from: "09:00",
    to: "17:00",
  },
  ...{ notBefore: MONDAY, dueBy: TUESDAY, expiresAt: WEDNESDAY, about: text, phone: null },
  ...{ agent: text, agreedAt: MONDAY },
});
const note = (text: string) => ({
  ...{ callId: "C1", customerId: "c1", at: TUESDAY, from: text, to: "avtal", errand: null, text },
});

/** Leaves a call that is on, one of nobody we know, a promise, a note for the next agent and a way to answer calls. */
export async function fillCalling(tx: TenantTransaction, mark: string): Promise<void> {
  await noteCalls(tx, [call(mark, "c1"), { id: "C2", phone: "+46700000002", startedAt: MONDAY }]);
  await addPromises(tx, [promise(mark)]);
  await addHandOver(tx, note(mark));
  await saveServiceDesk(tx, { settings: { mark }, savedAt: MONDAY, savedBy: mark });
}

/** Leaves a promise that somebody else's call list is to have. */
export async function fillPromiseWrites(tx: TenantTransaction): Promise<void> {
  await orderPromiseWrites(tx, { keeper: "crm", promiseIds: ["P1"], now: MONDAY });
}

/** The calls of what has to do with telephone calls, asked for or told about what is another tenant's. */
export function callingCalls(): Record<string, ForeignCall> {
  return {
    addHandOver: (s, tx) => s.addHandOver(tx, note("x")),
    addPromises: (s, tx) => s.addPromises(tx, [{ ...promise("x"), id: "P2" }]),
    claimPromiseWrites: (s, tx) =>
      s.claimPromiseWrites(tx, {
        ...{ connectionId: "crm", now: WEDNESDAY, until: WEDNESDAY, limit: 50 },
      }),
    dropPromiseWrites: (s, tx) => s.dropPromiseWrites(tx, "crm", ["P1"]),
    orderPromiseWrites: async (s, tx) => {
      await s.orderPromiseWrites(tx, { keeper: "crm", now: WEDNESDAY });
      await s.orderPromiseWrites(tx, { keeper: "crm", promiseIds: ["P1"], now: WEDNESDAY });
    },
    readListedPromises: (s, tx) => s.readListedPromises(tx, ["P1"]),
    settlePromiseWrites: (s, tx) =>
      s.settlePromiseWrites(tx, "crm", [
        { promiseId: "P1", asks: 1, problem: null, isListed: false },
        { promiseId: "P1", asks: 1, problem: "x", isListed: true },
      ]),
    callOffPromises: (s, tx) => s.callOffPromises(tx, ["c1"], WEDNESDAY),
    findCallers: async (s, tx) => [
      await s.findCallers(tx, { phone: NUMBER, entered: "a1" }, REACH),
      await s.findCallers(tx, { customer: "c1" }, REACH),
    ],
    holdCustomers: async (s, tx) => {
      await s.holdCustomers(tx, ["c1"]);
      return s.readCallsOn(tx, ["c1"], MONDAY);
    },
    keepPromises: (s, tx) => s.keepPromises(tx, [{ customerId: "c1", at: WEDNESDAY }]),
    listHandOvers: (s, tx) => s.listHandOvers(tx, "C1"),
    listPromises: async (s, tx) => [
      await s.listPromises(tx, { notBefore: WEDNESDAY, limit: 50 }),
      await s.listPromises(tx, { customer: "c1", dueBefore: WEDNESDAY, limit: 50 }),
    ],
    noteCalls: (s, tx) => s.noteCalls(tx, [{ id: "C1", startedAt: MONDAY, endedAt: WEDNESDAY }]),
    readCallers: (s, tx) => s.readCallers(tx, ["c1", "c2"], REACH),
    readCalls: (s, tx) => s.readCalls(tx, ["C1"]),
    readCallsOn: (s, tx) => s.readCallsOn(tx, ["c1"], MONDAY),
    readPromises: (s, tx) => s.readPromises(tx, ["P1"]),
    readServiceDesk: (s, tx) => s.readServiceDesk(tx),
    releaseHeldOf: async (s, tx) => {
      await tx.run(
        sql`update outbox set reason = 'held', due_at = ${WEDNESDAY} where tenant_id = ${tx.tenant} and customer_id = 'c1' and seq = 2`,
      );
      return s.releaseHeldOf(tx, ["c1"], { reason: "held", now: MONDAY });
    },
    saveServiceDesk: (s, tx) =>
      s.saveServiceDesk(tx, { settings: {}, savedAt: WEDNESDAY, savedBy: "x" }),
    settlePromise: (s, tx) => s.settlePromise(tx, "P1", { as: "kept", at: WEDNESDAY }),
    takeHandOver: async (s, tx) => {
      const { id } = await s.addHandOver(tx, note("x"));
      return s.takeHandOver(tx, id, { by: "x", at: WEDNESDAY });
    },
  };
}
