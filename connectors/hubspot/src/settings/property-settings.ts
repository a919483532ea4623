import { type SettingWords, setting } from "@perennial/connector-kit";
import { z } from "zod";

/** The internal name of a property. */
export const PropertyName = z.string().regex(/^[a-z0-9_-]{1,100}$/i, {
  error: "write the property's internal name, such as firstname",
});

/** A field for a property. */
export function property(words: SettingWords) {
  return setting(PropertyName, words);
}

/** A field for a property that may be left out; `null` turns one off that has a default. */
export function optionalProperty(words: SettingWords, otherwise: string | null = null) {
  return setting(PropertyName.nullable(), words).default(otherwise);
}

/** How a property of the portal's own is read. */
export const ATTRIBUTE_TYPES = ["text", "number", "boolean", "date", "datetime", "list"] as const;

/** A property that becomes an attribute under a name of ours. */
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
  property: property({ label: { sv: "Egenskap", en: "Property" } }),
  type: setting(z.enum(ATTRIBUTE_TYPES), {
    label: { sv: "Sort", en: "Type" },
    help: {
      sv: "Hur värdet läses. En lista är en egenskap med flera kryssrutor.",
      en: "How its value is read. A list is a property with several checkboxes.",
    },
  }).default("text"),
});
export type AttributeSetting = z.infer<typeof AttributeSetting>;

/** A field for attributes. */
export const attributesField = () =>
  setting(z.array(AttributeSetting), {
    label: { sv: "Egna fält", en: "Your own fields" },
    help: {
      sv: "Fler egenskaper att använda i villkor och texter.",
      en: "Further properties to use in conditions and texts.",
    },
  }).default([]);

/** A value that is read from a property, or is the same for all. */
export const PropertyOrValue = z.union([
  z.strictObject({ property: property({ label: { sv: "Egenskap", en: "Property" } }) }),
  z.strictObject({
    value: setting(z.string().min(1), {
      label: { sv: "Fast värde", en: "Fixed value" },
      help: { sv: "Samma för alla.", en: "The same for all." },
    }),
  }),
]);
export type PropertyOrValue = z.infer<typeof PropertyOrValue>;

/** A field whose options stand for a closed list of ours. */
export function translated<Ours extends string>(words: SettingWords, ours: readonly Ours[]) {
  const schema = z.strictObject({
    property: property({ label: { sv: "Egenskap", en: "Property" } }),
    values: setting(z.record(z.string().min(1), z.enum(ours)), {
      label: { sv: "Värden", en: "Values" },
      help: {
        sv: "Egenskapens värde till vänster, vårt till höger. Tomt betyder att de heter likadant.",
        en: "The property's value on the left, ours on the right. Empty means that they are the same.",
      },
    }).default({}),
  });
  return setting(schema.nullable(), words).default(null);
}
