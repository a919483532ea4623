import type { DoorAnswer } from "../../door/door-request.ts";
import type { ObjectType } from "../record/object-type.ts";
import { type PropertyDefinition, property, propertyBody } from "../record/property.ts";
import { batchAnswer, checkDistinct, checkSize } from "./batch.ts";
import { type Call, needScope, onlyQuery, typeOf, wantsArchived } from "./call.ts";
import {
  checkForm,
  checkName,
  NEW_GROUP,
  NEW_PROPERTY,
  type NewProperty,
  PROPERTY_CHANGES,
  PROPERTY_NAMES,
} from "./property-form.ts";
import { conflict, HubspotRefusal, invalid, notFound } from "./refusal.ts";
import { list, object, readJson } from "./shape.ts";

const MOST_UNIQUE = 10;

/** `GET /crm/properties/{date}/{type}`. */
export function listProperties(call: Call): DoorAnswer {
  const type = schemaFor(call, "read");
  onlyQuery(call, "archived", "dataSensitivity", "locale", "properties");
  const all = call.portal.records.book(type).all(wantsArchived(call));
  return { status: 200, body: { results: all.map(propertyBody) } };
}

/** `GET /crm/properties/{date}/{type}/{name}`. */
export function getProperty(call: Call): DoorAnswer {
  const type = schemaFor(call, "read");
  onlyQuery(call, "archived", "dataSensitivity", "locale", "properties");
  return { status: 200, body: propertyBody(known(call, type)) };
}

/** `POST /crm/properties/{date}/{type}`. */
export function createProperty(call: Call): DoorAnswer {
  const type = schemaFor(call, "write");
  onlyQuery(call);
  return { status: 201, body: made(call, type, readJson(call.request, NEW_PROPERTY)) };
}

/** `PATCH /crm/properties/{date}/{type}/{name}`. */
export function updateProperty(call: Call): DoorAnswer {
  const type = schemaFor(call, "write");
  onlyQuery(call);
  const changes = readJson(call.request, PROPERTY_CHANGES);
  const old = known(call, type);
  if (old.hubspotDefined) throw invalid(`Property ${old.name} belongs to HubSpot`);
  const next = { ...old, ...changes, updatedMs: call.nowMs };
  checkForm(call, type, next);
  call.portal.records.book(type).put(next);
  call.log({ portalId: call.portal.id, act: "property", objectType: type.name, name: old.name });
  return { status: 200, body: propertyBody(next) };
}

/** `DELETE /crm/properties/{date}/{type}/{name}`. */
export function archiveProperty(call: Call): DoorAnswer {
  const type = schemaFor(call, "write");
  const old = known(call, type);
  if (old.hubspotDefined) throw invalid(`Property ${old.name} belongs to HubSpot`);
  call.portal.records.book(type).put({ ...old, archivedMs: call.nowMs });
  return { status: 204 };
}

/** `POST /crm/properties/{date}/{type}/batch/read`. */
export function readProperties(call: Call): DoorAnswer {
  const type = schemaFor(call, "read");
  const { inputs } = readJson(call.request, PROPERTY_NAMES);
  checkSize(inputs);
  const book = call.portal.records.book(type);
  const results: object[] = [];
  const missing: string[] = [];
  for (const { name } of inputs) {
    const found = book.get(name);
    if (found === undefined) missing.push(name);
    else results.push(propertyBody(found));
  }
  if (missing.length === 0) return batchAnswer(call, 200, { results });
  const error = {
    status: "error",
    category: "OBJECT_NOT_FOUND",
    message: "Some properties do not exist.",
    context: { name: missing },
  };
  return batchAnswer(call, 200, { results, errors: [error] });
}

/** `POST /crm/properties/{date}/{type}/batch/create`: what can be made is made, the others are told of. */
export function createProperties(call: Call): DoorAnswer {
  const type = schemaFor(call, "write");
  const { inputs } = readJson(call.request, object({ inputs: list(NEW_PROPERTY) }));
  checkSize(inputs);
  checkDistinct(inputs.map(({ name }) => name));
  const results: object[] = [];
  const errors: object[] = [];
  for (const sketch of inputs) {
    try {
      results.push(made(call, type, sketch));
    } catch (error) {
      if (!(error instanceof HubspotRefusal)) throw error;
      errors.push({ ...error.body, context: { ...error.body.context, name: [sketch.name] } });
    }
  }
  return batchAnswer(call, 201, { results, errors });
}

/** `GET /crm/properties/{date}/{type}/groups`. */
export function listGroups(call: Call): DoorAnswer {
  const type = schemaFor(call, "read");
  const groups = call.portal.records.book(type).groups();
  return { status: 200, body: { results: groups.map((group) => ({ ...group, archived: false })) } };
}

/** `GET /crm/properties/{date}/{type}/groups/{name}`. */
export function getGroup(call: Call): DoorAnswer {
  const type = schemaFor(call, "read");
  const name = call.params.name ?? "";
  const group = call.portal.records.book(type).group(name);
  if (group === undefined) throw notFound(`Property group ${name} does not exist`);
  return { status: 200, body: { ...group, archived: false } };
}

/** `POST /crm/properties/{date}/{type}/groups`. */
export function createGroup(call: Call): DoorAnswer {
  const type = schemaFor(call, "write");
  const { name, label, displayOrder = -1 } = readJson(call.request, NEW_GROUP);
  checkName(name);
  const book = call.portal.records.book(type);
  if (book.group(name) !== undefined)
    throw conflict(`A property group named '${name}' already exists.`, "OBJECT_ALREADY_EXISTS");
  book.putGroup({ name, label, displayOrder });
  call.log({ portalId: call.portal.id, act: "property-group", objectType: type.name, name });
  return { status: 201, body: { name, label, displayOrder, archived: false } };
}

function made(call: Call, type: ObjectType, sketch: NewProperty): object {
  checkName(sketch.name);
  const book = call.portal.records.book(type);
  if (book.find(sketch.name) !== undefined)
    throw conflict(`A property named '${sketch.name}' already exists.`, "OBJECT_ALREADY_EXISTS");
  const quota = call.portal.account.propertyQuota;
  if (book.ownCount >= quota) throw invalid(`The limit of ${quota} custom properties is reached`);
  const { externalOptions: _, referencedObjectType, calculationFormula: __, ...rest } = sketch;
  const ofOwners = referencedObjectType === "OWNER";
  const definition = property({ ...rest, ofOwners }, call.nowMs);
  checkForm(call, type, definition);
  const unique = book.all().filter((one) => one.hasUniqueValue).length;
  if (definition.hasUniqueValue && unique >= MOST_UNIQUE)
    throw invalid(`A type has at most ${MOST_UNIQUE} properties with unique values`);
  book.put(definition);
  call.log({ portalId: call.portal.id, act: "property", objectType: type.name, name: sketch.name });
  return propertyBody(definition);
}

function known(call: Call, type: ObjectType): PropertyDefinition {
  const name = call.params.name ?? "";
  const found = call.portal.records.book(type).find(name);
  if (found !== undefined && (found.archivedMs !== undefined) === wantsArchived(call)) return found;
  throw notFound(`Property ${name} does not exist`, { propertyName: [name] });
}

function schemaFor(call: Call, access: "read" | "write"): ObjectType {
  const type = typeOf(call);
  const schema = `crm.schemas.${type.scope}.${access}`;
  // Reading properties is part of reading records; the commerce types have no other scope (crm/hubspot.md, 1.5).
  if (access === "read") needScope(call, schema, `crm.objects.${type.scope}.read`);
  else needScope(call, schema);
  return type;
}
