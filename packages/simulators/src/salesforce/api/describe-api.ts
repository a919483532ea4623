import type { DoorAnswer } from "../../door/door-request.ts";
import type { Field } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { type Call, typeOf } from "./call.ts";

/** `GET /sobjects`: the types of records that the caller may see. */
export function describeGlobal(call: Call): DoorAnswer {
  const { records, permissions } = call.org;
  const types = records.schema.types.filter((type) => permissions.canRead(type));
  return {
    status: 200,
    body: {
      encoding: "UTF-8",
      maxBatchSize: 200,
      sobjects: types.map((type) => summary(call, type)),
    },
  };
}

/** `GET /sobjects/{type}/describe`: its fields; those that the caller may not see are not there. */
export function describe(call: Call): DoorAnswer {
  const type = typeOf(call);
  const { records, permissions } = call.org;
  const fields = records.schema.fields(type).filter((one) => !permissions.isHidden(type, one));
  const children = records.schema
    .childRelationships(type)
    .filter(({ child }) => permissions.canRead(child));
  return {
    status: 200,
    body: {
      ...summary(call, type),
      fields: fields.map((one) => fieldBody(call, type, one)),
      childRelationships: children.map(({ name, child, field }) => ({
        relationshipName: name,
        childSObject: child.name,
        field: field.name,
        cascadeDelete: field.cascadeDelete,
        deprecatedAndHidden: false,
      })),
      recordTypeInfos: recordTypes(call, type),
    },
  };
}

/** `GET /sobjects/{type}`: a summary of a type. */
export function basicInformation(call: Call): DoorAnswer {
  const type = typeOf(call);
  return { status: 200, body: { objectDescribe: summary(call, type), recentItems: [] } };
}

function summary(call: Call, type: SObjectType): object {
  const canWrite = call.org.permissions.canWrite(type);
  const base = `/services/data/v${call.version}/sobjects/${type.name}`;
  return {
    name: type.name,
    label: type.label,
    labelPlural: `${type.label}s`,
    keyPrefix: type.keyPrefix,
    custom: type.custom,
    customSetting: false,
    deprecatedAndHidden: false,
    activateable: false,
    createable: canWrite,
    updateable: canWrite,
    deletable: canWrite,
    undeletable: canWrite && type.isUndeletable,
    mergeable: canWrite && type.isMergeable,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: true,
    triggerable: type.isWritable,
    urls: { sobject: base, describe: `${base}/describe`, rowTemplate: `${base}/{ID}` },
  };
}

function fieldBody(call: Call, type: SObjectType, field: Field): object {
  const isReadOnly = call.org.permissions.isReadOnly(type, field);
  const isLong = field.type === "textarea" && field.length > 255;
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    length: field.length,
    byteLength: field.length * 3,
    precision: field.precision,
    scale: field.scale,
    digits: field.type === "int" ? 9 : 0,
    custom: field.custom,
    nillable: field.nillable,
    createable: field.createable && !isReadOnly,
    updateable: field.updateable && !isReadOnly,
    defaultedOnCreate: field.defaultValue !== null || field.name === "OwnerId",
    defaultValue: field.defaultValue,
    unique: field.unique,
    externalId: field.externalId,
    idLookup: field.externalId || field.name === "Id",
    caseSensitive: field.caseSensitive,
    calculated: field.calculated,
    autoNumber: field.autoNumber,
    nameField: field.name === type.nameField,
    namePointing: field.referenceTo.length > 1,
    polymorphicForeignKey: field.referenceTo.length > 1,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    restrictedPicklist: field.restrictedPicklist,
    picklistValues: field.picklistValues.map((one) => ({
      value: one.value,
      label: one.label,
      active: true,
      defaultValue: one.isDefault,
      validFor: null,
    })),
    filterable: !isLong,
    sortable: !isLong,
    groupable: !isLong && !["double", "currency", "percent", "datetime"].includes(field.type),
    deprecatedAndHidden: false,
    encrypted: false,
    soapType: soapType(field),
  };
}

function soapType({ type }: Field): string {
  if (type === "id" || type === "reference") return "tns:ID";
  if (type === "currency" || type === "percent" || type === "double") return "xsd:double";
  if (type === "datetime") return "xsd:dateTime";
  return ["boolean", "int", "date", "time"].includes(type) ? `xsd:${type}` : "xsd:string";
}

function recordTypes({ org }: Call, type: SObjectType): object[] {
  const master = {
    name: "Master",
    developerName: "Master",
    recordTypeId: "012000000000000AAA",
    active: true,
    available: true,
    defaultRecordTypeMapping: true,
    master: true,
  };
  const kinds = org.records.schema.type("RecordType");
  const rows = kinds === undefined ? [] : [...org.records.store(kinds).all()];
  const own = rows
    .filter(({ values }) => values.SobjectType === type.name)
    .map(({ id, values }) => ({
      name: values.Name,
      developerName: values.DeveloperName,
      recordTypeId: id,
      active: true,
      available: true,
      defaultRecordTypeMapping: false,
      master: false,
    }));
  return [...own, master];
}
