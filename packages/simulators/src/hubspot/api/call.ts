import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { HubspotAct } from "../hubspot-act.ts";
import type { Portal } from "../portal/portal.ts";
import type { ObjectType } from "../record/object-type.ts";
import type { HubspotRecord } from "../record/record.ts";
import type { WriteManner } from "../record/record-desk.ts";
import { HubspotRefusal, invalid, missingScopes, notFound } from "./refusal.ts";

/** A request that is let in: whose it is, what it may, and what its path says. */
export interface Call {
  readonly request: DoorRequest;
  readonly portal: Portal;
  readonly scopes: readonly string[];
  /** The parts of the path that the route names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly nowMs: number;
  readonly appId: string;
  /** What a batch answers with when some of its rows fail. */
  readonly multiStatus: 200 | 207;
  /** Notes what was done. */
  log(act: HubspotAct): void;
  /** Removes the app from the portal. */
  uninstall(): void;
}

/** What answers a route. */
export type Handler = (call: Call) => DoorAnswer;

/** Refuses a token that has none of the scopes. */
export function needScope(call: Call, ...anyOf: readonly string[]): void {
  if (!anyOf.some((scope) => call.scopes.includes(scope))) throw missingScopes(anyOf);
}

/** The type that a part of the path names, for which the token may read or write. */
export function typeFor(call: Call, access: "read" | "write", part = "type"): ObjectType {
  const type = typeOf(call, part);
  needScope(call, `crm.objects.${type.scope}.${access}`);
  return type;
}

/** The type that a part of the path names. */
export function typeOf(call: Call, part = "type"): ObjectType {
  const name = call.params[part] ?? "";
  const type = call.portal.records.type(name);
  if (type === undefined) throw invalid(`Unable to infer object type from: ${name}`);
  return type;
}

/** The live record that an id in the path names, also by an id that was merged away. */
export function recordFor(call: Call, type: ObjectType, part = "id"): HubspotRecord {
  const text = call.params[part] ?? "";
  const record = /^\d{1,15}$/.test(text)
    ? call.portal.records.store(type).resolve(Number(text))
    : undefined;
  if (record === undefined || (record.archivedMs !== undefined) !== wantsArchived(call))
    throw notFound("Object not found.  objectId are usually numeric.", { id: [text] });
  return record;
}

/** The record of an id in a body, by that id alone. */
export function liveRecord(call: Call, type: ObjectType, id: string): HubspotRecord | undefined {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const record = call.portal.records.store(type).get(Number(id));
  return record?.archivedMs === undefined ? record : undefined;
}

/** The record that holds a value of a unique property. */
export function recordBy(
  call: Call,
  type: ObjectType,
  key: { property: string; value: string },
): HubspotRecord | undefined {
  const store = call.portal.records.store(type);
  const value = key.property === "email" ? key.value.toLowerCase() : key.value;
  const id = store.owner(key.property, value);
  return id === undefined ? undefined : store.get(id);
}

/** Refuses a property that does not tell records apart. */
export function checkUniqueProperty(call: Call, type: ObjectType, name: string): void {
  const isUnique = call.portal.records.book(type).get(name)?.hasUniqueValue;
  if (isUnique || (type.name === "contacts" && name === "email")) return;
  throw invalid(`Property ${name} is not a unique property of ${type.name}`);
}

/** Whether archived records are asked for. */
export function wantsArchived(call: Call): boolean {
  const value = call.query.get("archived") ?? "false";
  if (value !== "true" && value !== "false") throw invalid("archived must be true or false");
  return value === "true";
}

/** A whole number of the query. */
export function wholeOf(
  call: Call,
  name: string,
  range: { least: number; most: number; usual: number },
): number {
  const value = Number(call.query.get(name) ?? range.usual);
  if (Number.isInteger(value) && value >= range.least && value <= range.most) return value;
  throw invalid(`${name} must be from ${range.least} to ${range.most}`);
}

/** Refuses parameters of the query that an endpoint does not have. */
export function onlyQuery(call: Call, ...known: readonly string[]): void {
  const unknown = [...call.query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(`Unknown query parameter: ${unknown}`);
}

/** The properties that a query names, which may be repeated or joined by commas; those unknown are passed over. */
export function askedProperties(
  call: Call,
  type: ObjectType,
  names: readonly string[] = call.query.getAll("properties"),
): readonly string[] {
  const asked = names.flatMap((one) => one.split(",")).filter((name) => name !== "");
  const book = call.portal.records.book(type);
  const wanted = asked.length === 0 ? type.defaults : asked;
  return [...new Set(wanted)].filter((name) => book.get(name) !== undefined);
}

/** How the app writes: told of as its own, and held to the administrator's rules. */
export function mannerOf(call: Call): WriteManner {
  return { source: { changeSource: "INTEGRATION", sourceId: call.appId }, ruled: true };
}

/** Refuses what this simulator keeps nothing of. */
export function noHistory(names: readonly string[] | undefined): void {
  if (names === undefined || names.length === 0) return;
  throw new HubspotRefusal(400, {
    message: "propertiesWithHistory is not simulated; this HubSpot keeps no earlier values",
    category: "VALIDATION_ERROR",
  });
}
