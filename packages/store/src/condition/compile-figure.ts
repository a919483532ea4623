import { type Figure, windowStart } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { type AskedAt, compileTest, ORDER } from "./compile-test.ts";

/** Compiles the comparison of a figure over the customer's records to a correlated subquery. */
export function compileFigure(figure: Figure, at: AskedAt): RawBuilder<boolean> {
  const records = recordsOf(figure, at);
  // Whether there is one at all can be answered for a whole base by one join.
  if (isSome(figure)) return sql<boolean>`exists (select ${records})`;
  if (isNone(figure)) return sql<boolean>`(not exists (select ${records}))`;
  const operator = ORDER[figure.operator];
  const measured = sql`(select ${MEASURE[figure.measure]} ${records})`;
  return sql<boolean>`(${measured} ${operator} ${figure.value}::numeric)`;
}

// A quantity is added as the decimal it is written as, like JavaScript does it; the cast from double
// precision to numeric itself would round to 15 digits.
const MEASURE: Readonly<Record<Figure["measure"], RawBuilder<unknown>>> = {
  count: sql`count(*)`,
  amount: sql`coalesce(sum(p.amount), 0)`,
  quantity: sql`coalesce(sum(p.quantity::text::numeric), 0)`,
};

function isSome({ measure, operator, value }: Figure): boolean {
  if (measure !== "count") return false;
  return (operator === "at-least" && value === 1) || (operator === "more-than" && value === 0);
}

function isNone({ measure, operator, value }: Figure): boolean {
  if (measure !== "count") return false;
  if (value === 0) return operator === "equals" || operator === "at-most";
  return operator === "less-than" && value === 1;
}

/** The records a figure is over: the customer's own, in its window, that satisfy its tests. */
function recordsOf(figure: Figure, at: AskedAt): RawBuilder<unknown> {
  const alias = figure.over === "purchases" ? sql`p` : sql`i`;
  const tests =
    figure.over === "purchases"
      ? figure.where.map((test) => compileTest(test, at))
      : figure.where.map((test) => compileTest(test, at));
  const parts: RawBuilder<unknown>[] = [
    sql`${alias}.tenant_id = c.tenant_id`,
    sql`${alias}.customer_id = c.id`,
    sql`${alias}.at <= ${at.now}::timestamptz`,
  ];
  if (figure.within !== undefined) {
    const start = windowStart(figure.within, at.today, at.zone);
    parts.push(sql`${alias}.at >= ${start}::timestamptz`);
  }
  return sql`from ${sql.table(figure.over)} as ${alias} where ${sql.join([...parts, ...tests], sql` and `)}`;
}
