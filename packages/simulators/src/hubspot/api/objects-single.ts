import type { DoorAnswer } from "../../door/door-request.ts";
import type { ObjectType } from "../record/object-type.ts";
import { type HubspotRecord, recordBody } from "../record/record.ts";
import { associationsOf, linkNew, NEW_ASSOCIATIONS } from "./associations-link.ts";
import {
  askedProperties,
  type Call,
  checkUniqueProperty,
  mannerOf,
  noHistory,
  onlyQuery,
  recordBy,
  recordFor,
  typeFor,
  wantsArchived,
  wholeOf,
} from "./call.ts";
import { invalid, notFound } from "./refusal.ts";
import { object, readJson, table, text } from "./shape.ts";

const LONGEST_PAGE = 100;
const PAGE = 10;

/** `GET /crm/objects/{date}/{type}`: every record, page by page, with no limit on how many (crm/hubspot.md, 4.2). */
export function listObjects(call: Call): DoorAnswer {
  const type = typeFor(call, "read");
  onlyQuery(
    call,
    "limit",
    "after",
    "properties",
    "propertiesWithHistory",
    "associations",
    "archived",
  );
  noHistory(call.query.getAll("propertiesWithHistory"));
  const limit = wholeOf(call, "limit", { least: 1, most: LONGEST_PAGE, usual: PAGE });
  const most = Number.MAX_SAFE_INTEGER;
  const after = wholeOf(call, "after", { least: 0, most, usual: 0 });
  const names = askedProperties(call, type);
  // One more than asked for tells whether there is a next page; it begins with that one.
  const store = call.portal.records.store(type);
  const found = store.page(Math.max(0, after - 1), limit + 1, wantsArchived(call));
  const results = found.slice(0, limit).map((record) => fullBody(call, type, record, names));
  const next = found[limit];
  if (next === undefined) return { status: 200, body: { results } };
  const query = new URLSearchParams(call.query);
  query.set("after", String(next.id));
  const link = `https://api.hubapi.com${call.request.path}?${query}`;
  return { status: 200, body: { results, paging: { next: { after: String(next.id), link } } } };
}

/** `GET /crm/objects/{date}/{type}/{id}`, also by an id merged away or, with `idProperty`, by a unique value. */
export function getObject(call: Call): DoorAnswer {
  const type = typeFor(call, "read");
  onlyQuery(call, "properties", "propertiesWithHistory", "associations", "archived", "idProperty");
  noHistory(call.query.getAll("propertiesWithHistory"));
  const names = askedProperties(call, type);
  return { status: 200, body: fullBody(call, type, addressed(call, type), names) };
}

/** `POST /crm/objects/{date}/{type}`. */
export function createObject(call: Call): DoorAnswer {
  const type = typeFor(call, "write");
  onlyQuery(call);
  const shape = object(
    { properties: table(text) },
    { associations: NEW_ASSOCIATIONS, objectWriteTraceId: text },
  );
  const { properties, associations } = readJson(call.request, shape);
  const link = linkNew(call, type, associations ?? []);
  const record = call.portal.records.create(type, properties, mannerOf(call));
  call.log(written(call, "create", type, { id: String(record.id), properties }));
  link(record.id);
  return { status: 201, body: recordBody(type, record, Object.keys(record.values)) };
}

/** `PATCH /crm/objects/{date}/{type}/{id}`. */
export function updateObject(call: Call): DoorAnswer {
  const type = typeFor(call, "write");
  onlyQuery(call, "idProperty");
  const shape = object({ properties: table(text) }, { objectWriteTraceId: text });
  const { properties } = readJson(call.request, shape);
  const before = addressed(call, type);
  const manner = mannerOf(call);
  const record = call.portal.records.update(type, before, { properties, manner });
  call.log(written(call, "update", type, { id: String(record.id), properties }));
  return { status: 200, body: recordBody(type, record, Object.keys(properties)) };
}

/** `DELETE /crm/objects/{date}/{type}/{id}`: 204 whether it was there or not, as the real one does. */
export function archiveObject(call: Call): DoorAnswer {
  const type = typeFor(call, "write");
  onlyQuery(call);
  const id = Number(call.params.id);
  if (!Number.isSafeInteger(id)) throw notFound("Object not found.  objectId are usually numeric.");
  const record = call.portal.records.store(type).resolve(id);
  if (record === undefined || record.archivedMs !== undefined) return { status: 204 };
  call.portal.records.archive(type, record, mannerOf(call));
  call.log({
    portalId: call.portal.id,
    act: "archive",
    objectType: type.name,
    id: String(record.id),
  });
  return { status: 204 };
}

/** The note of a record that was written. */
export function written(
  call: Call,
  act: "create" | "update",
  type: ObjectType,
  row: { id: string; properties: Readonly<Record<string, string>>; traceId?: string | undefined },
): Parameters<Call["log"]>[0] {
  const { id, properties, traceId } = row;
  const base = { portalId: call.portal.id, act, objectType: type.name, id, properties };
  return traceId === undefined ? base : { ...base, traceId };
}

function addressed(call: Call, type: ObjectType): HubspotRecord {
  const property = call.query.get("idProperty");
  if (property === null || property === "hs_object_id") return recordFor(call, type);
  checkUniqueProperty(call, type, property);
  const value = call.params.id ?? "";
  const record = recordBy(call, type, { property, value });
  if (record === undefined) throw notFound("resource not found", { [property]: [value] });
  return record;
}

function fullBody(
  call: Call,
  type: ObjectType,
  record: HubspotRecord,
  names: readonly string[],
): object {
  const body = recordBody(type, record, names);
  const asked = call.query.getAll("associations").flatMap((one) => one.split(","));
  if (asked.length === 0) return body;
  const associations: Record<string, object> = {};
  for (const name of asked) {
    const to = call.portal.records.type(name);
    if (to === undefined) throw invalid(`Unable to infer object type from: ${name}`);
    const found = associationsOf(call, { from: type, to, id: record.id });
    if (found.length > 0) associations[to.name] = { results: found };
  }
  return Object.keys(associations).length === 0 ? body : { ...body, associations };
}
