import { AttributeValue, Duration } from "@perennial/contract";
import { z } from "zod";
import { SettingName } from "./setting-value.ts";

/** A date in a condition: a calendar date, or one counted from today (`today`, `today+P90D`, `today-P1Y`). */
export const RelativeDate = z
  .string()
  .regex(/^(?:\d{4}-\d{2}-\d{2}|today(?:[+-]P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?)?)$/, {
    error: "write a date as 2026-03-31, today, today+P90D or today-P1Y",
  })
  .meta({ id: "RelativeDate", description: "2026-03-31, today, today+P90D or today-P1Y." });
export type RelativeDate = z.infer<typeof RelativeDate>;

/** How a field is compared. Which of them fit a field depends on its type (`OPERATORS_OF_TYPE`). */
export const OPERATORS = [
  "is-set",
  "is-empty",
  "equals",
  "not-equals",
  "one-of",
  "not-one-of",
  "contains",
  "starts-with",
  "less-than",
  "at-most",
  "at-least",
  "more-than",
  "before",
  "on-or-before",
  "on-or-after",
  "after",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** How a figure over purchases or interactions is compared. */
export const FIGURE_OPERATORS = [
  "equals",
  "less-than",
  "at-most",
  "at-least",
  "more-than",
] as const;
export type FigureOperator = (typeof FIGURE_OPERATORS)[number];

const OperandValue = z.union([
  AttributeValue,
  z.array(z.union([z.string(), z.number()])).min(1),
  SettingName,
]);

/**
 * Compares one field of the facts with a value. A field without a value, or with an empty text, is
 * missing, and a missing field satisfies only `is-empty`, `not-equals` and `not-one-of`. Dates may be
 * relative (`RelativeDate`); a moment is compared as the date it has in the tenant's zone. Where one number or amount
 * is wanted, a program may name a setting of its own that holds it.
 */
export const FieldCondition = z.strictObject({
  field: z.string().regex(/^[a-z]+(?:\.[a-zA-Z][a-zA-Z0-9_]*)+$/),
  is: z.enum(OPERATORS),
  value: OperandValue.optional(),
});
export type FieldCondition = z.infer<typeof FieldCondition>;

/** Compares one field of a purchase or an interaction, named without its record: `category`, `kind`. */
export const RecordTest = z.strictObject({
  field: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/),
  is: z.enum(OPERATORS),
  value: OperandValue.optional(),
});
export type RecordTest = z.infer<typeof RecordTest>;

const figure = {
  /** Only records whose fields satisfy all of these. @default every record */
  where: z.array(RecordTest).min(1).optional(),
  /**
   * Looks back from the start of the day this long before today, in the tenant's zone, until now; in
   * whole days. @default everything until now
   */
  within: Duration.optional(),
  is: z.enum(FIGURE_OPERATORS),
  /** A number, or the name of the program's setting that holds it. */
  value: z.union([z.number(), SettingName]),
};

/** Compares how many purchases or interactions the customer has had. */
export const CountCondition = z.strictObject({
  count: z.enum(["purchases", "interactions"]),
  ...figure,
});
export type CountCondition = z.infer<typeof CountCondition>;

/** Compares the sum of a number of the customer's purchases; an amount in the currency's minor unit. */
export const SumCondition = z.strictObject({
  sum: z.enum(["purchases.amount", "purchases.quantity"]),
  ...figure,
});
export type SumCondition = z.infer<typeof SumCondition>;

/**
 * A question to the facts, as a tree. It is compiled to a predicate, to SQL and to a sentence; the three
 * always agree. Two-valued: nothing is "unknown".
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | FieldCondition
  | CountCondition
  | SumCondition;

/** The schema of a condition as it stands in a program file; what its words mean, `checkCondition` judges. */
export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union(
      [
        z.strictObject({ all: z.array(Condition).min(1) }),
        z.strictObject({ any: z.array(Condition).min(1) }),
        z.strictObject({ not: Condition }),
        FieldCondition,
        CountCondition,
        SumCondition,
      ],
      { error: 'write a condition: "all", "any", "not", or a "field", "count" or "sum" with "is"' },
    ),
  )
  .meta({ id: "Condition", description: "A question to the facts about a customer, as a tree." });
