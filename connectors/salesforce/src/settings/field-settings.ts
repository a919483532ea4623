import { ATTRIBUTE_TYPES, type SettingWords, setting } from "@perennial/connector-kit";
import { z } from "zod";

/** The API name of a field, such as `LastName`, `Heating__c` or `perennial__Tier__c`. */
export const FieldName = z.string().regex(/^[A-Za-z]\w{0,79}$/, {
  error: "write the field's API name, such as LastName or Heating__c",
});

/** A setting for a field. */
export function field(words: SettingWords) {
  return setting(FieldName, words);
}

/** A setting for a field that may be left out; `null` turns one off that has a default. */
export function optionalField(words: SettingWords, otherwise: string | null = null) {
  return setting(FieldName.nullable(), words).default(otherwise);
}

/** A field that becomes an attribute under a name of ours. */
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
  field: field({ label: { sv: "Fält", en: "Field" } }),
  type: setting(z.enum(ATTRIBUTE_TYPES), {
    label: { sv: "Sort", en: "Type" },
    help: { sv: "Hur värdet läses.", en: "How its value is read." },
  }).default("text"),
});
export type AttributeSetting = z.infer<typeof AttributeSetting>;

/** A setting for attributes. */
export const attributesField = () =>
  setting(z.array(AttributeSetting), {
    label: { sv: "Egna fält", en: "Your own fields" },
    help: {
      sv: "Fler fält att använda i villkor och texter.",
      en: "Further fields to use in conditions and texts.",
    },
  }).default([]);

/** A value that is read from a field, or is the same for all. */
export const FieldOrValue = z.union([
  z.strictObject({ field: field({ label: { sv: "Fält", en: "Field" } }) }),
  z.strictObject({
    value: setting(z.string().min(1), {
      label: { sv: "Fast värde", en: "Fixed value" },
      help: { sv: "Samma för alla.", en: "The same for all." },
    }),
  }),
]);
export type FieldOrValue = z.infer<typeof FieldOrValue>;

/** A setting for a field whose values stand for a closed list of ours. */
export function translated<Ours extends string>(words: SettingWords, ours: readonly Ours[]) {
  const schema = z.strictObject({
    field: field({ label: { sv: "Fält", en: "Field" } }),
    values: setting(z.record(z.string().min(1), z.enum(ours)), {
      label: { sv: "Värden", en: "Values" },
      help: {
        sv: "Fältets värde till vänster, vårt till höger. Tomt betyder att de heter likadant.",
        en: "The field's value on the left, ours on the right. Empty means that they are the same.",
      },
    }).default({}),
  });
  return setting(schema.nullable(), words).default(null);
}
