import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { saveAgentCapacity } from "../service/agent-capacity.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, TUESDAY, WEDNESDAY } from "./test-database.ts";

const today = "2026-03-04";
const span = { from: "2026-02-01T00:00:00.000Z", until: "2026-04-01T00:00:00.000Z" };

/** Leaves how many calls the agents can make. */
export async function fillService(tx: TenantTransaction, mark: string): Promise<void> {
  await saveAgentCapacity(tx, { note: mark });
}

/** Has the call that waits wait for a turn. */
async function wait(tx: TenantTransaction, enrolmentId: number): Promise<void> {
  await tx.run(sql`
    update outbox set state = 'pending', reason = 'awaiting-agent', due_at = ${MONDAY}::timestamptz
    where tenant_id = ${tx.tenant} and enrolment_id = ${enrolmentId} and seq = 2`);
}

/** The calls of the service desk's pacing and reports, asked for or told about what is another tenant's. */
export function serviceCalls(e: number): Record<string, ForeignCall> {
  const turn = { enrolmentId: e, seq: 2, day: today, turn: 1, dueAt: TUESDAY };
  return {
    countTurns: async (s, tx) => {
      await wait(tx, e);
      await s.giveTurns(tx, [turn]);
      return s.countTurns(tx, { today, end: WEDNESDAY });
    },
    giveTurns: async (s, tx) => {
      await wait(tx, e);
      return s.giveTurns(tx, [turn]);
    },
    lockWaitingCalls: async (s, tx) => {
      await wait(tx, e);
      return s.lockWaitingCalls(tx, today);
    },
    readAgentCapacity: (s, tx) => s.readAgentCapacity(tx),
    readCallPacing: (s, tx) => s.readCallPacing(tx, WEDNESDAY),
    readContactCounts: (s, tx) => s.readContactCounts(tx, span),
    readSurveyScores: async (s, tx) => {
      await tx.run(sql`
        update interactions set kind = 'survey-answer', outcome = '9'
        where tenant_id = ${tx.tenant} and customer_id = 'c1'`);
      return s.readSurveyScores(tx, span);
    },
    readTeamCalls: async (s, tx) => {
      await tx.run(sql`
        update phone_calls set answered_at = started_at, ended_at = started_at
        where tenant_id = ${tx.tenant} and customer_id = 'c1'`);
      return s.readTeamCalls(tx, span);
    },
    readGoneSince: async (s, tx) => {
      await tx.run(
        sql`update customers set deleted_at = ${MONDAY}::timestamptz where tenant_id = ${tx.tenant} and id = 'c1'`,
      );
      return s.readGoneSince(tx, "c1");
    },
    saveAgentCapacity: (s, tx) => s.saveAgentCapacity(tx, { note: "x" }),
  };
}
