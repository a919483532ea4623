import type { Instant } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What the company itself answers to a question of the self-assessment (D-36). */
export interface AssessmentAnswer {
  readonly question: string;
  readonly answer: "yes" | "partly" | "no";
  /** Empty where nothing was added. */
  readonly note: string;
  /** The name of who answered. */
  readonly by: string;
  readonly at: Instant;
}

/** The company's own answers, by question. */
export function readAssessmentAnswers(tx: TenantTransaction): Promise<readonly AssessmentAnswer[]> {
  return tx.rows(sql<AssessmentAnswer>`
    select question, answer, note, answered_by as by, answered_at as at from assessment_answers
    where tenant_id = ${tx.tenant} order by question`);
}

/** Keeps an answer instead of the one before it. */
export async function saveAssessmentAnswer(
  tx: TenantTransaction,
  { question, answer, note, by, at }: AssessmentAnswer,
): Promise<void> {
  await tx.run(sql`
    insert into assessment_answers (tenant_id, question, answer, note, answered_by, answered_at)
    values (${tx.tenant}, ${question}, ${answer}, ${note}, ${by}, ${at}::timestamptz)
    on conflict (tenant_id, question) do update set answer = excluded.answer, note = excluded.note,
      answered_by = excluded.answered_by, answered_at = excluded.answered_at`);
}

/** Takes an answer away; tells whether there was one. */
export async function deleteAssessmentAnswer(
  tx: TenantTransaction,
  question: string,
): Promise<boolean> {
  const rows = await tx.rows(sql<{ question: string }>`
    delete from assessment_answers where tenant_id = ${tx.tenant} and question = ${question} returning question`);
  return rows.length > 0;
}
