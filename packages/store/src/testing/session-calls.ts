import { sql } from "kysely";
import { addAuditEntry } from "../audit/audit-entries.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addLaunchCode } from "../session/launch-codes.ts";
import { addPerson } from "../session/people.ts";
import { addBearer, addSession } from "../session/sessions.ts";
import { MARK } from "./fill-tenant.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, TUESDAY, WEDNESDAY } from "./test-database.ts";

/** As long as nothing of a filled tenant runs out. */
const LONG = "2031-01-01T00:00:00.000Z";

const NOBODY = { personId: null, tokenId: null, connector: null, account: null } as const;
const origin = { ...NOBODY, who: "x", role: "admin" };
const entry = {
  ...{ at: MONDAY, who: "x", role: "admin", origin: "api", operation: "x" },
  ...{ about: {}, before: null, after: null },
};

/** Lets a person of a tenant in, and notes something that they changed. */
export async function fillSessions(tx: TenantTransaction, mark: string): Promise<void> {
  const person = { id: "anna", name: mark, email: `${mark}@example.se`, role: "admin" };
  await addPerson(tx, { ...person, createdAt: MONDAY });
  const of = { ...NOBODY, personId: "anna", who: mark, role: "admin" };
  const times = { beganAt: MONDAY, endsAt: LONG };
  await addSession(tx, { ...of, ...times, id: "s1", renewal: mark });
  await addBearer(tx, { digest: mark, sessionId: "s1", expiresAt: LONG });
  await addLaunchCode(tx, { ...of, digest: mark, expiresAt: LONG });
  const what = { about: { customer: "c1", note: mark }, before: { a: mark }, after: { a: 2 } };
  await addAuditEntry(tx, { ...entry, ...what, who: mark, operation: mark });
}

/** Has what waits be held for a reason. */
async function hold(tx: TenantTransaction): Promise<void> {
  await tx.run(sql`
    update outbox set reason = 'held'
    where tenant_id = ${tx.tenant} and due_at <= ${WEDNESDAY} and due_at is not null`);
}

/** The calls of who works in the console and what they did, asked for or told about what is another tenant's. */
export function sessionCalls(): Record<string, ForeignCall> {
  return {
    addAuditEntry: (s, tx) => s.addAuditEntry(tx, entry),
    addBearer: async (s, tx) => {
      const endsAt = WEDNESDAY;
      await s.addSession(tx, { ...origin, id: "s9", renewal: null, beganAt: MONDAY, endsAt });
      return s.addBearer(tx, { digest: "x", sessionId: "s9", expiresAt: TUESDAY });
    },
    addLaunchCode: (s, tx) => s.addLaunchCode(tx, { ...origin, digest: "x", expiresAt: TUESDAY }),
    addPerson: (s, tx) => {
      const person = { id: "bo", name: "x", email: `${MARK.toUpperCase()}@example.se`, role: "x" };
      return s.addPerson(tx, { ...person, createdAt: MONDAY });
    },
    addSession: (s, tx) => {
      const times = { beganAt: MONDAY, endsAt: WEDNESDAY };
      return s.addSession(tx, { ...origin, ...times, id: "s8", renewal: null });
    },
    countHeld: async (s, tx) => {
      await hold(tx);
      return s.countHeld(tx, "held");
    },
    dropLaunchCodes: (s, tx) => s.dropLaunchCodes(tx, "anna"),
    emptyAudit: (s, tx) => s.emptyAudit(tx, [{ id: "c1", pseudonym: "x" }]),
    endSession: (s, tx) => s.endSession(tx, "s1"),
    findBearer: (s, tx) => s.findBearer(tx, MARK, TUESDAY),
    findRenewal: (s, tx) => s.findRenewal(tx, MARK, TUESDAY),
    forgetAudit: (s, tx) => s.forgetAudit(tx, { now: LONG, limit: 50 }),
    listAuditEntries: (s, tx) =>
      Promise.all([
        s.listAuditEntries(tx, { limit: 50, who: MARK }),
        s.listAuditEntries(tx, { limit: 50, operation: MARK, about: "c1" }),
        s.listAuditEntries(tx, { limit: 50, from: MONDAY, until: TUESDAY }),
      ]),
    listPeople: (s, tx) => s.listPeople(tx),
    lockPeople: (s, tx) => s.lockPeople(tx),
    notePersonSeen: (s, tx) => s.notePersonSeen(tx, "anna", WEDNESDAY),
    noteTokenUsed: (s, tx) => s.noteTokenUsed(tx, "key", WEDNESDAY),
    readAuditNames: (s, tx) => s.readAuditNames(tx),
    readEverythingOf: (s, tx) => s.readEverythingOf(tx, "c1"),
    releaseHeld: async (s, tx) => {
      await hold(tx);
      return s.releaseHeld(tx, "held", "2020-01-01T00:00:00.000Z");
    },
    removePerson: (s, tx) => s.removePerson(tx, "anna"),
    removeToken: (s, tx) => s.removeToken(tx, "key"),
    sweepSessions: (s, tx) => s.sweepSessions(tx, LONG),
    takeLaunchCode: (s, tx) => s.takeLaunchCode(tx, MARK, TUESDAY),
    updatePerson: (s, tx) => s.updatePerson(tx, "anna", { role: "viewer" }),
  };
}
