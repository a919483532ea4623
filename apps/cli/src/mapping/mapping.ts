import { AttributeValue, Currency } from "@perennial/contract";
import { z } from "zod";
import { ENCODINGS } from "../csv/detect-encoding.ts";
import { FILE_KINDS, fieldsOf, type RecordKind } from "./record-kinds.ts";

const Column = z
  .string()
  .min(1)
  .meta({ description: "The name of a column, as it stands in the file's header." });
const Constant = z.union([z.string(), z.number(), z.boolean()]);

/** A span of whole days, months or years. */
const DateDuration = z.string().regex(/^P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?$/, {
  error: "write a span of whole days, months or years, such as P90D, P1M or P1Y",
});

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
    error: "a span by a column needs either a unit or values",
    params: { remedy: 'Write "unit: months", or "values:" with a span for each value.' },
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
      .regex(/^[A-Z]{2}$/, { error: "write a country as two capitals, such as SE" })
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
      context.addIssue({
        code: "custom",
        message: `one conversion has one key, and this has ${keys.length}`,
        params: { remedy: 'Write each conversion as an item of its own, after "- ".' },
      });
    } else if (group.otherwise !== undefined && group.values === undefined) {
      context.addIssue({
        code: "custom",
        message: '"otherwise" goes with "values" only',
        params: { remedy: "Remove it, or use default." },
      });
    }
  });
export type ConvertGroup = z.infer<typeof ConvertGroup>;

/** One step from what stands in the file to what the record holds. */
export const Convert = z
  .union([z.enum(CONVERT_WORDS), ConvertGroup])
  .meta({ id: "Convert", description: "One conversion." });
export type Convert = z.infer<typeof Convert>;

/** A question about a row: of a column, or of a field of the same record. */
export const When = z
  .strictObject({
    column: Column.optional(),
    field: z.string().min(1).optional(),
    is: Constant.optional(),
    isNot: Constant.optional(),
    in: z.array(Constant).min(1).optional(),
    empty: z.boolean().optional(),
  })
  .superRefine((when, context) => {
    const { column, field, ...tests } = when;
    if ((column === undefined) === (field === undefined)) {
      context.addIssue({
        code: "custom",
        message: "a condition asks about either a column or a field",
        params: { remedy: 'Keep one of "column" and "field".' },
      });
    }
    if (Object.keys(tests).length !== 1) {
      context.addIssue({
        code: "custom",
        message: "a condition has one question",
        params: { remedy: "Write one of is, isNot, in and empty." },
      });
    }
  })
  .meta({ id: "When", description: "A condition on a row." });
export type When = z.infer<typeof When>;

const ORIGINS = {
  column: Column.optional(),
  template: z
    .string()
    .min(1)
    .meta({ description: "A text with columns in braces; {#line} is the line in the file." })
    .optional(),
  constant: Constant.optional(),
  field: z
    .string()
    .min(1)
    .meta({ description: 'Another field of this record, or "today".' })
    .optional(),
  convert: z
    .array(Convert)
    .min(1)
    .meta({ description: "Conversions, one after the other." })
    .optional(),
};
const ORIGIN_KEYS = ["column", "template", "constant", "field", "choose"] as const;

function hasOneOrigin(group: object, context: z.RefinementCtx): void {
  const found = ORIGIN_KEYS.filter((key) => key in group);
  if (found.length === 1) return;
  context.addIssue({
    code: "custom",
    message:
      found.length === 0
        ? "it is not said where the value comes from"
        : `the value comes from both ${found.join(" and ")}`,
    params: { remedy: `Write one of ${ORIGIN_KEYS.join(", ")}.` },
  });
}

const Choice = z.strictObject({ when: When.optional(), ...ORIGINS }).superRefine(hasOneOrigin);
export type Choice = z.infer<typeof Choice>;

const SourceGroup = z
  .strictObject({
    ...ORIGINS,
    choose: z
      .array(Choice)
      .min(1)
      .meta({ description: "The first whose condition holds; no value where none does." })
      .optional(),
    invalid: z
      .enum(["reject", "leave-out"])
      .meta({ description: "What a value that cannot be converted costs: the row, or the value." })
      .optional(),
  })
  .superRefine(hasOneOrigin);
export type SourceGroup = z.infer<typeof SourceGroup>;

/** Where a value comes from: a column by its name alone, or a group of keys. */
export const Source = z
  .union([z.string().min(1), SourceGroup])
  .meta({ id: "Source", description: "Where a value comes from." });
export type Source = z.infer<typeof Source>;

const Attributes = z.record(
  z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, {
    error: "name an attribute with letters, digits and underscores, beginning with a letter",
  }),
  Source,
);

function recordMapping(kind: RecordKind) {
  const fields = Object.fromEntries(fieldsOf(kind).map((field) => [field, Source.optional()]));
  const common = {
    from: z
      .enum(FILE_KINDS)
      .meta({ description: "The file it comes from. @default the one of its own name" })
      .optional(),
    when: When.optional(),
    fields: z.strictObject(fields),
  };
  if (kind === "consents") return z.strictObject(common);
  const identified = z.strictObject({ ...common, id: Source });
  return kind === "purchases"
    ? identified
    : identified.extend({ attributes: Attributes.optional() });
}

/** How one record is made of a row. */
export interface RecordMapping {
  readonly from?: (typeof FILE_KINDS)[number] | undefined;
  readonly when?: When | undefined;
  readonly id?: Source | undefined;
  readonly fields: Readonly<Record<string, Source | undefined>>;
  readonly attributes?: Readonly<Record<string, Source>> | undefined;
}

function oneOrMore(kind: RecordKind) {
  const one: z.ZodType<RecordMapping> = recordMapping(kind);
  return z.union([one, z.array(one).min(1)]).optional();
}

const FileOptions = z.strictObject({
  delimiter: z
    .enum([",", ";", "\t", "|", "whitespace"])
    .meta({ description: "What parts the values; found out where it is not said." })
    .optional(),
  encoding: z.enum(ENCODINGS).meta({ description: "Found out where it is not said." }).optional(),
  columns: z
    .array(z.string().min(1))
    .min(1)
    .meta({ description: "Names of the columns, for a file without a header." })
    .optional(),
  skipLines: z.int().nonnegative().optional(),
});

/** A mapping file: which columns of which file make which canonical records. */
export const Mapping = z
  .strictObject({
    timeZone: z
      .string()
      .meta({
        description: "The zone of times without one, an IANA name. @default Europe/Stockholm",
      })
      .optional(),
    files: z
      .strictObject({
        customers: FileOptions.optional(),
        agreements: FileOptions.optional(),
        purchases: FileOptions.optional(),
      })
      .optional(),
    customers: oneOrMore("customers"),
    agreements: oneOrMore("agreements"),
    purchases: oneOrMore("purchases"),
    consents: oneOrMore("consents"),
  })
  .meta({ id: "Mapping", description: "How the columns of files become canonical records." });
export type Mapping = z.infer<typeof Mapping>;
