import type { DoorAnswer } from "../../door/door-request.ts";
import { type DmlError, DmlRefusal, refused } from "../record/dml-refusal.ts";
import { isDeleted } from "../record/record.ts";
import { longId } from "../record/record-id.ts";
import type { Transaction } from "../record/transaction.ts";
import { type Call, isObject, jsonOf, objectOf, textsOf, typeOf } from "./call.ts";
import { externalField, type ParsedRecord, parseRecord, typeByAttributes } from "./parse-record.ts";
import { refuse } from "./refusal.ts";
import {
  createRecord,
  deleteRecord,
  type Saved,
  transacted,
  updateRecord,
  upsertRecord,
} from "./save-record.ts";
import { fieldsNamed, shown } from "./sobjects-api.ts";

/**
 * The most records of one call, and the most that can be read (Salesforce Developer Limits and Allocations Quick
 * Reference).
 */
const MOST_RECORDS = 200;
const MOST_READ = 2000;

/** `POST /composite/sobjects`: makes up to 200 records. */
export function createMany(call: Call): DoorAnswer {
  const { allOrNone, records } = collection(call);
  return saveAll(call, records, { allOrNone, save: createRecord });
}

/** `PATCH /composite/sobjects`: changes up to 200 records by their ids. */
export function updateMany(call: Call): DoorAnswer {
  const { allOrNone, records } = collection(call);
  return saveAll(call, records, { allOrNone, save: updateRecord });
}

/** `PATCH /composite/sobjects/{type}/{field}`: changes or makes up to 200 records by an external id. */
export function upsertMany(call: Call): DoorAnswer {
  const type = typeOf(call);
  const field = externalField(call, type, call.params.field ?? "");
  const { allOrNone, records } = collection(call);
  const stranger = records.find((record) => record.type.name !== type.name);
  if (stranger !== undefined)
    throw refuse("INVALID_TYPE", `All records must be of type ${type.name}`);
  return saveAll(call, records, {
    allOrNone,
    isUpsert: true,
    save: (inner, record, transaction) => upsertRecord(inner, record, { field, transaction }),
  });
}

/** `DELETE /composite/sobjects?ids=`: puts up to 200 records into the bin. */
export function deleteMany(call: Call): DoorAnswer {
  const ids = (call.query.get("ids") ?? "").split(",").filter((id) => id !== "");
  if (ids.length === 0) throw refuse("MISSING_ARGUMENT", "The ids parameter is required");
  checkSize(ids.length);
  const allOrNone = call.query.get("allOrNone") === "true";
  return answerAll(call, ids, {
    allOrNone,
    act: (inner, id, transaction) => {
      const type = call.org.records.schema.typeOfId(id);
      if (type === undefined) throw refused("MALFORMED_ID", `bad id ${id}`, ["Id"]);
      return deleteRecord(inner, type, id, transaction);
    },
  });
}

/** `POST /composite/sobjects/{type}`: reads up to 2,000 records by their ids; `null` where one is not there. */
export function retrieveMany(call: Call): DoorAnswer {
  const type = typeOf(call);
  const body = objectOf(jsonOf(call), ["ids", "fields"]);
  const ids = textsOf(body.ids, "ids");
  const fields = fieldsNamed(call, type, textsOf(body.fields, "fields"));
  if (ids.length > MOST_READ)
    throw refuse("LIMIT_EXCEEDED", `The maximum number of ids is ${MOST_READ}`);
  const store = call.org.records.store(type);
  const rows = ids.map((id) => {
    if (longId(id) === undefined)
      throw refuse("MALFORMED_ID", `${type.label} ID: id value of incorrect type: ${id}`);
    const record = store.get(id);
    return record === undefined || isDeleted(record) ? null : shown(call, record, fields);
  });
  return { status: 200, body: rows };
}

interface Collection {
  readonly allOrNone: boolean;
  readonly records: readonly ParsedRecord[];
}

function collection(call: Call): Collection {
  const body = objectOf(jsonOf(call), ["allOrNone", "records"]);
  const { allOrNone = false, records } = body;
  if (typeof allOrNone !== "boolean" || !Array.isArray(records))
    throw refuse("JSON_PARSER_ERROR", "records must be a list, and allOrNone true or false");
  checkSize(records.length);
  const parsed = records.map((record: unknown) => {
    if (!isObject(record)) throw refuse("JSON_PARSER_ERROR", "A record must be an object");
    return parseRecord(call, typeByAttributes(call, record), record);
  });
  checkChunks(parsed);
  return { allOrNone, records: parsed };
}

/** A call may change between types ten times at most. */
function checkChunks(records: readonly ParsedRecord[]): void {
  const chunks = records.filter(({ type }, index) => type !== records[index - 1]?.type).length;
  if (chunks > 10)
    throw refuse("INVALID_INPUT", "The request has more than 10 chunks of records of one type");
}

function checkSize(count: number): void {
  if (count <= MOST_RECORDS) return;
  throw refuse(
    "EXCEEDED_MAX_SOBJECTS_COUNT",
    `The number of records exceeds the limit of ${MOST_RECORDS}`,
  );
}

type Save = (call: Call, record: ParsedRecord, transaction: Transaction) => Saved;

function saveAll(
  call: Call,
  records: readonly ParsedRecord[],
  how: { allOrNone: boolean; isUpsert?: boolean; save: Save },
): DoorAnswer {
  const { rules } = call.org;
  const seen = new Set<string>();
  return answerAll(call, records, {
    ...how,
    act: (inner, record, transaction) => {
      const count = records.filter(({ type }) => type === record.type).length;
      const fault = rules.triggerFault(record.type.name, count);
      if (fault !== undefined) throw refused("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", fault);
      const saved = how.save(inner, record, transaction);
      if (!saved.created && seen.has(saved.id))
        throw refused("DUPLICATE_VALUE", `Duplicate id specified: ${saved.id}`);
      seen.add(saved.id);
      return saved;
    },
  });
}

interface Outcome {
  readonly id?: string;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly DmlError[];
}

const ROLLED_BACK: DmlError = {
  statusCode: "ALL_OR_NONE_OPERATION_ROLLED_BACK",
  message:
    "Record rolled back because not all records were valid and the request was using AllOrNone header",
  fields: [],
};

class AllRolledBack extends Error {}

/** Does something with each of a list: as a whole, or each for itself. */
function answerAll<T>(
  call: Call,
  items: readonly T[],
  how: {
    allOrNone: boolean;
    isUpsert?: boolean;
    act: (call: Call, item: T, transaction: Transaction) => Saved;
  },
): DoorAnswer {
  const outcomes: Outcome[] = [];
  try {
    transacted(call, (inner, transaction) => {
      for (const item of items) {
        const mark = transaction.mark();
        try {
          const { id, created } = how.act(inner, item, transaction);
          outcomes.push({ id, success: true, ...(how.isUpsert ? { created } : {}), errors: [] });
        } catch (error) {
          if (!(error instanceof DmlRefusal)) throw error;
          transaction.rollBack(mark);
          outcomes.push({ success: false, errors: error.errors });
        }
      }
      if (how.allOrNone && outcomes.some(({ success }) => !success)) throw new AllRolledBack();
    });
  } catch (error) {
    if (!(error instanceof AllRolledBack)) throw error;
    const undone = outcomes.map((one) =>
      one.success ? { success: false, errors: [ROLLED_BACK] } : one,
    );
    return { status: 200, body: undone };
  }
  return { status: 200, body: outcomes };
}
