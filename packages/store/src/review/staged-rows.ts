import { type RawBuilder, sql } from "kysely";

type Sql = RawBuilder<unknown>;

/** Where the columns of a customer's standing stand among those of the customer. */
const STANDING = "s_";

/**
 * Customers with what is computed of them, step by step: each step sees what those before it have made, under `c` for
 * the customer's own columns and under `s` for those of its standing.
 */
export class StagedRows {
  readonly #columns: readonly string[];
  readonly #source: Sql;

  /** @param source a subquery, without parentheses, that gives the columns */
  constructor(columns: readonly string[], source: Sql) {
    this.#columns = columns;
    this.#source = source;
  }

  /** Replaces columns, or adds them: all of a step at once. What belongs to the standing begins with `s_`. */
  with(made: Readonly<Record<string, Sql>>, joins: Sql = sql``): StagedRows {
    if (Object.keys(made).length === 0) return this;
    const kept = this.#columns.filter((name) => made[name] === undefined);
    const values = Object.entries(made).map(([name, value]) => sql`${value} as ${sql.ref(name)}`);
    const taken = sql.raw(kept.map((name) => `c.${quoted(name)}`).join(", "));
    // Without the offset, PostgreSQL would put each expression in the place of every use of it, over and over.
    const source = sql`select ${sql.join([taken, ...values])} from ${this.source()} ${joins} offset 0`;
    return new StagedRows([...kept, ...Object.keys(made)], source);
  }

  /** What stands after `from`: the rows as `c` and `s`. */
  source(): Sql {
    const standing = this.#columns
      .filter((name) => name.startsWith(STANDING))
      .map((name) => `c.${quoted(name)} as ${quoted(name.slice(STANDING.length))}`);
    // Conditions know the standing as `st`.
    return sql`(${this.#source}) as c cross join lateral (select ${sql.raw(standing.join(", "))}) as s
      cross join lateral (select s.*) as st`;
  }

  /** The whole as a query. */
  query(): Sql {
    return this.#source;
  }
}

/**
 * A column's name as PostgreSQL reads it. Lists of columns are written as text: as one part of the query for each column
 * of each step, they would take longer to put together than a few customers take to review.
 */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
