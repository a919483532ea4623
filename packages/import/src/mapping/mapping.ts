import { z } from "zod";
import { ENCODINGS } from "../csv/detect-encoding.ts";
import { Column, Constant, Convert } from "./convert-schema.ts";
import { FILE_KINDS, fieldsOf, type RecordKind } from "./record-kinds.ts";

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
