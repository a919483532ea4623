import type { ConditionFieldView } from "@perennial/api";

const PRESENCE = ["is-set", "is-empty"] as const;
const CHOICE = ["one-of", "not-one-of", ...PRESENCE] as const;
const NUMBER = ["at-least", "at-most", "more-than", "less-than", "equals", ...PRESENCE] as const;
const DATE = ["on-or-before", "on-or-after", "before", "after", ...PRESENCE] as const;
const TEXT = ["contains", "starts-with", "equals", "not-equals", ...PRESENCE] as const;

/** How figures over purchases and contacts are compared. */
export const FIGURE_OPERATORS = [
  "at-least",
  "at-most",
  "more-than",
  "less-than",
  "equals",
] as const;

type Operator =
  | (typeof CHOICE)[number]
  | (typeof NUMBER)[number]
  | (typeof DATE)[number]
  | (typeof TEXT)[number];

/** The comparisons that are offered for a field, the most asked for first. */
export function operatorsOf(field: ConditionFieldView | undefined): readonly Operator[] {
  if (field === undefined) return [];
  if (field.type === "set") return ["contains", ...PRESENCE];
  if (field.values !== null) return CHOICE;
  switch (field.type) {
    case "number":
    case "money":
      return NUMBER;
    case "boolean":
      return ["equals", ...PRESENCE];
    case "date":
    case "instant":
      return DATE;
    default:
      return TEXT;
  }
}
