import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { claimListen, keepPosition, noteListening } from "../listen/listens.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, TUESDAY, WEDNESDAY } from "./test-database.ts";

const CONNECTION = "crm";

/** Has a tenant's connection "crm" listened to, by a mark. */
export async function fillListens(tx: TenantTransaction, mark: string): Promise<void> {
  const held = { connection: CONNECTION, holder: mark };
  await claimListen(tx, held, { now: MONDAY, until: TUESDAY });
  await keepPosition(tx, held, mark);
  await noteListening(tx, held, MONDAY);
}

/** The functions about listening, asked for or told about what is another tenant's. */
export function listenCalls(mark: string): Record<string, ForeignCall> {
  const held = { connection: CONNECTION, holder: mark };
  return {
    claimListen: (s, tx) => {
      const by = { connection: CONNECTION, holder: "x" };
      return s.claimListen(tx, by, { now: WEDNESDAY, until: WEDNESDAY });
    },
    endListen: (s, tx) => s.endListen(tx, held, { next: WEDNESDAY, failures: 1, problem: null }),
    keepPosition: (s, tx) => s.keepPosition(tx, held, "x"),
    listenAnew: (s, tx) => s.listenAnew(tx, CONNECTION),
    noteListening: (s, tx) => s.noteListening(tx, held, WEDNESDAY),
    prolongListen: (s, tx) => s.prolongListen(tx, held, WEDNESDAY),
    readListening: (s, tx) => s.readListening(tx, CONNECTION),
    recoverListens: (s, tx) => s.recoverListens(tx),
  };
}
