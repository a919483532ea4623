import { type RawBuilder, sql } from "kysely";
import { COURSE_FIELDS } from "./course-writes.ts";

/**
 * What of a customer's standing can be told to the system of record in words for its staff: the tier's name, what remains to the next
 * one, what keeps this one and how many percent of the way to the next are done; why the customer may leave; and what to say to it, a
 * line each. They change with the day, so they go along with whatever else is written and are no reason to write.
 */
export const WORD_FIELDS = [
  ...(["tierName", "tierRemaining", "tierKeeping", "tierShare"] as const),
  ...(["riskReasons", "say"] as const),
] as const;

/** A field of a customer's standing in words. */
export type WordField = (typeof WORD_FIELDS)[number];

/** Those of some names that are of the standing in words. */
export function wordFields(names: readonly string[]): readonly WordField[] {
  return WORD_FIELDS.filter((each) => names.includes(each));
}

/**
 * What was told of the standing alone, which is what the review orders by: the course is ordered by itself, when a step is taken, and
 * words are not ordered.
 */
export function standingAlone(told: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${told} - ${[...COURSE_FIELDS, ...WORD_FIELDS]}::text[])`;
}
