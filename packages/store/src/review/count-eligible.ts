import {
  type Catalogue,
  type Condition,
  type ProgramSubject,
  requiredFacts,
} from "@perennial/lifecycle";
import { sql } from "kysely";
import { compileSql } from "../condition/compile-sql.ts";
import type { AskedAt } from "../condition/compile-test.ts";
import { agreementSource, customerSource, invitationSource } from "../condition/source.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** Whom to count: subjects that satisfy a condition, all of them without one. */
export interface EligibleQuery {
  readonly subject: Exclude<ProgramSubject, "program">;
  /** Whose agreements, where it is agreements. */
  readonly party: "own" | "competitor";
  readonly condition: Condition | undefined;
  readonly catalogue: Catalogue;
  readonly at: AskedAt;
}

const SUBJECTS = {
  customer: { source: customerSource, owner: "c" },
  agreement: { source: agreementSource, owner: "a" },
  invitation: { source: invitationSource, owner: "inv" },
} as const;

/** Counts the subjects of the whole base that satisfy a condition, in one statement. */
export async function countEligible(
  tx: TenantTransaction,
  { subject, party, condition, catalogue, at }: EligibleQuery,
): Promise<number> {
  const holds = condition ? compileSql(condition, catalogue, at) : sql`true`;
  const needs = condition ? requiredFacts([condition], catalogue, at.today) : {};
  const { source, owner } = SUBJECTS[subject];
  const ofParty = subject === "agreement" ? sql`a.party = ${party}` : sql`true`;
  const [row] = await tx.rows(sql<{ count: number }>`
    select count(*)::int as count from ${source(needs)}
    where ${sql.ref(`${owner}.tenant_id`)} = ${tx.tenant} and ${ofParty} and ${holds}`);
  return row?.count ?? 0;
}
