import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { noteCodeSent, putTestRecipient } from "../message-test/test-recipients.ts";
import { addSetupMark } from "../onboarding/setup-marks.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

const recipient = (mark: string) => ({
  ...({ id: "r1", channel: "email", address: "anna@bolaget.example" } as const),
  ...{ name: mark, addedAt: MONDAY, addedBy: mark },
});

/** Leaves somebody who gets messages to look at, with a code that waits, and a step put aside. */
export async function fillSettingUp(tx: TenantTransaction, mark: string): Promise<void> {
  await putTestRecipient(tx, recipient(mark));
  await noteCodeSent(tx, { id: "r1", digest: mark, at: MONDAY });
  await addSetupMark(tx, { step: "channel", mark: "dismissed", by: mark, at: MONDAY });
}

/** The calls of what has to do with setting up, asked for or told about what is another tenant's. */
export function settingUpCalls(inboxId: number): Record<string, ForeignCall> {
  const connection = "crm";
  return {
    addSetupMark: (s, tx) =>
      s.addSetupMark(tx, { step: "channel", mark: "done", by: "x", at: WEDNESDAY }),
    countDeliveries: (s, tx) => s.countDeliveries(tx, { connection, since: MONDAY }),
    countRecords: (s, tx) => s.countRecords(tx),
    countRemoved: (s, tx) => s.countRemoved(tx, connection),
    listDeliveries: (s, tx) => s.listDeliveries(tx, { connection, only: "problem", limit: 50 }),
    listSetupMarks: (s, tx) => s.listSetupMarks(tx),
    listTestRecipients: (s, tx) => s.listTestRecipients(tx),
    lockTestRecipient: (s, tx) => s.lockTestRecipient(tx, "r1"),
    noteCodeSent: (s, tx) => s.noteCodeSent(tx, { id: "r1", digest: "x", at: WEDNESDAY }),
    noteCodeTyped: (s, tx) => s.noteCodeTyped(tx, { id: "r1", verifiedAt: WEDNESDAY }),
    pauseConnection: (s, tx) => s.pauseConnection(tx, { id: connection, by: "x", problem: "x" }),
    putTestRecipient: (s, tx) => s.putTestRecipient(tx, { ...recipient("Mallory"), id: "r2" }),
    removeConnection: (s, tx) => s.removeConnection(tx, connection),
    removeSetupMark: (s, tx) => s.removeSetupMark(tx, { step: "channel", mark: "dismissed" }),
    removeTestRecipient: (s, tx) => s.removeTestRecipient(tx, "r1"),
    // Only what was taken in can be taken in again, and only what is paused goes on.
    replayDeliveries: async (s, tx) => {
      await tx.run(
        sql`update inbox set taken_at = ${WEDNESDAY} where tenant_id = ${tx.tenant} and id = ${inboxId}`,
      );
      return s.replayDeliveries(tx, { connection, ids: [inboxId] });
    },
    resumeConnection: async (s, tx) => {
      await s.pauseConnection(tx, { id: connection, by: "x", problem: "x" });
      return s.resumeConnection(tx, connection);
    },
  };
}
