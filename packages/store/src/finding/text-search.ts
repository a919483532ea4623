import { type RawBuilder, sql } from "kysely";

/** What may stand in a phone number as people write it. */
const NUMBER = /^\+?[\d\s()/.-]+$/;
/** Fewer digits than these are found in half of all numbers. */
const LEAST_DIGITS = 3;

/**
 * Whether a customer `c` is meant by a text as somebody types it: all of its words are in the name, or it is part of
 * the e-mail address or of a phone number, or the id.
 */
export function textSearch(text: string): RawBuilder<boolean> {
  const whole = text.trim();
  const words = whole.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sql<boolean>`true`;
  const inName = words.map((word) => sql`strpos(lower(c.name), ${word}::text) > 0`);
  const digits = digitsOf(whole);
  const ways = [
    sql`(${sql.join(inName, sql` and `)})`,
    sql`strpos(lower(c.email), ${whole.toLowerCase()}::text) > 0`,
    sql`c.id = ${whole}::text`,
    ...(digits === undefined
      ? []
      : [sql`strpos(c.mobile, ${digits}::text) > 0`, sql`strpos(c.phone, ${digits}::text) > 0`]),
  ];
  return sql<boolean>`(${sql.join(ways, sql` or `)})`;
}

/**
 * The digits of a number that stand in its international form whichever way it was written: 070-123 45 67,
 * +46 (0)70 123 45 67 and 0046701234567 are one. Nothing for what is no number.
 */
export function digitsOf(text: string): string | undefined {
  if (!NUMBER.test(text)) return undefined;
  const digits = text
    .replaceAll("(0)", "")
    .replaceAll(/\D/g, "")
    .replace(/^0{1,2}/, "");
  return digits.length < LEAST_DIGITS ? undefined : digits;
}
