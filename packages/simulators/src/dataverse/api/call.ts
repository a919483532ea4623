import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { Depth, Verb } from "../account/privilege.ts";
import type { Security } from "../account/security.ts";
import type { DataverseAct } from "../dataverse-act.ts";
import type { Table } from "../metadata/table.ts";
import type { TableBook } from "../metadata/table-book.ts";
import { keyOf as literalKey } from "../odata/edm.ts";
import { parseLiteral } from "../odata/filter-parser.ts";
import type { QueryOptions } from "../odata/query-options.ts";
import type { RowSource } from "../odata/row-source.ts";
import type { WriteManner } from "../record/desk-options.ts";
import type { Row } from "../record/row.ts";
import type { RowDesk } from "../record/row-desk.ts";
import type { Values } from "../record/value.ts";
import { badQuery, missingPrivilege, noRow, noSegment } from "../refusal.ts";
import type { Prefer } from "./prefer.ts";
import type { RowKey } from "./resource-path.ts";

/** Who asks. */
export interface Caller {
  /** The id of the user's row. */
  readonly id: string;
  /** The id of its business unit. */
  readonly unit: string;
  /** The number of its language. */
  readonly language: number;
}

/** The organisation as requests meet it. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** The origin that links and tokens name. */
  readonly origin: string;
  readonly book: TableBook;
  readonly desk: RowDesk;
  readonly security: Security;
  readonly nowMs: number;
  /** How many days changes can be asked for. */
  readonly changeTrackingDays: number;
  /** Tells the log of something that was done. */
  log(act: DataverseAct): void;
}

/** A request that is let in. */
export interface Call {
  readonly request: DoorRequest;
  readonly org: Organization;
  readonly user: Caller;
  readonly query: QueryOptions;
  readonly prefer: Prefer;
  readonly source: RowSource;
  readonly manner: WriteManner;
  /** Counts rows that a write has beyond one. */
  countRows(rows: number): void;
}

/** What answers a request. */
export type Handler = (call: Call) => DoorAnswer;

/** Where the Web API begins. */
export const API_ROOT = "/api/data/v9.2";

/** The table of a set that the path names. */
export function tableOf(call: Call, setName: string): Table {
  const table = call.org.book.bySet(setName);
  if (table === undefined) throw noSegment(setName);
  return table;
}

/** How far the caller may do something with a table's rows; refuses where not at all. */
export function needPrivilege(call: Call, verb: Verb, table: Table): Depth {
  return call.org.security.need(call.user.id, verb, table);
}

/** The rows of a table that the caller may read. */
export function readable(call: Call, table: Table): (row: Row) => boolean {
  return call.org.security.reach(call.user, needPrivilege(call, "Read", table), table);
}

/** Refuses a row that the caller may not touch in that way. */
export function needRow(
  call: Call,
  verb: Verb,
  on: { readonly table: Table; readonly row: Row },
): void {
  const depth = needPrivilege(call, verb, on.table);
  const { name } = on.table;
  if (!call.org.security.reach(call.user, depth, on.table)(on.row))
    throw missingPrivilege(call.user.id, `${verb}Access to ${name} ${on.row.id}, ${depth}`);
}

/** The row that a key names, or nothing where there is none. */
export function findRow(call: Call, table: Table, key: RowKey): Row | undefined {
  const store = call.org.desk.store(table);
  if ("id" in key) return store.get(key.id);
  const { values, alternate } = keyValues(call, table, key.values);
  const id = store.owner(alternate, values);
  return id === undefined ? undefined : store.get(id);
}

/** The row that a key names; 404 where there is none. */
export function rowOf(call: Call, table: Table, key: RowKey): Row {
  const row = findRow(call, table, key);
  if (row !== undefined) return row;
  if ("id" in key) throw noRow(table.name, key.id);
  throw noRow(table.name, Object.values(key.values).join(","));
}

/** The values of an alternate key that a path gives, and the key; refuses what is no key, or not active yet. */
export function keyValues(call: Call, table: Table, given: Readonly<Record<string, string>>) {
  const names = Object.keys(given).map((name) => table.property(name)?.name ?? name);
  const alternate = table.keys.find(
    ({ columns }) => columns.length === names.length && columns.every((one) => names.includes(one)),
  );
  if (alternate === undefined || alternate.status !== "Active")
    throw badQuery(
      `The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.${table.name}'. Ensure that the names and number of key properties match the declared or alternate key properties for the resource 'Microsoft.Dynamics.CRM.${table.name}'.`,
    );
  const values: Record<string, Values[string]> = {};
  for (const [name, text] of Object.entries(given)) {
    const column = table.property(name);
    const written = text.startsWith("@") ? call.query.aliases[text] : text;
    if (column === undefined || written === undefined)
      throw badQuery(`Bad Request - Error in query syntax.`);
    const key = literalKey(column, parseLiteral(written), "eq");
    const target = column.targets[0];
    values[column.name] =
      target === undefined ? (key ?? null) : { table: target.table, id: String(key) };
  }
  return { values, alternate };
}
