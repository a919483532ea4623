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
    const columns = [...new Set([...this.#columns, ...Object.keys(made)])];
    const values = columns.map((name) =>
      made[name] ? sql`${made[name]} as ${sql.ref(name)}` : sql.ref(`c.${name}`),
    );
    // Without the offset, PostgreSQL would put each expression in the place of every use of it, over and over.
    const source = sql`select ${sql.join(values)} from ${this.source()} ${joins} offset 0`;
    return new StagedRows(columns, source);
  }

  /** What stands after `from`: the rows as `c` and `s`. */
  source(): Sql {
    const standing = this.#columns
      .filter((name) => name.startsWith(STANDING))
      .map((name) => sql`${sql.ref(`c.${name}`)} as ${sql.ref(name.slice(STANDING.length))}`);
    // Conditions know the standing as `st`.
    return sql`(${this.#source}) as c cross join lateral (select ${sql.join(standing)}) as s
      cross join lateral (select s.*) as st`;
  }

  /** The whole as a query. */
  query(): Sql {
    return this.#source;
  }
}
