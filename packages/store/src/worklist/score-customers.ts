import {
  type Catalogue,
  requiredFacts,
  type VisitCriterion,
  type WorklistFilter,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { AskedAt } from "../condition/compile-test.ts";
import { customerSource } from "../condition/source.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import type { Page } from "../reading/page.ts";
import { criterionHolds } from "./criterion-holds.ts";

/** Whom to score by what, and which part of them. */
export interface ScoreQuery {
  readonly criteria: readonly VisitCriterion[];
  readonly catalogue: Catalogue;
  readonly at: AskedAt;
  readonly filter: WorklistFilter;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A customer who meets a criterion, with the points of all that are met. */
export interface ScoredCustomer {
  readonly id: string;
  readonly name: string;
  readonly score: number;
}

/**
 * Finds who meets one or more criteria (B-02), in the order of core/lifecycle's `worklist` and with its scores: the
 * highest first, of equal ones by name. A cursor that is none begins anew.
 */
export async function scoreCustomers(
  tx: TenantTransaction,
  query: ScoreQuery,
): Promise<Page<ScoredCustomer>> {
  const { criteria, catalogue, at, filter, after, limit } = query;
  const conditions = criteria.map(({ when }) => when);
  const { standing } = requiredFacts(conditions, catalogue, at.today);
  const points = criteria.map(
    (criterion) =>
      sql`case when ${criterionHolds(criterion, query)} then ${criterion.points}::float8 else 0 end`,
  );
  const where = [
    sql`c.tenant_id = ${tx.tenant}`,
    ...(filter.district === undefined ? [] : [sql`c.district = ${filter.district}`]),
    ...(filter.owner === undefined ? [] : [sql`c.owner = ${filter.owner}`]),
  ];
  // Behind `offset 0` each score is computed once, and only the page is kept.
  const rows = await tx.rows(sql<ScoredCustomer>`
    select id, name, score from (
      select c.id, c.name collate "C" as name, ${sql.join(points, sql` + `)} as score
      from ${customerSource({ standing })} where ${sql.join(where, sql` and `)} offset 0) scored
    where score > 0 and ${beyond(after)}
    order by score desc, name, id collate "C" limit ${limit + 1}`);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length <= limit || last === undefined ? null : cursorOf(last) };
}

function beyond(after: string | undefined): RawBuilder<unknown> {
  const place = after === undefined ? undefined : placeOf(after);
  if (!place) return sql`true`;
  const [score, name, id] = place;
  return sql`(-score, name, id collate "C") > (${-score}::float8, ${name}::text, ${id}::text)`;
}

/** Written for whoever sends it back and for nobody to read. */
function cursorOf({ score, name, id }: ScoredCustomer): string {
  return Buffer.from(JSON.stringify([score, name, id])).toString("base64url");
}

function placeOf(cursor: string): readonly [number, string, string] | undefined {
  try {
    const [score, name, id]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const isPlace = typeof score === "number" && typeof name === "string" && typeof id === "string";
    return isPlace ? [score, name, id] : undefined;
  } catch {
    return undefined;
  }
}
