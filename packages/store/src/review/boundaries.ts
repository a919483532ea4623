import type { LocalDate } from "@perennial/contract";
import {
  type BandBoundaries,
  type Boundary,
  shareCount,
  type ValueBoundaries,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { flowColumn, isInBase } from "./flow-columns.ts";
import type { ReviewRules } from "./review-rules.ts";

/** Where value classes and bands part on a night. */
export interface Boundaries {
  readonly class: ValueBoundaries;
  readonly band: BandBoundaries;
}

/** What a boundary is called where it is kept. */
const PARTS = { gold: "class", silver: "class", top: "band", middle: "band" } as const;
type Part = keyof typeof PARTS;

/**
 * Finds where value classes and bands part, from the values of the whole base: one statement that ranks them, and
 * nothing but as many as there are parts leaves the database. Ids are compared by code point, as `compareByValue` does.
 */
export async function findBoundaries(
  tx: TenantTransaction,
  rules: ReviewRules,
  standings: RawBuilder<unknown> = sql`select * from standings where tenant_id = ${tx.tenant}`,
): Promise<Boundaries> {
  const shares = sharesOf(rules);
  const found = new Map<Part, Boundary>();
  if (shares.length > 0) {
    // As many as `shareCount` says, in the same arithmetic.
    const ranks = shares.map(
      ({ percent }) =>
        sql`least(customers, ceil(${percent}::double precision * customers / 100 - 1e-9))::bigint`,
    );
    const rows = await tx.rows(sql<{ rank: number; customers: number; value: number; id: string }>`
      select rank, customers, value, customer_id as id from (
        select s.value, s.customer_id, row_number() over (order by s.value desc, s.customer_id) as rank,
          count(*) over () as customers
        from (${standings}) s where ${isInBase(flowColumn(rules))}) ranked
      where rank in (${sql.join(ranks)})`);
    for (const { part, percent } of shares) {
      const at = rows.find((row) => row.rank === shareCount(percent, row.customers));
      if (at) found.set(part, { value: at.value, id: at.id });
    }
  }
  return { ...byParts(found), ...fixedLimits(rules, byParts(found)) };
}

function sharesOf({ plan, flows }: ReviewRules): readonly { part: Part; percent: number }[] {
  const shares: { part: Part; percent: number }[] = [];
  const { limits } = plan.valueClasses ?? {};
  if (limits && "share" in limits) {
    const { gold, silver } = limits.share;
    shares.push({ part: "gold", percent: gold }, { part: "silver", percent: gold + silver });
  }
  if (plan.flows) {
    const [top, middle] = flows.bands;
    shares.push({ part: "top", percent: top }, { part: "middle", percent: top + middle });
  }
  return shares;
}

function byParts(found: ReadonlyMap<Part, Boundary>): Boundaries {
  const of = <Name extends Part>(name: Name) => {
    const boundary = found.get(name);
    return boundary ? { [name]: boundary } : {};
  };
  return { class: { ...of("gold"), ...of("silver") }, band: { ...of("top"), ...of("middle") } };
}

/** Limits in money are the plan's own, whatever the base is worth. */
function fixedLimits({ plan }: ReviewRules, { band }: Boundaries): Partial<Boundaries> {
  const { limits } = plan.valueClasses ?? {};
  if (!limits || !("atLeast" in limits)) return {};
  const { gold, silver } = limits.atLeast;
  return { class: { gold: { value: gold }, silver: { value: silver } }, band };
}

/** Keeps the boundaries of a night, for purchases in real time until the next. */
export async function saveBoundaries(
  tx: TenantTransaction,
  night: LocalDate,
  boundaries: Boundaries,
): Promise<void> {
  const all = { ...boundaries.class, ...boundaries.band };
  await tx.run(sql`delete from review_boundaries where tenant_id = ${tx.tenant}`);
  for (const [part, kind] of Object.entries(PARTS)) {
    const boundary = all[part as Part];
    // Limits of the plan have no customer at them.
    if (boundary?.id === undefined) continue;
    await tx.run(sql`
      insert into review_boundaries (tenant_id, kind, part, night, value, customer_id)
      values (${tx.tenant}, ${kind}, ${part}, ${night}, ${boundary.value}, ${boundary.id})`);
  }
}

/** The boundaries of the last night, or the plan's own limits. */
export async function readBoundaries(
  tx: TenantTransaction,
  rules: ReviewRules,
): Promise<Boundaries> {
  const rows = await tx.rows(sql<{ part: Part; value: number; id: string }>`
    select part, value, customer_id as id from review_boundaries where tenant_id = ${tx.tenant}`);
  const found = byParts(new Map(rows.map(({ part, value, id }) => [part, { value, id }])));
  return { ...found, ...fixedLimits(rules, found) };
}

/** Whether a customer is at a boundary or above it, as `isWithin`. */
function isWithin(boundary: Boundary | undefined): RawBuilder<boolean> {
  if (!boundary) return sql<boolean>`false`;
  const { value, id } = boundary;
  if (id === undefined) return sql<boolean>`s.value >= ${value}::bigint`;
  return sql<boolean>`(s.value > ${value}::bigint or (s.value = ${value}::bigint and c.id <= ${id}::text))`;
}

/** The value class of a customer that is in the base (M-07). */
export function classColumn({ gold, silver }: ValueBoundaries): RawBuilder<unknown> {
  return sql`case when not ${isInBase(sql`s.flow`)} then null
    when ${isWithin(gold)} then 'gold' when ${isWithin(silver)} then 'silver' else 'bronze' end`;
}

/** The band of a customer that is in the base (D-14). */
export function bandColumn({ top, middle }: BandBoundaries): RawBuilder<unknown> {
  return sql`case when not ${isInBase(sql`s.flow`)} then null
    when ${isWithin(top)} then 'top' when ${isWithin(middle)} then 'middle' else 'bottom' end`;
}
