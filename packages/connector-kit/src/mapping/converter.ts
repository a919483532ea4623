import { z } from "zod";

const PhoneCountry = z.string().regex(/^[A-Z]{2}$/, { error: "write a country as two capitals" });

/** How a number leaves: as JSON writes numbers, or as a text, which some vendors ask for. */
const Written = z.enum(["number", "text"]).default("number");

/** The converters of single values. */
const SCALARS = [
  /** A text as it is; a number of the vendor's, such as an id, becomes its digits. */
  z.strictObject({ kind: z.literal("text") }),
  /** A text without spaces at its ends. */
  z.strictObject({ kind: z.literal("trimmed") }),
  /** A text trimmed and in small letters, such as an e-mail address. */
  z.strictObject({ kind: z.literal("lower") }),
  /** A number; the vendor may write it as a text with a decimal point. */
  z.strictObject({ kind: z.literal("number"), written: Written }),
  /** Money: the vendor's in whole units with decimals, ours in the minor unit. `digits` is the currency's. */
  z.strictObject({
    kind: z.literal("money"),
    digits: z.int().min(0).max(4).default(2),
    written: Written,
  }),
  /** Yes or no. With `words` the vendor has texts for it; the first of each is what is written. */
  z.strictObject({
    kind: z.literal("boolean"),
    words: z
      .strictObject({
        true: z.array(z.string().min(1)).min(1),
        false: z.array(z.string().min(1)).min(1),
      })
      .exactOptional(),
  }),
  /** A calendar date: `2026-03-31`, or midnight UTC in milliseconds since 1970. */
  z.strictObject({ kind: z.literal("date"), form: z.enum(["iso", "epoch-ms"]).default("iso") }),
  /** A moment. Seconds lose what is finer. `unzoned` says how an ISO text without a zone is read. */
  z.strictObject({
    kind: z.literal("instant"),
    form: z.enum(["iso", "epoch-seconds", "epoch-ms"]).default("iso"),
    unzoned: z.enum(["utc", "refuse"]).default("refuse"),
  }),
  /** One of a list: our word to the vendor's, each once. */
  z.strictObject({
    kind: z.literal("enum"),
    values: z
      .record(z.string().min(1), z.string().min(1))
      .refine((values) => new Set(Object.values(values)).size === Object.keys(values).length, {
        error: "name each of the vendor's values once",
      }),
  }),
  /** A phone number in E.164; `country` is that of numbers the vendor keeps without one. */
  z.strictObject({ kind: z.literal("phone"), country: PhoneCountry.exactOptional() }),
] as const;

/** How one value is converted, as data that can be stored. */
export const ScalarConverter = z.discriminatedUnion("kind", SCALARS);
export type ScalarConverter = z.infer<typeof ScalarConverter>;

/** How a field is converted, in both directions: the closed set of them. */
export const Converter = z.discriminatedUnion("kind", [
  ...SCALARS,
  /** Several values: an array, or with `separator` one text. */
  z.strictObject({
    kind: z.literal("list"),
    of: ScalarConverter,
    separator: z.string().min(1).exactOptional(),
  }),
]);
export type Converter = z.infer<typeof Converter>;
