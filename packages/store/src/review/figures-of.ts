import { type RawBuilder, sql } from "kysely";
import { churnFigureColumns } from "./churn-columns.ts";
import type { FigureSource } from "./figure-source.ts";
import { figureSources } from "./figure-sources.ts";
import type { ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";
import { STANDING_COLUMNS } from "./standing-columns.ts";

type Sql = RawBuilder<unknown>;

/** What gives the figures of a scope's customers, and what each of them is. */
export interface Figures {
  /** Read once for all customers of the scope. */
  readonly once: readonly FigureSource[];
  /** Asked anew for each. */
  readonly eachTime: readonly FigureSource[];
  readonly figures: Readonly<Record<string, Sql>>;
}

/** What gives the figures of a scope's customers. */
export function figuresOf(rules: ReviewRules, tenant: number, scope: ReviewScope): Figures {
  const sources = figureSources(rules, tenant, scope);
  const all = [...sources.map((each) => each.figures), churnFigureColumns(rules)];
  return {
    once: sources.filter((each) => !each.eachTime),
    eachTime: sources.filter((each) => each.eachTime),
    figures: Object.fromEntries(all.flatMap(Object.entries<Sql>)),
  };
}

/** The sources that are read once, as they stand after `with`. */
export function withSources(once: readonly FigureSource[]): Sql {
  return sql.join(once.map(({ alias, query }) => sql`${sql.ref(alias)} as (${query})`));
}

/** Joins a source that was read once to the customers `c`. */
export function joined({ alias }: FigureSource): Sql {
  return sql`left join ${sql.ref(alias)} on ${sql.ref(`${alias}.customer_id`)} = c.id`;
}

/** Asks a source about each customer `c` with its standing `s`. */
export function joinedEachTime({ alias, query }: FigureSource): Sql {
  return sql`left join lateral (${query}) as ${sql.ref(alias)} on true`;
}

/**
 * Standings as they would be with the figures of today by some rules, without writing them; a tier that is certain for a
 * while is looked at as if that were over yesterday.
 */
export function figuredStandings(rules: ReviewRules, tenant: number, scope: ReviewScope): Sql {
  const { once, eachTime, figures } = figuresOf(rules, tenant, scope);
  const here = sql`${tenant}::int`;
  const columns = STANDING_COLUMNS.map((name) => {
    const kept = name === "tier_until" ? sql`${rules.today}::date - 1` : sql.ref(`s.${name}`);
    return sql`${figures[name] ?? kept} as ${sql.ref(name)}`;
  });
  return sql`
    with ${withSources(once)}
    select c.id as customer_id, null::xid as seen, ${sql.join(columns)}
    from customers c ${sql.join(once.map(joined), sql` `)}
    left join standings s on s.tenant_id = ${here} and s.customer_id = c.id and ${within(scope, sql`s.customer_id`)}
    ${sql.join(eachTime.map(joinedEachTime), sql` `)}
    where c.tenant_id = ${here} and ${within(scope, sql`c.id`)} and c.deleted_at is null`;
}
