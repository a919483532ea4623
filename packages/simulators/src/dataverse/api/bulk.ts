import type { DoorAnswer } from "../../door/door-request.ts";
import type { Table } from "../metadata/table.ts";
import { badPayload, badValue, DataverseRefusal } from "../refusal.ts";
import { type Call, findRow } from "./call.ts";
import { readObject, readWrite, type WriteBody } from "./write-body.ts";
import { create, missing, update, withKey } from "./write-rows.ts";

/** The messages that write many rows at once, all or nothing (crm/dynamics.md, 4). */
export const BULK = ["CreateMultiple", "UpdateMultiple", "UpsertMultiple"] as const;
/** One of them. */
export type BulkMessage = (typeof BULK)[number];

const LARGEST = 1000;

/** `POST /{set}/Microsoft.Dynamics.CRM.CreateMultiple` and its like. */
export function writeMany(call: Call, table: Table, message: BulkMessage): DoorAnswer {
  if (!table.isBulkEnabled)
    throw badValue(
      "0x80040216",
      `The message ${message} is not supported on entity ${table.name}.`,
    );
  const targets = readTargets(call, table);
  call.countRows(targets.length);
  if (targets.length > LARGEST)
    throw new DataverseRefusal(
      413,
      "0x80048d19",
      `The number of rows in one ${message} exceeds ${LARGEST}; send fewer.`,
    );
  return call.org.desk.together(() => {
    if (message === "CreateMultiple") {
      const Ids = targets.map((write) => create(call, table, write).id);
      const context = `${call.org.origin}/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`;
      return { status: 200, body: { "@odata.context": context, Ids } };
    }
    for (const write of targets)
      if (message === "UpdateMultiple") updateOne(call, table, write);
      else upsertOne(call, table, write);
    return { status: 204 };
  });
}

function readTargets(call: Call, table: Table): readonly WriteBody[] {
  const body = readObject(call.request, table.setName);
  const { Targets, ...rest } = body;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw badPayload(
      table.setName,
      `The parameter '${unknown}' in the request payload is not a valid parameter for the operation.`,
    );
  if (!Array.isArray(Targets) || Targets.length === 0)
    throw badPayload(
      table.setName,
      "The parameter 'Targets' must be an array with at least one row.",
    );
  return Targets.map((target: unknown) => {
    if (typeof target !== "object" || target === null || Array.isArray(target))
      throw badPayload(table.setName, "Each of 'Targets' must be an object.");
    const row: Readonly<Record<string, unknown>> = { ...target };
    const type = `Microsoft.Dynamics.CRM.${table.name}`;
    if (row["@odata.type"] !== type && row["@odata.type"] !== `#${type}`)
      throw badPayload(table.setName, `Each of 'Targets' needs "@odata.type": "${type}".`);
    return readWrite(call, table, row);
  });
}

function updateOne(call: Call, table: Table, write: WriteBody): void {
  const key = write.id === undefined ? write.key : { id: write.id };
  if (key === undefined)
    throw badValue("0x80040203", `Each of 'Targets' needs its primary key '${table.primaryId}'.`);
  const row = findRow(call, table, key);
  if (row === undefined) throw missing(table, key);
  update(call, table, { row, write });
}

function upsertOne(call: Call, table: Table, write: WriteBody): void {
  const key = write.key ?? (write.id === undefined ? undefined : { id: write.id });
  const row = key === undefined ? undefined : findRow(call, table, key);
  if (row !== undefined) update(call, table, { row, write });
  else create(call, table, key === undefined ? write : withKey(call, table, write, key));
}
