import type { DoorAnswer } from "../../door/door-request.ts";
import type { ObjectType } from "../record/object-type.ts";
import { PROPERTY_TYPES, propertyBody } from "../record/property.ts";
import { type Call, needScope, onlyQuery, wantsArchived } from "./call.ts";
import { HubspotRefusal, invalid, notFound } from "./refusal.ts";
import { flag, list, object, readJson, text, whole, word } from "./shape.ts";

const PROPERTY = object(
  { name: text, label: text, type: word(...PROPERTY_TYPES), fieldType: text },
  {
    description: text,
    groupName: text,
    hasUniqueValue: flag,
    displayOrder: whole,
    hidden: flag,
    formField: flag,
  },
);
const SCHEMA = object(
  {
    name: text,
    labels: object({ singular: text, plural: text }),
    properties: list(PROPERTY),
    requiredProperties: list(text),
    searchableProperties: list(text),
    secondaryDisplayProperties: list(text),
    associatedObjects: list(text),
  },
  { primaryDisplayProperty: text, description: text, allowsSensitiveProperties: flag },
);

/** `GET /crm-object-schemas/{date}/schemas`: the portal's own types (crm/hubspot.md, 5.3). */
export function listSchemas(call: Call): DoorAnswer {
  needScope(call, "crm.schemas.custom.read", "crm.objects.custom.read");
  onlyQuery(call, "archived");
  const own = wantsArchived(call) ? [] : call.portal.records.types.filter(isCustom);
  return { status: 200, body: { results: own.map((type) => schemaBody(call, type)) } };
}

/** `GET /crm-object-schemas/{date}/schemas/{type}`, also for HubSpot's own types. */
export function getSchema(call: Call): DoorAnswer {
  const name = call.params.type ?? "";
  const type = call.portal.records.type(name);
  const scope = type?.scope ?? "custom";
  needScope(call, `crm.schemas.${scope}.read`, `crm.objects.${scope}.read`);
  onlyQuery(call);
  if (type === undefined) throw notFound(`Unable to infer object type from: ${name}`);
  return { status: 200, body: schemaBody(call, type) };
}

/** `POST /crm-object-schemas/{date}/schemas`. */
export function createSchema(call: Call): DoorAnswer {
  needScope(call, "crm.schemas.custom.write");
  onlyQuery(call);
  const body = readJson(call.request, SCHEMA);
  if (!call.portal.account.isEnterprise)
    throw new HubspotRefusal(403, { message: "Custom objects are part of Enterprise" });
  if (!/^[a-zA-Z]\w*$/.test(body.name)) throw invalid(`${body.name} is not a valid name`);
  if (call.portal.records.type(body.name) !== undefined)
    throw invalid(`A schema named ${body.name} already exists`);
  const names = body.properties.map(({ name }) => name);
  const named = [...body.requiredProperties, ...body.searchableProperties];
  const unknown = named.find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`Property ${unknown} is not one of the schema's`);
  const type = call.portal.staff.addObjectType(body.name, {
    properties: body.properties.map(({ groupName: _, ...rest }) => rest),
    required: body.requiredProperties,
    associatedWith: body.associatedObjects,
  });
  call.log({ portalId: call.portal.id, act: "schema", name: body.name });
  return { status: 201, body: schemaBody(call, type) };
}

/** `DELETE /crm-object-schemas/{date}/schemas/{type}`: only when it has no records. */
export function deleteSchema(call: Call): DoorAnswer {
  needScope(call, "crm.schemas.custom.write");
  onlyQuery(call, "archived");
  const type = call.portal.records.type(call.params.type ?? "");
  if (type === undefined || !isCustom(type)) throw notFound("The schema does not exist");
  if (call.portal.records.store(type).page(0, 1, false).length > 0)
    throw invalid(`${type.name} has records; delete them first`);
  call.portal.records.removeType(type);
  return { status: 204 };
}

function isCustom({ scope }: ObjectType): boolean {
  return scope === "custom";
}

function schemaBody(call: Call, type: ObjectType): object {
  const properties = call.portal.records.book(type).all();
  const { associations, types } = call.portal.records;
  const to = types.flatMap((other) =>
    associations.kinds(type, other).map(({ typeId, label }) => ({
      id: String(typeId),
      fromObjectTypeId: type.id,
      toObjectTypeId: other.id,
      name: label,
    })),
  );
  return {
    id: type.id.slice(2),
    name: type.name,
    labels: { singular: type.singular, plural: type.name },
    objectTypeId: type.id,
    fullyQualifiedName: type.fullyQualifiedName ?? type.singular.toUpperCase(),
    requiredProperties: type.required,
    searchableProperties: type.defaults,
    primaryDisplayProperty: type.defaults[0] ?? null,
    secondaryDisplayProperties: [],
    properties: properties.map(propertyBody),
    associations: to,
    metaType: isCustom(type) ? "PORTAL_SPECIFIC" : "HUBSPOT",
    archived: false,
  };
}
