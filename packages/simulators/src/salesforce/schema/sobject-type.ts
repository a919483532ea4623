import { type Field, field, labelOf } from "./field.ts";
import { BY_SALESFORCE, choice, link, moment } from "./field-kinds.ts";

/** A type of record. */
export interface SObjectType {
  readonly name: string;
  readonly label: string;
  /** The first three characters of its records' ids. */
  readonly keyPrefix: string;
  readonly custom: boolean;
  /** The field that people know a record by. */
  readonly nameField: string;
  /** Whether the API may write it at all. */
  readonly isWritable: boolean;
  /** Whether its records go to the bin and can be taken out of it. */
  readonly isUndeletable: boolean;
  readonly isMergeable: boolean;
  /** Whether change data capture can be asked for it. */
  readonly isTracked: boolean;
  /** Whether tasks and events can be about it. */
  readonly hasActivities: boolean;
}

/** A type being defined. */
export interface SObjectSketch extends Partial<Omit<SObjectType, "name" | "custom">> {
  readonly name: string;
  readonly fields: readonly Field[];
  /** Whether people or queues own its records. @default true */
  readonly isOwned?: boolean;
  /** Whether it is kept by Salesforce itself, without owner and currency. @default false */
  readonly isSetup?: boolean;
}

/** Completes a type. */
export function sobjectType(sketch: SObjectSketch, keyPrefix: string): SObjectType {
  const { name, isSetup = false } = sketch;
  const custom = name.endsWith("__c");
  return {
    name,
    label: sketch.label ?? labelOf(name),
    keyPrefix: sketch.keyPrefix ?? keyPrefix,
    custom,
    nameField: sketch.nameField ?? "Name",
    isWritable: sketch.isWritable ?? !isSetup,
    isUndeletable: sketch.isUndeletable ?? !isSetup,
    isMergeable: sketch.isMergeable ?? false,
    isTracked: sketch.isTracked ?? !isSetup,
    hasActivities: sketch.hasActivities ?? custom,
  };
}

/** The fields that every type has, and those that owned ones and those with amounts have. */
export function systemFields(sketch: SObjectSketch, currencies: readonly string[]): Field[] {
  const { isSetup = false, isOwned = !isSetup } = sketch;
  const sticky = { ...BY_SALESFORCE, nillable: false } as const;
  const fields = [
    field({ name: "Id", type: "id", ...sticky }),
    field({ name: "IsDeleted", type: "boolean", ...sticky }),
    moment("CreatedDate", sticky),
    link("CreatedById", "User", sticky),
    moment("LastModifiedDate", sticky),
    link("LastModifiedById", "User", sticky),
    moment("SystemModstamp", sticky),
  ];
  if (isOwned) fields.push(link("OwnerId", ["Group", "User"], { nillable: false }));
  const [corporate] = currencies;
  if (!isSetup && corporate !== undefined && currencies.length > 1)
    fields.push(
      choice("CurrencyIsoCode", currencies, { restrictedPicklist: true, defaultValue: corporate }),
    );
  return fields;
}
