/** A choice of an enumeration. */
export interface PropertyOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly displayOrder: number;
  readonly hidden: boolean;
}

/** The types of the platform's properties (crm/hubspot.md, 5.1). */
export const PROPERTY_TYPES = [
  "bool",
  "date",
  "datetime",
  "enumeration",
  "number",
  "phone_number",
  "string",
] as const;
/** What a property's values are. */
export type PropertyType = (typeof PROPERTY_TYPES)[number];

/** The fields that may stand for each type. */
export const FIELD_TYPES: Readonly<Record<PropertyType, readonly string[]>> = {
  bool: ["booleancheckbox", "calculation_equation"],
  date: ["date"],
  datetime: ["date"],
  enumeration: ["booleancheckbox", "checkbox", "radio", "select", "calculation_equation"],
  number: ["number", "calculation_equation"],
  phone_number: ["phonenumber"],
  string: ["file", "html", "phonenumber", "text", "textarea", "calculation_equation"],
};

/** A property of a type of record. */
export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly fieldType: string;
  readonly groupName: string;
  readonly description: string;
  readonly options: readonly PropertyOption[];
  readonly displayOrder: number;
  readonly hidden: boolean;
  readonly formField: boolean;
  readonly hasUniqueValue: boolean;
  readonly hubspotDefined: boolean;
  readonly readOnly: boolean;
  readonly dataSensitivity: string;
  /** Whether its options are the portal's owners. */
  readonly ofOwners: boolean;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly archivedMs?: number;
}

/** What a property is made of, the rest being as usual. */
export type PropertySketch = Pick<PropertyDefinition, "name" | "type"> &
  Partial<PropertyDefinition>;

const USUAL_FIELD: Readonly<Record<PropertyType, string>> = {
  bool: "booleancheckbox",
  date: "date",
  datetime: "date",
  enumeration: "select",
  number: "number",
  phone_number: "phonenumber",
  string: "text",
};

/** A property with everything it has. */
export function property(sketch: PropertySketch, now = 0): PropertyDefinition {
  return {
    label: sketch.name,
    fieldType: USUAL_FIELD[sketch.type],
    groupName: "information",
    description: "",
    options: [],
    displayOrder: -1,
    hidden: false,
    formField: false,
    hasUniqueValue: false,
    hubspotDefined: false,
    readOnly: false,
    dataSensitivity: "non_sensitive",
    ofOwners: false,
    createdMs: now,
    updatedMs: now,
    ...sketch,
  };
}

/** Options by their values, labelled alike. */
export function optionsOf(...values: readonly string[]): readonly PropertyOption[] {
  return values.map((value, displayOrder) => ({
    value,
    label: value,
    displayOrder,
    hidden: false,
  }));
}

/** A property as the API shows it. */
export function propertyBody(definition: PropertyDefinition): object {
  const { createdMs, updatedMs, archivedMs, readOnly, ofOwners, hubspotDefined, ...rest } =
    definition;
  return {
    ...rest,
    updatedAt: new Date(updatedMs).toISOString(),
    createdAt: new Date(createdMs).toISOString(),
    ...(archivedMs === undefined ? {} : { archivedAt: new Date(archivedMs).toISOString() }),
    ...(ofOwners ? { referencedObjectType: "OWNER" } : {}),
    ...(hubspotDefined ? { hubspotDefined } : {}),
    calculated: definition.fieldType === "calculation_equation",
    externalOptions: ofOwners,
    archived: archivedMs !== undefined,
    modificationMetadata: {
      archivable: !hubspotDefined,
      readOnlyDefinition: hubspotDefined,
      readOnlyValue: readOnly,
    },
  };
}
