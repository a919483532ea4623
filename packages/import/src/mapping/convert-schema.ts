import { AttributeValue, Currency } from "@perennial/contract";
import { z } from "zod";
import { customIssue, importWords } from "../words/import-messages.ts";

/** The name of a column. */
export const Column = z
  .string()
  .min(1)
  .meta({ description: "The name of a column, as it stands in the file's header." });
/** A value that a mapping states. */
export const Constant = z.union([z.string(), z.number(), z.boolean()]);

/** A span of whole days, months or years. */
const DateDuration = z.string().regex(/^P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?$/, {
  error: importWords("whole-span", {}).en,
});

const UNIT_OR_VALUES = customIssue(
  importWords("unit-or-values", {}),
  importWords("write-unit-or-values", {}),
);

const SpanGroup = z
  .strictObject({
    column: Column,
    unit: z
      .enum(["days", "weeks", "months", "years"])
      .meta({ description: "The column holds a number of these." })
      .optional(),
    values: z
      .record(z.string(), DateDuration)
      .meta({ description: "The span for each value of the column." })
      .optional(),
    otherwise: DateDuration.optional(),
  })
  .refine(({ unit, values }) => (unit === undefined) !== (values === undefined), {
    error: UNIT_OR_VALUES.message,
    params: UNIT_OR_VALUES.params,
  });

/** A length of time: the same for all rows, or one that a column tells. */
export const Span = z.union([DateDuration, SpanGroup]).meta({
  id: "Span",
  description: "A span of time, such as P1Y, or one told by a column.",
});
export type Span = z.infer<typeof Span>;

const Format = z.string().min(1);
const Formats = z.union([Format, z.array(Format).min(1)]);

/** Conversions that are one word. */
const CONVERT_WORDS = ["number", "boolean", "lowercase", "uppercase"] as const;

const ConvertGroup = z
  .strictObject({
    date: Formats.meta({
      description:
        "The format of a date: YYYY-MM-DD, D/M/YYYY, YYYYMMDD, or excel for its serials.",
    }).optional(),
    instant: Formats.meta({
      description: "The format of a date with a time, such as YYYY-MM-DD HH:mm:ss.",
    }).optional(),
    number: z
      .enum([".", ","])
      .meta({ description: "The decimal mark; the other one and blanks group thousands." })
      .optional(),
    times: z.number().meta({ description: "A factor, such as 12." }).optional(),
    money: Currency.meta({
      description: "The currency; the amount becomes minor units, so 12.50 is 1250.",
    }).optional(),
    phone: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: importWords("two-capitals", {}).en })
      .meta({ description: "The country of numbers without a country code; they become E.164." })
      .optional(),
    values: z
      .record(z.string(), AttributeValue)
      .meta({ description: "What each value becomes." })
      .optional(),
    otherwise: AttributeValue.meta({
      description: "With values: what any other becomes; without it, another value is a fault.",
    }).optional(),
    default: Constant.meta({ description: "What stands where there is no value." }).optional(),
    plus: Span.meta({ description: "Moves a date later." }).optional(),
    minus: Span.meta({ description: "Moves a date earlier." }).optional(),
    next: z
      .strictObject({
        every: Span,
        after: z
          .string()
          .min(1)
          .meta({ description: '"today", a field of this record that is a date, or a date.' }),
      })
      .meta({
        description: "The first of the date's repetitions that comes after another date.",
      })
      .optional(),
  })
  .superRefine((group, context) => {
    const keys = Object.keys(group).filter((key) => key !== "otherwise");
    if (keys.length !== 1) {
      const message = importWords("one-conversion", { count: keys.length });
      context.addIssue(customIssue(message, importWords("write-conversions", {})));
    } else if (group.otherwise !== undefined && group.values === undefined) {
      context.addIssue(
        customIssue(importWords("otherwise-with-values", {}), importWords("use-default", {})),
      );
    }
  });
export type ConvertGroup = z.infer<typeof ConvertGroup>;

/** One step from what stands in the file to what the record holds. */
export const Convert = z
  .union([z.enum(CONVERT_WORDS), ConvertGroup])
  .meta({ id: "Convert", description: "One conversion." });
export type Convert = z.infer<typeof Convert>;
