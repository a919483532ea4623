import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { decidedRows } from "./decided-rows.ts";
import { figuredStandings } from "./figures-of.ts";
import type { PreviewSide } from "./preview-plan.ts";
import type { ReviewScope } from "./review-scope.ts";

/** How many members a group would have, and how many of them are none today or would be none any more. */
export interface PreviewedGroup {
  readonly group: string;
  readonly members: number;
  readonly joined: number;
  readonly left: number;
}

/** Counts the members that groups of a plan would have within a scope (V-14), beside those they have; writes nothing. */
export function previewGroups(
  tx: TenantTransaction,
  { rules, boundaries }: PreviewSide,
  scope: ReviewScope,
): Promise<readonly PreviewedGroup[]> {
  const standings = figuredStandings(rules, tx.tenant, scope);
  const rows = decidedRows(rules, { tenant: tx.tenant, scope, boundaries, standings });
  return tx.rows(sql<PreviewedGroup>`
    with d as materialized (select c.groups, c.o_groups from (${rows.query()}) c)
    select g as "group", (count(*) filter (where g = any(d.groups)))::int as members,
      (count(*) filter (where g <> all(d.o_groups)))::int as joined,
      (count(*) filter (where g <> all(d.groups)))::int as left
    from d cross join lateral (select distinct unnest(d.groups || d.o_groups) as g) u
    group by g order by g`);
}
