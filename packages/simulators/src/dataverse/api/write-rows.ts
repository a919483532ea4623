import type { DoorAnswer } from "../../door/door-request.ts";
import type { Table } from "../metadata/table.ts";
import { type Row, tagOf } from "../record/row.ts";
import { isReference, type Values } from "../record/value.ts";
import { badValue, noRow, preconditionFailed } from "../refusal.ts";
import { type Call, findRow, keyValues, needPrivilege, needRow, rowOf } from "./call.ts";
import { contextOf, entityWriter, rowUrl } from "./entity-body.ts";
import type { RowKey } from "./resource-path.ts";
import { readObject, readWrite, type WriteBody } from "./write-body.ts";

/** `POST /{set}`. */
export function createRow(call: Call, table: Table): DoorAnswer {
  const write = readWrite(call, table, readObject(call.request, table.setName));
  const row = call.org.desk.together(() => create(call, table, write));
  return written(call, table, row, { created: true });
}

/** `PATCH /{set}(key)`: changes a row or, unless `If-Match` is there, makes it (crm/dynamics.md, 4). */
export function patchRow(call: Call, table: Table, key: RowKey): DoorAnswer {
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch } = call.request.headers;
  const write = readWrite(call, table, readObject(call.request, table.setName));
  return call.org.desk.together(() => {
    const row = findRow(call, table, key);
    if (row === undefined) {
      if (ifMatch !== undefined) throw missing(table, key);
      return written(call, table, create(call, table, withKey(call, table, write, key)), {
        created: true,
      });
    }
    if (ifNoneMatch === "*")
      throw preconditionFailed("0x80040237", "A record with matching key values already exists.");
    checkMatch(row, ifMatch);
    return written(call, table, update(call, table, { row, write }), { created: false });
  });
}

/** `DELETE /{set}(key)`. */
export function deleteRow(call: Call, table: Table, key: RowKey): DoorAnswer {
  const row = rowOf(call, table, key);
  checkMatch(row, call.request.headers["if-match"]);
  needRow(call, "Delete", { table, row });
  call.org.desk.together(() => {
    call.org.desk.remove(table, row, call.manner);
    noted(call, { act: "delete", table: table.name, id: row.id });
  });
  return { status: 204 };
}

/** `PUT /{set}(key)/{column}` and `DELETE /{set}(key)/{column}`: one value alone. */
export function writeColumn(
  call: Call,
  table: Table,
  { key, name, value }: { key: RowKey; name: string; value: unknown },
): DoorAnswer {
  const write = readWrite(call, table, { [name]: value });
  const row = rowOf(call, table, key);
  call.org.desk.together(() => update(call, table, { row, write }));
  return { status: 204 };
}

/** Makes a row as the caller may. */
export function create(call: Call, table: Table, write: WriteBody): Row {
  if (table.name === "activitypointer")
    throw badValue(
      "0x80040216",
      "The 'Create' method does not support entities of type 'activitypointer'.",
    );
  needPrivilege(call, "Create", table);
  checkLinks(call, table, write.values);
  const { desk } = call.org;
  const row = desk.create(table, write.values, call.manner, write.id);
  if (write.parties !== undefined) putParties(call, table, { row, parties: write.parties });
  noted(call, { act: "create", table: table.name, id: row.id, values: write.values });
  return row;
}

/** Changes a row as the caller may. */
export function update(
  call: Call,
  table: Table,
  { row, write }: { row: Row; write: WriteBody },
): Row {
  needRow(call, "Write", { table, row });
  const owner = write.values.ownerid;
  if (owner !== undefined) needRow(call, "Assign", { table, row });
  checkLinks(call, table, write.values);
  const after = call.org.desk.update(table, row, write.values, call.manner);
  if (write.parties !== undefined) putParties(call, table, { row: after, parties: write.parties });
  noted(call, { act: "update", table: table.name, id: row.id, values: write.values });
  return after;
}

/** A body with the values that its key gives. */
export function withKey(call: Call, table: Table, write: WriteBody, key: RowKey): WriteBody {
  if ("id" in key) return { ...write, id: key.id };
  const { values } = keyValues(call, table, key.values);
  return { ...write, values: { ...values, ...write.values } };
}

/** The refusal of a row that should have been there. */
export function missing(table: Table, key: RowKey) {
  return noRow(table.name, "id" in key ? key.id : Object.values(key.values).join(","));
}

function checkMatch(row: Row, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch === tagOf(row)) return;
  throw preconditionFailed(
    "0x80060882",
    "The version of the existing record doesn't match the RowVersion property provided.",
  );
}

// Joining two rows needs leave on both.
function checkLinks(call: Call, table: Table, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    if (!isReference(value) || name === "ownerid") continue;
    needPrivilege(call, "Append", table);
    const target = call.org.book.get(value.table);
    if (target !== undefined) needPrivilege(call, "AppendTo", target);
  }
}

// Who takes part is written anew each time: what was there before goes.
function putParties(
  call: Call,
  table: Table,
  { row, parties }: { row: Row; parties: readonly Values[] },
): void {
  const { desk, book } = call.org;
  const party = book.need("activityparty");
  const manner = { ...call.manner, byService: true };
  for (const one of desk.store(party).pointingAt("activityid", row.id))
    desk.remove(party, one, manner);
  const activityid = { table: table.name, id: row.id };
  for (const values of parties) desk.create(party, { ...values, activityid }, manner);
  const recipients = parties.filter(({ participationtypemask }) => participationtypemask === 2);
  if (table.column("torecipients") === undefined) return;
  const addresses = recipients.map(
    ({ addressused, partyid }) => addressused ?? addressOf(call, partyid),
  );
  const current = desk.store(table).get(row.id) ?? row;
  desk.update(
    table,
    current,
    { torecipients: addresses.filter((one) => one !== null).join(";") || null },
    manner,
  );
}

function addressOf(call: Call, partyid: Values[string] | undefined): Values[string] {
  if (!isReference(partyid)) return null;
  const row = call.org.desk.row(partyid);
  return row?.values.emailaddress1 ?? row?.values.internalemailaddress ?? null;
}

function noted(call: Call, act: Parameters<Call["org"]["log"]>[0]): void {
  call.org.desk.afterwards(() => call.org.log(act));
}

function written(
  call: Call,
  table: Table,
  row: Row,
  { created }: { created: boolean },
): DoorAnswer {
  const url = rowUrl(call, table, row.id);
  const headers = { "odata-entityid": url };
  if (!call.prefer.representation) return { status: 204, headers };
  const write = entityWriter(call, table, call.query);
  const context = { "@odata.context": contextOf(call, `${table.setName}/$entity`) };
  const shown = call.org.desk.store(table).get(row.id) ?? row;
  return {
    status: created ? 201 : 200,
    headers: {
      ...headers,
      "preference-applied": "return=representation",
      ...(created ? { location: url } : {}),
    },
    body: { ...context, ...write(shown) },
  };
}
