/** What a field of a record holds; dates as `2026-01-31`, moments as ISO 8601 in UTC, times as `08:30:00.000Z`. */
export type FieldValue = string | number | boolean | null;

/** The types of fields, as describe names them. */
export type FieldType =
  | "id"
  | "string"
  | "textarea"
  | "email"
  | "phone"
  | "url"
  | "picklist"
  | "multipicklist"
  | "boolean"
  | "int"
  | "double"
  | "currency"
  | "percent"
  | "date"
  | "datetime"
  | "time"
  | "reference";

/** A value that a picklist offers. */
export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly isDefault: boolean;
}

/** A field of a type of record. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** The most characters of a text. */
  readonly length: number;
  /** The digits of a number before and after the point. */
  readonly precision: number;
  readonly scale: number;
  readonly custom: boolean;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly caseSensitive: boolean;
  readonly calculated: boolean;
  /** Whether Salesforce numbers the records with it. */
  readonly autoNumber: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklistValues: readonly PicklistValue[];
  readonly defaultValue: FieldValue;
  /** The types that a reference leads to. */
  readonly referenceTo: readonly string[];
  /** How SOQL names the way to what it refers to. */
  readonly relationshipName: string | null;
  /** How SOQL names the way back, for a subquery. */
  readonly childRelationshipName: string | null;
  /** Whether records go with what they refer to when it is deleted. */
  readonly cascadeDelete: boolean;
}

/** A field being defined; the rest follows from its type. */
export type FieldSketch = Pick<Field, "name" | "type"> &
  Partial<Omit<Field, "picklistValues">> & { readonly picklistValues?: readonly string[] };

const LENGTHS: Readonly<Partial<Record<FieldType, number>>> = {
  id: 18,
  reference: 18,
  string: 255,
  textarea: 32_000,
  email: 80,
  phone: 40,
  url: 255,
  picklist: 255,
  multipicklist: 4099,
};

/** Completes a field. */
export function field(sketch: FieldSketch): Field {
  const { name, type, picklistValues = [], ...more } = sketch;
  const isNumber = ["int", "double", "currency", "percent"].includes(type);
  const isSimple = type === "boolean";
  return {
    name,
    label: labelOf(name),
    type,
    length: LENGTHS[type] ?? 0,
    precision: isNumber && type !== "int" ? 18 : 0,
    scale: type === "currency" || type === "percent" ? 2 : 0,
    custom: /__(?:c|pc)$/.test(name),
    nillable: !isSimple,
    createable: true,
    updateable: true,
    unique: false,
    externalId: false,
    caseSensitive: false,
    calculated: false,
    autoNumber: false,
    restrictedPicklist: false,
    defaultValue: isSimple ? false : null,
    referenceTo: [],
    relationshipName: type === "reference" ? relationshipOf(name) : null,
    childRelationshipName: null,
    cascadeDelete: false,
    picklistValues: picklistValues.map((value) => ({
      value,
      label: value,
      isDefault: value === more.defaultValue,
    })),
    ...more,
  };
}

/** A name such as `LastName` or `perennial__Churn_Risk__c` as people read it. */
export function labelOf(name: string): string {
  const bare = name.replace(/^[A-Za-z]\w*?__(?=\w+__)/, "").replace(/__(?:c|pc|r)$/, "");
  const words = bare.replace(/_/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2");
  return words.replace(/ Id$/, " ID");
}

function relationshipOf(name: string): string {
  return name.endsWith("__c") ? name.replace(/__c$/, "__r") : name.replace(/Id$/, "");
}
