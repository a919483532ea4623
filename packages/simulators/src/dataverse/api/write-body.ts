import { type DoorRequest, mediaType } from "../../door/door-request.ts";
import { isLookup } from "../metadata/column.ts";
import type { Table } from "../metadata/table.ts";
import { isGuid } from "../record/kept-value.ts";
import type { Reference, Value, Values } from "../record/value.ts";
import { badPayload, badQuery, DataverseRefusal, noRow } from "../refusal.ts";
import { API_ROOT, type Call, findRow, tableOf } from "./call.ts";
import { type RowKey, segmentsOf } from "./resource-path.ts";

/** What a body says of a row. */
export interface WriteBody {
  readonly values: Values;
  /** The id that the body names, if it does. */
  readonly id: string | undefined;
  /** The row that `@odata.id` names, if it does. */
  readonly key: RowKey | undefined;
  /** Who takes part in an activity; nothing where the body does not say. */
  readonly parties: readonly Values[] | undefined;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object of a request's body; refuses another media type and what is no object. */
export function readObject(request: DoorRequest, setName: string): JsonObject {
  if (mediaType(request) !== "application/json")
    throw new DataverseRefusal(
      415,
      "0x0",
      `A missing or empty content type header was found when trying to read a message. The content type header is required.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(request.body);
  } catch {
    throw badPayload(setName, "Invalid JSON. A token was not recognized in the JSON content.");
  }
  if (isObject(value)) return value;
  throw badPayload(
    setName,
    "An unexpected node was found when reading from the JSON reader. A 'StartObject' node was expected.",
  );
}

/** Reads a row as the Web API takes it; refuses properties that the table has not (crm/dynamics.md, 5). */
export function readWrite(call: Call, table: Table, body: JsonObject): WriteBody {
  const values: Record<string, Value> = {};
  let parties: readonly Values[] | undefined;
  for (const [name, value] of Object.entries(body)) {
    const mark = name.indexOf("@");
    if (mark > 0 && name.slice(mark) === "@odata.bind")
      Object.assign(values, boundValue(call, table, { navigation: name.slice(0, mark), value }));
    else if (mark < 0 && isParties(table, name)) parties = readParties(call, name, value);
    else if (mark < 0) Object.assign(values, ownValue(table, name, value));
  }
  const id = values[table.primaryId];
  delete values[table.primaryId];
  return { values, id: typeof id === "string" ? id : undefined, key: keyOf(body), parties };
}

/** The row that a link names, such as `/contacts(…)` or its full address; refuses a table that is not asked for. */
export function linkedRow(
  call: Call,
  link: unknown,
  tables: readonly string[],
  setName: string,
): Reference {
  if (typeof link !== "string")
    throw badPayload(setName, "The value of an 'odata.bind' annotation must be a string.");
  const { name, key } = lastSegment(call, link);
  const table = tableOf(call, name);
  if (key === undefined) throw badQuery(`Invalid URI '${link}': it names no row.`);
  if (!tables.includes(table.name))
    throw badPayload(
      setName,
      `A resource of type 'Microsoft.Dynamics.CRM.${table.name}' cannot be assigned here; expected ${tables.join(" or ")}.`,
    );
  const row = findRow(call, table, key);
  if (row === undefined)
    throw noRow(table.name, "id" in key ? key.id : Object.values(key.values).join(","));
  return { table: table.name, id: row.id };
}

function ownValue(table: Table, name: string, value: unknown): Values {
  const column = table.property(name);
  if (column !== undefined && !isLookup(column)) {
    if (name !== table.primaryId) return { [name]: plain(table, value) };
    if (typeof value === "string" && isGuid(value)) return { [name]: value.toLowerCase() };
    throw badPayload(
      table.setName,
      `Cannot convert the literal '${String(value)}' to the expected type 'Edm.Guid'.`,
    );
  }
  const navigation = table.navigation(name);
  if (navigation !== undefined && value === null) return { [navigation.column.name]: null };
  if (column !== undefined || navigation !== undefined || isLookupName(table, name))
    throw badQuery(
      "CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.",
    );
  throw badPayload(
    table.setName,
    `The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.${table.name}'. Make sure to only use property names that are defined by the type.`,
  );
}

function plain(table: Table, value: unknown): Value {
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  )
    return value;
  throw badPayload(
    table.setName,
    "A primitive value was expected, and an object or an array was found.",
  );
}

function isLookupName(table: Table, name: string): boolean {
  const column = table.column(name);
  return column !== undefined && isLookup(column);
}

function boundValue(
  call: Call,
  table: Table,
  { navigation, value }: { navigation: string; value: unknown },
): Values {
  const found = table.navigation(navigation);
  if (found === undefined)
    throw badPayload(
      table.setName,
      `An undeclared property '${navigation}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
    );
  const { column, target } = found;
  if (value === null) return { [column.name]: null };
  const tables = column.type === "Owner" ? column.targets.map((one) => one.table) : [target.table];
  return { [column.name]: linkedRow(call, value, tables, table.setName) };
}

function isParties(table: Table, name: string): boolean {
  return table.isActivity && name === `${table.name}_activity_parties`;
}

function readParties(call: Call, name: string, value: unknown): readonly Values[] {
  const table = call.org.book.need("activityparty");
  if (!Array.isArray(value))
    throw badPayload(table.setName, `The collection '${name}' must be an array.`);
  return value.map((one) => {
    if (!isObject(one))
      throw badPayload(table.setName, `The collection '${name}' must hold objects.`);
    return readWrite(call, table, one).values;
  });
}

function keyOf(body: JsonObject): RowKey | undefined {
  const link = body["@odata.id"];
  return typeof link === "string" ? segmentsOf(relative(link)).at(-1)?.key : undefined;
}

function lastSegment(call: Call, link: string) {
  const path = relative(
    link.startsWith(call.org.origin) ? link.slice(call.org.origin.length) : link,
  );
  const segment = segmentsOf(path).at(-1);
  if (segment === undefined) throw badQuery(`Invalid URI '${link}'.`);
  return segment;
}

function relative(link: string): string {
  const path = link.startsWith(API_ROOT) ? link.slice(API_ROOT.length) : link;
  return path.replace(/^\//, "");
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
