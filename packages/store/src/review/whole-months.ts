import type { LocalDate } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";

type Sql = RawBuilder<unknown>;

/** How many whole months lie between a date and today: a month is over on the same day of the next, or on its last. */
export function wholeMonths(date: Sql, today: LocalDate): Sql {
  const day = sql`${today}::date`;
  const months = sql`((extract(year from ${day}) - extract(year from ${date})) * 12
    + extract(month from ${day}) - extract(month from ${date}))::int`;
  return sql`(${months} - case when (${date} + make_interval(months => ${months}))::date > ${day} then 1 else 0 end)`;
}

/** How many whole years lie between a date and today. */
export function wholeYears(date: Sql, today: LocalDate): Sql {
  return sql`(floor(${wholeMonths(date, today)} / 12.0))::int`;
}
