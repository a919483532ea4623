import { sql } from "kysely";
import { saveAssessmentAnswer } from "../assessment/assessment-answers.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

const SPAN = { from: "2020-01-01T00:00:00.000Z", until: "2030-01-01T00:00:00.000Z" };

const ASKED = { of: { valueClass: "bronze" }, who: "all", limit: 50 } as const;
/** Every customer has it. */
const TRAIT = {
  ...{ name: "kind", value: "person", best: 1, others: 1, bestShare: 1, othersShare: 1 },
  ...{ lift: 1, low: 1, high: 1, points: 100 },
};

/** Leaves the company's own answer to a question of the self-assessment. */
export async function fillInsight(tx: TenantTransaction, mark: string): Promise<void> {
  const answer = { question: "churn", answer: "no", note: mark, by: mark, at: MONDAY } as const;
  await saveAssessmentAnswer(tx, answer);
}

/** The calls of insight, asked for or told about what is another tenant's. */
export function insightCalls(): Record<string, ForeignCall> {
  const answer = { question: "churn", answer: "yes", note: "x", by: "x", at: WEDNESDAY } as const;
  return {
    deleteAssessmentAnswer: (s, tx) => s.deleteAssessmentAnswer(tx, "churn"),
    findTwins: (s, tx) => s.findTwins(tx, { ...ASKED, now: WEDNESDAY }),
    readAssessmentAnswers: (s, tx) => s.readAssessmentAnswers(tx),
    readCategoryCount: async (s, tx) => {
      await tx.run(sql`
        update purchases set category = 'shoes' where tenant_id = ${tx.tenant} and customer_id = 'c1'`);
      return s.readCategoryCount(tx, SPAN);
    },
    readExitAnswerCount: async (s, tx) => {
      await tx.run(sql`
        update interactions set kind = 'survey-answer', text = 'exit: price', outcome = 'price'
        where tenant_id = ${tx.tenant} and customer_id = 'c1'`);
      return s.readExitAnswerCount(tx, SPAN);
    },
    readSharers: async (s, tx) => {
      await tx.run(sql`
        update customers set email = ' A@Example.se' where tenant_id = ${tx.tenant} and id = 'c1'`);
      return s.readSharers(tx, ["a@example.se"]);
    },
    readTwinCounts: (s, tx) => s.readTwinCounts(tx, ASKED.of),
    readTwins: (s, tx) => s.readTwins(tx, { ...ASKED, traits: [TRAIT], attributes: [] }),
    saveAssessmentAnswer: (s, tx) => s.saveAssessmentAnswer(tx, answer),
  };
}
