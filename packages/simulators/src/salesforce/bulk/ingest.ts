import type { Call } from "../api/call.ts";
import { parseRecord } from "../api/parse-record.ts";
import { SalesforceRefusal } from "../api/refusal.ts";
import {
  createRecord,
  deleteRecord,
  type Saved,
  transacted,
  updateRecord,
  upsertRecord,
} from "../api/save-record.ts";
import { DmlRefusal, refused } from "../record/dml-refusal.ts";
import { csvValue } from "../record/field-value.ts";
import type { Transaction } from "../record/transaction.ts";
import type { Field } from "../schema/field.ts";
import type { IngestJob } from "./bulk-job.ts";
import { CsvError, parseCsv } from "./csv.ts";

const CHUNK = 200;

/** Writes the rows of a job, 200 in each transaction; a row that fails holds up no other. */
export function ingest(job: IngestJob): void {
  try {
    const [columns = [], ...rows] = parseCsv(job.data ?? "", job.lineEnding);
    job.columns = columns;
    job.waiting = rows;
    const uneven = rows.find((row) => row.length !== columns.length);
    if (uneven !== undefined)
      throw new CsvError(
        `The number of columns of a row is ${uneven.length}, of the header ${columns.length}`,
      );
    for (const column of columns) checkColumn(job, column);
    job.waiting = [];
    writeAll(job, rows);
    job.state = "JobComplete";
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    job.state = "Failed";
    job.errorMessage = `InvalidBatch : ${error.message}`;
  }
  delete job.data;
}

function writeAll(job: IngestJob, rows: readonly (readonly string[])[]): void {
  const { rules } = job.call.org;
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const fault = rules.triggerFault(job.type.name, chunk.length);
    transacted(job.call, (call, transaction) => {
      for (const cells of chunk) writeRow(job, cells, { call, transaction, fault });
    });
  }
}

interface RowContext {
  readonly call: Call;
  readonly transaction: Transaction;
  readonly fault: string | undefined;
}

function writeRow(job: IngestJob, cells: readonly string[], context: RowContext): void {
  const mark = context.transaction.mark();
  try {
    if (context.fault !== undefined)
      throw refused("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", context.fault);
    const { id, created } = save(job, cells, context);
    job.outcomes.push({ cells, id, created });
  } catch (error) {
    context.transaction.rollBack(mark);
    const id = cells[job.columns.findIndex((name) => name.toLowerCase() === "id")] ?? "";
    job.outcomes.push({ cells, id, created: false, error: errorText(error) });
  }
}

function save(job: IngestJob, cells: readonly string[], { call, transaction }: RowContext): Saved {
  const { type, operation, key } = job;
  const parsed = parseRecord(call, type, bodyOf(job, cells));
  switch (operation) {
    case "insert":
      return createRecord(call, parsed, transaction);
    case "update":
      return updateRecord(call, parsed, transaction);
    case "upsert":
      if (key === undefined) throw refused("MISSING_ARGUMENT", "externalIdFieldName is missing");
      return upsertRecord(call, parsed, { field: key, transaction });
    default: {
      const saved = deleteRecord(call, type, parsed.id ?? "", transaction);
      const record = call.org.records.find(saved.id);
      if (operation === "hardDelete" && record !== undefined) call.org.records.purge(record);
      return saved;
    }
  }
}

function bodyOf(job: IngestJob, cells: readonly string[]): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [index, column] of job.columns.entries()) {
    const cell = cells[index] ?? "";
    // An empty cell leaves its field alone.
    if (cell === "") continue;
    const [name = "", inner] = column.split(".");
    if (inner === undefined) body[name] = cellValue(fieldOf(job, name), cell);
    else body[name] = { [inner]: cell };
  }
  return body;
}

function cellValue(field: Field | undefined, cell: string): unknown {
  return field === undefined ? cell : csvValue(field, cell);
}

function fieldOf({ call, type }: IngestJob, name: string): Field | undefined {
  return call.org.records.schema.field(type, name);
}

function checkColumn(job: IngestJob, column: string): void {
  const { records, permissions } = job.call.org;
  const [name = "", inner] = column.split(".");
  const field =
    inner === undefined ? fieldOf(job, name) : records.schema.relationship(job.type, name);
  if (field === undefined || permissions.isHidden(job.type, field))
    throw new CsvError(`Field name not found : ${column}`);
}

function errorText(error: unknown): string {
  if (error instanceof DmlRefusal)
    return error.errors
      .map(({ statusCode, message, fields }) => `${statusCode}:${message}:${fields.join(",")} --`)
      .join("");
  if (error instanceof SalesforceRefusal)
    return error.errors.map(({ errorCode, message }) => `${errorCode}:${message}: --`).join("");
  throw error;
}
