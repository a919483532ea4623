import type { ObjectType } from "../record/object-type.ts";
import {
  FIELD_TYPES,
  PROPERTY_TYPES,
  type PropertyDefinition,
  type PropertyOption,
  type PropertyType,
} from "../record/property.ts";
import type { Call } from "./call.ts";
import { invalid } from "./refusal.ts";
import { flag, list, object, text, whole, word } from "./shape.ts";

const OPTION = object(
  { label: text, value: text, displayOrder: whole, hidden: flag },
  { description: text },
);
const FIELDS = [
  "calculation_equation",
  "checkbox",
  "booleancheckbox",
  "date",
  "file",
  "html",
  "number",
  "phonenumber",
  "radio",
  "select",
  "text",
  "textarea",
] as const;
const SENSITIVITY = word("non_sensitive", "sensitive", "highly_sensitive");
/** A property that is being made. */
export const NEW_PROPERTY = object(
  {
    name: text,
    label: text,
    groupName: text,
    type: word(...PROPERTY_TYPES),
    fieldType: word(...FIELDS),
  },
  {
    description: text,
    options: list(OPTION),
    displayOrder: whole,
    hidden: flag,
    formField: flag,
    hasUniqueValue: flag,
    dataSensitivity: SENSITIVITY,
    externalOptions: flag,
    referencedObjectType: text,
    calculationFormula: text,
  },
);
/** What of a property may be changed. */
export const PROPERTY_CHANGES = object(
  {},
  {
    label: text,
    groupName: text,
    type: word(...PROPERTY_TYPES),
    fieldType: word(...FIELDS),
    description: text,
    options: list(OPTION),
    displayOrder: whole,
    hidden: flag,
    formField: flag,
  },
);
/** The names of properties that are read. */
export const PROPERTY_NAMES = object(
  { inputs: list(object({ name: text })) },
  { archived: flag, dataSensitivity: SENSITIVITY },
);
/** A group that is being made. */
export const NEW_GROUP = object({ name: text, label: text }, { displayOrder: whole });
/** A property that is being made, as it was sent. */
export type NewProperty = NonNullable<(typeof NEW_PROPERTY)["of"]>;

/** Refuses a name that HubSpot would not take for a property or a group. */
export function checkName(name: string): void {
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(name))
    throw invalid(`${name} is not a valid name: lower-case letters, digits and _ alone`, [
      { message: "invalid name", code: "INVALID_NAME", context: { propertyName: [name] } },
    ]);
}

/** Refuses a property whose group, field or options do not fit. */
export function checkForm(call: Call, type: ObjectType, definition: PropertyDefinition): void {
  const { type: kind, fieldType, options, groupName, name } = definition;
  if (call.portal.records.book(type).group(groupName) === undefined)
    throw invalid(`Property group ${groupName} does not exist`);
  if (!FIELD_TYPES[kind].includes(fieldType))
    throw invalid(`fieldType ${fieldType} does not go with type ${kind} of ${name}`);
  checkOptions(kind, options, definition);
}

function checkOptions(
  kind: PropertyType,
  options: readonly PropertyOption[],
  { name, ofOwners }: PropertyDefinition,
): void {
  const values = options.map(({ value }) => value);
  if (kind === "bool" && [...values].sort().join() !== "false,true")
    throw invalid(`Property ${name} of type bool needs the options true and false`);
  if (kind === "enumeration" && values.length === 0 && !ofOwners)
    throw invalid(`Property ${name} of type enumeration needs options`);
  if (kind !== "enumeration" && kind !== "bool" && values.length > 0)
    throw invalid(`Property ${name} of type ${kind} takes no options`);
  if (new Set(values).size < values.length)
    throw invalid(`Property ${name} has two options of the same value`);
}
