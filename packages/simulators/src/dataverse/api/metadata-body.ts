import { uuidFrom } from "../../id/uuid.ts";
import type { Choice, Column } from "../metadata/column.ts";
import { isLookup } from "../metadata/column.ts";
import { labelBody } from "../metadata/label.ts";
import type { AlternateKey, Collection, Table } from "../metadata/table.ts";

/** An object of the metadata. */
export type MetadataBody = Readonly<Record<string, unknown>>;

/** A table as `EntityDefinitions` shows it. */
export function tableBody(table: Table, language: number): MetadataBody {
  return {
    MetadataId: uuidFrom("table", table.name),
    LogicalName: table.name,
    SchemaName: table.schemaName,
    EntitySetName: table.setName,
    LogicalCollectionName: table.setName,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName,
    ObjectTypeCode: table.typeCode,
    OwnershipType: table.ownership,
    IsActivity: table.isActivity,
    IsCustomEntity: table.isCustom,
    IsOptimisticConcurrencyEnabled: true,
    ChangeTrackingEnabled: table.changeTracking,
    IsValidForAdvancedFind: true,
    DisplayName: labelBody(table.label, language),
    DisplayCollectionName: labelBody(table.pluralLabel, language),
  };
}

/** The type of a column's own metadata, such as `PicklistAttributeMetadata`. */
export function columnClass({ type }: Column): string {
  const usual = type === "Customer" || type === "Owner" ? "Lookup" : type;
  return `${usual === "Uniqueidentifier" ? "UniqueIdentifier" : usual}AttributeMetadata`;
}

/** A column as `Attributes` shows it; its choices only where they are expanded. */
export function columnBody(table: Table, column: Column, language: number): MetadataBody {
  return {
    "@odata.type": `#Microsoft.Dynamics.CRM.${columnClass(column)}`,
    MetadataId: uuidFrom("column", table.name, column.name),
    LogicalName: column.name,
    SchemaName: column.schemaName,
    EntityLogicalName: table.name,
    AttributeType: column.type === "MultiSelectPicklist" ? "Virtual" : column.type,
    AttributeTypeName: { Value: `${column.type}Type` },
    IsCustomAttribute: column.isCustom,
    IsPrimaryId: column.name === table.primaryId,
    IsPrimaryName: column.name === table.primaryName,
    IsValidForRead: !column.isWriteOnly,
    IsValidForCreate: !column.isReadOnly,
    IsValidForUpdate: !column.isReadOnly && column.name !== table.primaryId,
    RequiredLevel: { Value: column.required, CanBeChanged: true },
    DisplayName: labelBody(column.label, language),
    ...(column.maxLength === undefined ? {} : { MaxLength: column.maxLength }),
    ...(column.format === undefined ? {} : { Format: column.format }),
    ...(column.type === "DateTime" ? dateBody(column) : {}),
    ...(isLookup(column) ? { Targets: column.targets.map((target) => target.table) } : {}),
  };
}

function dateBody({ dateOnly }: Column): MetadataBody {
  const behavior = dateOnly ? "DateOnly" : "UserLocal";
  return { Format: dateOnly ? "DateOnly" : "DateAndTime", DateTimeBehavior: { Value: behavior } };
}

/** The choices of a column as `OptionSet` shows them. */
export function optionSetBody(table: Table, column: Column, language: number): MetadataBody | null {
  if (column.choices.length === 0) return null;
  const base = {
    MetadataId: uuidFrom("option set", table.name, column.name),
    Name: `${table.name}_${column.name}`,
    IsGlobal: false,
    OptionSetType: column.type,
  };
  if (column.type !== "Boolean")
    return { ...base, Options: column.choices.map((one) => optionBody(one, language)) };
  const [no, yes] = column.choices;
  return {
    ...base,
    FalseOption: no === undefined ? null : optionBody(no, language),
    TrueOption: yes === undefined ? null : optionBody(yes, language),
  };
}

function optionBody(choice: Choice, language: number): MetadataBody {
  return {
    Value: choice.value,
    Label: labelBody(choice.label, language),
    ...(choice.state === undefined ? {} : { State: choice.state }),
    ...(choice.defaultStatus === undefined ? {} : { DefaultStatus: choice.defaultStatus }),
  };
}

/** An alternate key as `Keys` shows it. */
export function keyBody(table: Table, key: AlternateKey): MetadataBody {
  return {
    MetadataId: uuidFrom("key", table.name, key.name),
    LogicalName: key.name,
    SchemaName: key.name,
    EntityLogicalName: table.name,
    KeyAttributes: key.columns,
    EntityKeyIndexStatus: key.status,
  };
}

/** The relationships by which a table's lookups point at others. */
export function manyToOneBodies(table: Table): readonly MetadataBody[] {
  return table.columns.flatMap((column) =>
    column.targets.map((target) => ({
      SchemaName: target.collection,
      ReferencingEntity: table.name,
      ReferencingAttribute: column.name,
      ReferencingEntityNavigationPropertyName: target.navigation,
      ReferencedEntity: target.table,
      ReferencedEntityNavigationPropertyName: target.collection,
      CascadeConfiguration: { Delete: target.onDelete },
    })),
  );
}

/** A relationship by which another table's lookup points at a table. */
export function oneToManyBody(table: Table, { from, column, name }: Collection): MetadataBody {
  const target = column.targets.find((one) => one.table === table.name);
  return {
    SchemaName: name,
    ReferencingEntity: from.name,
    ReferencingAttribute: column.name,
    ReferencingEntityNavigationPropertyName: target?.navigation,
    ReferencedEntity: table.name,
    ReferencedAttribute: table.primaryId,
    ReferencedEntityNavigationPropertyName: name,
    CascadeConfiguration: { Delete: target?.onDelete },
  };
}
