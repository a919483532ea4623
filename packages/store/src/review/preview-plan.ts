import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Boundaries, findBoundaries } from "./boundaries.ts";
import { decidedRows } from "./decided-rows.ts";
import { figuredStandings } from "./figures-of.ts";
import type { Move } from "./migration-counts.ts";
import type { ReviewRules } from "./review-rules.ts";
import type { ReviewScope } from "./review-scope.ts";

/** One side of a comparison: some rules, and where their classes and bands part. */
export interface PreviewSide {
  readonly rules: ReviewRules;
  readonly boundaries: Boundaries;
}

/** How many would be elsewhere by another plan, and who some of them are. */
export interface PreviewedMove extends Move {
  readonly examples: readonly string[];
}

/** How many examples of a move are given. */
export const MOST_EXAMPLES = 5;

const WHOLE: ReviewScope = { after: null, until: null };

/** Where classes and bands would part today by some rules; reads the whole base and writes nothing. */
export function previewBoundaries(tx: TenantTransaction, rules: ReviewRules): Promise<Boundaries> {
  return findBoundaries(tx, rules, figuredStandings(rules, tx.tenant, WHOLE));
}

/**
 * Compares where everybody of a scope would stand by two plans from their next review on, by today's records; nothing is
 * written. Without a plan before, everybody comes from nowhere.
 */
export async function previewMoves(
  tx: TenantTransaction,
  sides: { readonly before: PreviewSide | undefined; readonly after: PreviewSide },
  scope: ReviewScope,
): Promise<readonly PreviewedMove[]> {
  const after = settled(tx, sides.after, scope);
  const before = sides.before
    ? settled(tx, sides.before, scope)
    : sql`select null::text as id where false`;
  const was = (column: string): RawBuilder<unknown> =>
    sides.before ? sql.ref(`b.${column}`) : sql`null::text`;
  const pairs = Object.entries(KINDS).map(
    ([kind, column]) => sql`(${kind}::text, ${was(column)}, ${sql.ref(`a.${column}`)})`,
  );
  return tx.rows(sql<PreviewedMove>`
    with a as materialized (${after}), b as materialized (${before})
    select v.kind, coalesce(v.was, '') as "from", coalesce(v.became, '') as "to", count(*)::int as customers,
      (array_agg(a.id order by a.id))[1:${MOST_EXAMPLES}::int] as examples
    from a left join b on b.id = a.id cross join lateral (values ${sql.join(pairs)}) v(kind, was, became)
    where v.was is distinct from v.became group by 1, 2, 3 order by 4 desc, 1, 2, 3`);
}

/** What is compared, and the column it stands in. */
const KINDS: Readonly<Partial<Record<Move["kind"], string>>> = {
  tier: "tier",
  phase: "phase",
  class: "value_class",
  band: "s_band",
  flow: "s_flow",
  segment: "segment",
  risk: "s_risk",
};

/** Everybody of a scope by some rules, without grace: what comes at the next review counts. */
function settled(
  tx: TenantTransaction,
  { rules, boundaries }: PreviewSide,
  scope: ReviewScope,
): RawBuilder<unknown> {
  const { tiers } = rules.plan;
  const plan = { ...rules.plan, ...(tiers && { tiers: { ...tiers, grace: "P0D" } }) };
  const atReview = { ...rules, plan };
  const standings = figuredStandings(atReview, tx.tenant, scope);
  const rows = decidedRows(atReview, { tenant: tx.tenant, scope, boundaries, standings });
  return sql`select c.id, ${sql.join(Object.values(KINDS).map((column) => sql.ref(`c.${column}`)))}
    from (${rows.query()}) c`;
}
