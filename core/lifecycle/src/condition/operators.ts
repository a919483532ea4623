import type { Operator } from "./condition.ts";
import type { FieldType } from "./field.ts";

const PRESENCE = ["is-set", "is-empty"] as const;
const EQUALITY = ["equals", "not-equals"] as const;
const MEMBERSHIP = ["one-of", "not-one-of"] as const;
const PART = ["contains", "starts-with"] as const;
const ORDER = ["less-than", "at-most", "at-least", "more-than"] as const;
const TIME = ["before", "on-or-before", "on-or-after", "after"] as const;

/** Which operators fit a field of each type. */
export const OPERATORS_OF_TYPE: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: [...PRESENCE, ...EQUALITY, ...MEMBERSHIP, ...PART],
  choice: [...PRESENCE, ...EQUALITY, ...MEMBERSHIP],
  number: [...PRESENCE, ...EQUALITY, ...MEMBERSHIP, ...ORDER],
  money: [...PRESENCE, ...EQUALITY, ...MEMBERSHIP, ...ORDER],
  boolean: [...PRESENCE, ...EQUALITY],
  date: [...PRESENCE, ...EQUALITY, ...TIME],
  instant: [...PRESENCE, ...EQUALITY, ...TIME],
  set: [...PRESENCE, "contains"],
};
