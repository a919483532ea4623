import { type SettingWords, setting } from "@perennial/connector-kit";
import { z } from "zod";

/** The logical name of a table or column: small letters, such as `emailaddress1` or `prnl_tier`. */
export const LogicalName = z.string().regex(/^[a-z][a-z0-9_]{0,127}$/, {
  error: "write the logical name in small letters, such as emailaddress1 or prnl_tier",
});

/** A setting for a column. */
export function column(words: SettingWords) {
  return setting(LogicalName, words);
}

/** A setting for a column that may be left out; `null` turns one off that has a default. */
export function optionalColumn(words: SettingWords, otherwise: string | null = null) {
  return setting(LogicalName.nullable(), words).default(otherwise);
}

/** How a column of the organisation's own is read. A choice is read as its number, whatever it is called. */
export const ATTRIBUTE_TYPES = ["text", "number", "boolean", "date", "datetime"] as const;

/** A column that becomes an attribute under a name of ours. */
export const AttributeSetting = z.strictObject({
  name: setting(
    z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, {
      error: "write a name of letters and digits, such as heating",
    }),
    {
      label: { sv: "Namn", en: "Name" },
      help: { sv: "Så heter det i villkor och texter.", en: "Its name in conditions and texts." },
    },
  ),
  column: column({ label: { sv: "Kolumn", en: "Column" } }),
  type: setting(z.enum(ATTRIBUTE_TYPES), {
    label: { sv: "Sort", en: "Type" },
    help: {
      sv: "Hur värdet läses. Ett val läses som sitt nummer.",
      en: "How its value is read. A choice is read as its number.",
    },
  }).default("text"),
});
export type AttributeSetting = z.infer<typeof AttributeSetting>;

/** A setting for attributes. */
export const attributesField = () =>
  setting(z.array(AttributeSetting), {
    label: { sv: "Egna fält", en: "Your own fields" },
    help: {
      sv: "Fler kolumner att använda i villkor och texter.",
      en: "Further columns to use in conditions and texts.",
    },
  }).default([]);

/** A value that is read from a column, or is the same for all. */
export const ColumnOrValue = z.union([
  z.strictObject({ column: column({ label: { sv: "Kolumn", en: "Column" } }) }),
  z.strictObject({
    value: setting(z.string().min(1), {
      label: { sv: "Fast värde", en: "Fixed value" },
      help: { sv: "Samma för alla.", en: "The same for all." },
    }),
  }),
]);
export type ColumnOrValue = z.infer<typeof ColumnOrValue>;

/** A setting for a column whose values stand for a closed list of ours. */
export function translated<Ours extends string>(words: SettingWords, ours: readonly Ours[]) {
  const schema = z.strictObject({
    column: column({ label: { sv: "Kolumn", en: "Column" } }),
    values: setting(z.record(z.string().min(1), z.enum(ours)), {
      label: { sv: "Värden", en: "Values" },
      help: {
        sv: "Kolumnens värde till vänster, vårt till höger; av ett val dess nummer. Tomt betyder att de heter likadant.",
        en: "The column's value on the left, ours on the right; of a choice its number. Empty means that they are the same.",
      },
    }).default({}),
  });
  return setting(schema.nullable(), words).default(null);
}
