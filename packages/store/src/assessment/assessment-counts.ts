import type { CategoryCount } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { FigureSpan } from "../service/service-figures.ts";

/** How many customers bought of several categories in a time, as `countCategories` counts them (D-10). */
export async function readCategoryCount(
  tx: TenantTransaction,
  { from, until }: FigureSpan,
): Promise<CategoryCount> {
  const [row] = await tx.rows(sql<CategoryCount>`
    select count(*)::int as buyers, (count(*) filter (where categories >= 2))::int as several from (
      select p.customer_id, count(distinct p.category) as categories
      from purchases p join customers c on c.tenant_id = ${tx.tenant} and c.id = p.customer_id and c.deleted_at is null
      where p.tenant_id = ${tx.tenant} and p.at >= ${from} and p.at < ${until} and p.amount >= 0 and p.category <> ''
      group by p.customer_id) bought`);
  return row ?? { buyers: 0, several: 0 };
}

/** How many customers gave a reason in the exit survey in a time, as `countExitAnswers` counts them (M-20). */
export async function readExitAnswerCount(
  tx: TenantTransaction,
  { from, until }: FigureSpan,
): Promise<number> {
  const [row] = await tx.rows(sql<{ customers: number }>`
    select count(distinct customer_id)::int as customers from interactions
    where tenant_id = ${tx.tenant} and at >= ${from} and at < ${until} and kind = 'survey-answer'
      and split_part(text, ':', 1) = 'exit' and outcome is not null`);
  return row?.customers ?? 0;
}
