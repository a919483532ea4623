import type { DoorAnswer } from "../../door/door-request.ts";
import { propertyOf } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { columnValue, tagOf } from "../record/row.ts";
import { isReference } from "../record/value.ts";
import { DataverseRefusal, noSegment } from "../refusal.ts";
import { BOUND, UNBOUND } from "./actions.ts";
import { associate, dissociate, listAssociated } from "./associations.ts";
import { BULK, writeMany } from "./bulk.ts";
import { type Call, needRow, rowOf, tableOf } from "./call.ts";
import { contextOf, entityWriter } from "./entity-body.ts";
import { countRows, listRows } from "./list-rows.ts";
import { answerMetadata } from "./metadata-api.ts";
import type { PathSegment, RowKey } from "./resource-path.ts";
import { readObject } from "./write-body.ts";
import { createRow, deleteRow, patchRow, writeColumn } from "./write-rows.ts";

const NAMESPACE = "Microsoft.Dynamics.CRM.";

/** Answers what a path leads to. */
export function route(call: Call, segments: readonly PathSegment[]): DoorAnswer {
  const [first, ...rest] = segments;
  if (first === undefined || first.name === "") return serviceDocument(call);
  if (first.name === "EntityDefinitions") return answerMetadata(call, segments);
  const unbound = UNBOUND[`${call.request.method} ${first.name}`];
  if (unbound !== undefined && rest.length === 0) return unbound(call);
  const table = tableOf(call, first.name);
  return first.key === undefined
    ? routeSet(call, table, rest)
    : routeRow(call, table, first.key, rest);
}

function serviceDocument(call: Call): DoorAnswer {
  const value = call.org.book.all.map(({ setName }) => ({
    name: setName,
    kind: "EntitySet",
    url: setName,
  }));
  return { status: 200, body: { "@odata.context": contextOf(call, "").replace(/#$/, ""), value } };
}

function routeSet(call: Call, table: Table, rest: readonly PathSegment[]): DoorAnswer {
  const { method } = call.request;
  const [next, more] = rest;
  if (next === undefined) {
    if (method === "GET") return listRows(call, { table });
    if (method === "POST") return createRow(call, table);
    throw wrongMethod(call);
  }
  if (more === undefined && next.name === "$count" && method === "GET")
    return countRows(call, { table });
  const message = BULK.find((one) => next.name === NAMESPACE + one);
  if (more === undefined && message !== undefined && method === "POST")
    return writeMany(call, table, message);
  throw noSegment(next.name);
}

function routeRow(call: Call, table: Table, key: RowKey, rest: readonly PathSegment[]): DoorAnswer {
  const { method } = call.request;
  const [next, last] = rest;
  if (next === undefined) {
    if (method === "GET") return getRow(call, table, key);
    if (method === "PATCH") return patchRow(call, table, key);
    if (method === "DELETE") return deleteRow(call, table, key);
    throw wrongMethod(call);
  }
  if (rest.length > 2) throw noSegment(last?.name ?? "");
  if (next.name.startsWith(NAMESPACE)) {
    const bound = BOUND[`${method} ${next.name.slice(NAMESPACE.length)}`];
    if (bound === undefined) throw noSegment(next.name);
    return bound(call, table, key);
  }
  if (last?.name === "$ref") return routeLink(call, table, key, next);
  if (last?.name === "$value" || last === undefined)
    return routeProperty(call, table, { key, next, isRaw: last !== undefined });
  if (last.name === "$count" && method === "GET")
    return related(call, table, { key, name: next.name, counts: true });
  throw noSegment(last.name);
}

function routeLink(call: Call, table: Table, key: RowKey, next: PathSegment): DoorAnswer {
  const { method } = call.request;
  if (method === "POST" || method === "PUT")
    return associate(call, table, { key, name: next.name });
  if (method === "DELETE")
    return dissociate(call, table, { key, name: next.name, other: next.key });
  throw wrongMethod(call);
}

function routeProperty(
  call: Call,
  table: Table,
  { key, next, isRaw }: { key: RowKey; next: PathSegment; isRaw: boolean },
): DoorAnswer {
  const { method } = call.request;
  const column = table.property(next.name);
  if (method === "PUT" && column !== undefined && !isRaw) {
    const { value } = readObject(call.request, table.setName);
    return writeColumn(call, table, { key, name: next.name, value });
  }
  if (method === "DELETE" && column !== undefined && !isRaw)
    return writeColumn(call, table, { key, name: next.name, value: null });
  if (method !== "GET") throw wrongMethod(call);
  if (column === undefined) return related(call, table, { key, name: next.name, counts: false });
  const row = readRow(call, table, key);
  const value = columnValue(table, row, column.name);
  if (value === null) return { status: 204 };
  const shown = isReference(value) ? value.id : value;
  if (isRaw) return { status: 200, body: String(shown) };
  const context = contextOf(call, `${table.setName}(${row.id})/${propertyOf(column)}`);
  return { status: 200, body: { "@odata.context": context, value: shown } };
}

function related(
  call: Call,
  table: Table,
  { key, name, counts }: { key: RowKey; name: string; counts: boolean },
): DoorAnswer {
  const associated = counts ? undefined : listAssociated(call, table, { key, name });
  if (associated !== undefined) return associated;
  const row = readRow(call, table, key);
  const navigation = table.navigation(name);
  if (navigation !== undefined && !counts) {
    const value = columnValue(table, row, navigation.column.name);
    if (!isReference(value)) return { status: 204 };
    return getRow(call, call.org.book.need(value.table), { id: value.id });
  }
  const collection = call.org.book.collection(table, name);
  if (collection === undefined) throw noSegment(name);
  const rows = call.source.pointingAt(collection.from, collection.column, row.id);
  const set = { table: collection.from, rows };
  return counts ? countRows(call, set) : listRows(call, set);
}

function getRow(call: Call, table: Table, key: RowKey): DoorAnswer {
  const row = readRow(call, table, key);
  const known = call.request.headers["if-none-match"];
  // The tag says nothing of rows that are expanded or of annotations.
  const isPlain = call.query.expand.length === 0 && call.request.headers.prefer === undefined;
  if (known === tagOf(row) && isPlain) return { status: 304 };
  const write = entityWriter(call, table, call.query);
  const context = contextOf(call, `${table.setName}/$entity`);
  return {
    status: 200,
    headers: { etag: tagOf(row) },
    body: { "@odata.context": context, ...write(row) },
  };
}

function readRow(call: Call, table: Table, key: RowKey) {
  const row = rowOf(call, table, key);
  needRow(call, "Read", { table, row });
  return row;
}

function wrongMethod(call: Call): DataverseRefusal {
  const { method } = call.request;
  return new DataverseRefusal(
    405,
    "0x8006088b",
    `The requested resource does not support http method '${method}'.`,
  );
}
