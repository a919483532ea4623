import { z } from "zod";
import { ENCODINGS } from "../csv/detect-encoding.ts";
import { both, customIssue, importWords } from "../words/import-messages.ts";
import { Column, Constant, Convert } from "./convert-schema.ts";
import { ALL_FILE_KINDS, fieldsOf, type RecordKind } from "./record-kinds.ts";

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
      context.addIssue(
        customIssue(importWords("column-or-field", {}), importWords("keep-column-or-field", {})),
      );
    }
    if (Object.keys(tests).length !== 1) {
      context.addIssue(
        customIssue(importWords("one-question", {}), importWords("write-question", {})),
      );
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
  const [first = "", ...rest] = found;
  const message =
    found.length === 0
      ? importWords("no-origin", {})
      : importWords("many-origins", { first, second: both(rest) });
  const remedy = importWords("write-origin", { keys: ORIGIN_KEYS.join(", ") });
  context.addIssue(customIssue(message, remedy));
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
      .enum(ALL_FILE_KINDS)
      .meta({
        description:
          "The file it comes from. @default the one of its own name; consents without a file come from that of customers",
      })
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
  readonly from?: (typeof ALL_FILE_KINDS)[number] | undefined;
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
        consents: FileOptions.optional(),
      })
      .optional(),
    customers: oneOrMore("customers"),
    agreements: oneOrMore("agreements"),
    purchases: oneOrMore("purchases"),
    consents: oneOrMore("consents"),
  })
  .meta({ id: "Mapping", description: "How the columns of files become canonical records." });
export type Mapping = z.infer<typeof Mapping>;
