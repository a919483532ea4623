import { type RawBuilder, sql } from "kysely";

/**
 * The day a customer began, as `beganOn` says it: what the register says, else the first purchase, else the first
 * agreement. Nothing for who has none of them.
 *
 * @param standing what stands before the names of the standing's columns: an alias and a dot, or the prefix of a row
 *   that holds both
 */
export function beganColumn(standing: "s." | "c.s_" = "s."): RawBuilder<unknown> {
  const of = (name: string) => sql.ref(`${standing}${name}`);
  return sql`coalesce(c.customer_since, ${of("first_purchase")}, ${of("agreement_since")})`;
}
