import type { LocalDate } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";

type Sql = RawBuilder<unknown>;

/** Sums over the entries `e` of a customer, as `balanceAt` has them on a day. */
export interface PointsSums {
  /** What was earned to be spent before the day, less what had been taken before it, less what is entered as run out. */
  readonly due: Sql;
  /** How often an entry says that points ran out. */
  readonly expiries: Sql;
  /** What can be spent. */
  readonly available: Sql;
}

/** The sums on a day; entries of later days are to be left out by whoever asks. */
export function pointsSums(day: LocalDate): PointsSums {
  const today = sql`${day}::date`;
  const sum = (fits: Sql) => sql`coalesce(sum(e.points) filter (where ${fits}), 0)`;
  const isEarned = sql`e.kind = 'earn'`;
  const isExpiry = sql`e.kind = 'expire'`;
  const taken = sql`(-${sum(sql`not ${isEarned}`)})`;
  const usable = sum(sql`${isEarned} and e.from_day <= ${today}`);
  return {
    due: sql`(${sum(sql`${isEarned} and e.last_day < ${today}`)}
      + ${sum(sql`not ${isEarned} and not ${isExpiry} and e.on_day < ${today}`)} + ${sum(isExpiry)})`,
    expiries: sql`count(*) filter (where ${isExpiry})`,
    available: sql`(case when ${usable} >= ${taken} then ${usable} - ${taken}
      else least(0, coalesce(sum(e.points), 0)) end)::bigint`,
  };
}
