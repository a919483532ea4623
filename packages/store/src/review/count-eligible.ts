import { type Catalogue, type Condition, requiredFacts } from "@perennial/lifecycle";
import { sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import type { AskedAt } from "../condition/compile-test.ts";
import { agreementSource, customerSource } from "../condition/source.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Whom to count: subjects that satisfy a condition, all of them without one. */
export interface EligibleQuery {
  readonly subject: "customer" | "agreement";
  readonly condition: Condition | undefined;
  readonly catalogue: Catalogue;
  readonly at: AskedAt;
}

/** Counts the subjects of the whole base that satisfy a condition, in one statement. */
export async function countEligible(
  tx: TenantTransaction,
  { subject, condition, catalogue, at }: EligibleQuery,
): Promise<number> {
  const holds = condition ? compileSql(condition, catalogue, at) : sql`true`;
  const needs = condition ? requiredFacts([condition], catalogue, at.today) : { renewal: false };
  const source = subject === "agreement" ? agreementSource(needs) : customerSource();
  const owner = sql.ref(subject === "agreement" ? "a.tenant_id" : "c.tenant_id");
  const [row] = await tx.rows(sql<{ count: number }>`
    select count(*)::int as count from ${source} where ${owner} = ${tx.tenant} and ${holds}`);
  return row?.count ?? 0;
}
