import { setTimeout } from "node:timers/promises";
import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import type { SalesforceClient } from "../salesforce-client.ts";
import { meaningOf, SalesforceFault } from "../salesforce-errors.ts";
import { soqlName } from "../soql/soql-value.ts";

/** Records of one call (crm/salesforce.md, 4). */
const MOST = 200;
/** Records of one call where code of the customer's, which runs with each call, cannot bear as many (crm/salesforce.md, 10.11). */
const FEWER: readonly number[] = [50, 10];
const TOO_MUCH = "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY";
/** How long to wait before a record that others hold is tried again, in milliseconds, each time. */
const LOCKED: readonly number[] = [1_000, 4_000, 12_000];

/** A record as it is to be. */
export interface SavedRecord {
  /** The fields and their values; of an update the `Id`, of an upsert the external id among them. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  /** The record that it belongs to: those of one are written together, for writing one locks the other. */
  readonly parent?: string | undefined;
}

/** What became of a record. */
export type SaveOutcome =
  | { readonly saved: true; readonly id: string; readonly created: boolean }
  | { readonly saved: false; readonly error: ConnectorError };

/** How records are written. */
export interface Saving {
  readonly object: string;
  /** Made, changed by their `Id`, or found by an external id and made where they are not there. */
  readonly how: "create" | "update" | { readonly upsertBy: string };
}

/** Where records are written. */
export interface SavingTools {
  readonly client: Pick<SalesforceClient, "request">;
  readonly abort: AbortSignal;
  /** Waits so many milliseconds. @default real time */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

const Result = z.looseObject({
  id: z.string().nullish(),
  success: z.boolean(),
  created: z.boolean().optional(),
  errors: z.array(SalesforceFault).default([]),
});
type Result = z.infer<typeof Result>;

/**
 * Writes records, each by itself: one that is refused costs no other. Gives what became of each, in the order they came in.
 * A record that somebody else holds is tried again a few times, and those that the customer's own code could not bear together are
 * sent in smaller calls. A call that fails as a whole is what became of its records, and
 * of those that no call was made for after it; what came before it stands. Throws a `ConnectorError` for names that are none.
 */
export async function saveRecords(
  tools: SavingTools,
  saving: Saving,
  records: readonly SavedRecord[],
): Promise<readonly SaveOutcome[]> {
  const { abort, wait = (ms: number) => setTimeout(ms, undefined, { signal: abort }) } = tools;
  const path = pathOf(saving);
  const outcomes = new Map<number, SaveOutcome>();
  let left = inOrder(records);
  /** Sends some in calls of so many, notes what became of each, and gives those that a code is told of. */
  const sendAll = async (some: readonly number[], most: number): Promise<Sent> => {
    const locked: number[] = [];
    const tooMuch: number[] = [];
    for (let from = 0; from < some.length; from += most) {
      const part = some.slice(from, from + most);
      const rows = part.flatMap((at) => records[at] ?? []);
      const results = await send(tools, saving, { path, rows }).catch((error: unknown) => {
        for (const at of part) outcomes.set(at, failed(error));
        throw error;
      });
      for (const [index, at] of part.entries()) {
        outcomes.set(at, outcomeOf(results[index]));
        if (hasCode(results[index], HELD)) locked.push(at);
        if (part.length > 1 && hasCode(results[index], TOO_MUCH)) tooMuch.push(at);
      }
    }
    return { locked, tooMuch };
  };
  try {
    for (const pause of [...LOCKED, undefined]) {
      let sent = await sendAll(left, MOST);
      const locked = [...sent.locked];
      for (const fewer of FEWER) {
        if (sent.tooMuch.length === 0) break;
        sent = await sendAll(sent.tooMuch, fewer);
        locked.push(...sent.locked);
      }
      left = locked;
      if (left.length === 0 || pause === undefined) break;
      // Those who wait for the same record do not all come back at once.
      await wait(pause * (0.5 + Math.random()));
    }
  } catch (error) {
    // What was not sent any more was certainly not done.
    return records.map((_, at) => outcomes.get(at) ?? failed(error, false));
  }
  return records.map((_, at) => outcomes.get(at) ?? outcomeOf(undefined));
}

function failed(error: unknown, maybeDone?: boolean): SaveOutcome {
  if (!ConnectorError.isInstance(error)) throw error;
  if (maybeDone === undefined) return { saved: false, error };
  const { kind, message, retryAfter } = error;
  const details = { connector: "salesforce", kind, message, maybeDone };
  const told = { ...details, ...(retryAfter !== undefined && { retryAfter }) };
  return { saved: false, error: new ConnectorError(told) };
}

/** Records that are to be sent once more, each for its own reason. */
interface Sent {
  readonly locked: readonly number[];
  readonly tooMuch: readonly number[];
}

/** Somebody else is saving the record, or what it belongs to. */
const HELD = "UNABLE_TO_LOCK_ROW";

function hasCode(result: Result | undefined, code: string): boolean {
  return (result?.errors ?? []).some(
    ({ statusCode, errorCode }) => (statusCode ?? errorCode) === code,
  );
}

function pathOf({ object, how }: Saving): readonly string[] {
  const below = typeof how === "object" ? [soqlName(object), soqlName(how.upsertBy)] : [];
  return ["composite", "sobjects", ...below];
}

/** Where records stand when those of one parent stand together. */
function inOrder(records: readonly SavedRecord[]): readonly number[] {
  const keyOf = (at: number) => records[at]?.parent ?? "";
  return [...records.keys()].sort((a, b) =>
    keyOf(a) === keyOf(b) ? a - b : keyOf(a) < keyOf(b) ? -1 : 1,
  );
}

async function send(
  { client }: SavingTools,
  { object, how }: Saving,
  { path, rows }: { readonly path: readonly string[]; readonly rows: readonly SavedRecord[] },
): Promise<readonly Result[]> {
  const type = soqlName(object);
  const answer = await client.request({
    ...{ method: how === "create" ? "POST" : "PATCH", path },
    json: {
      allOrNone: false,
      records: rows.map(({ values }) => ({ attributes: { type }, ...values })),
    },
  });
  const results = answer.read(z.array(Result));
  if (results.length === rows.length) return results;
  const message = `${rows.length} records were written and ${results.length} results came back`;
  throw new ConnectorError({
    ...{ connector: "salesforce", kind: "unavailable", maybeDone: true, message },
  });
}

function outcomeOf(result: Result | undefined): SaveOutcome {
  if (result?.success && result.id) {
    return { saved: true, id: result.id, created: result.created ?? false };
  }
  const [fault] = result?.errors ?? [];
  const code = fault?.statusCode ?? fault?.errorCode ?? "UNKNOWN_EXCEPTION";
  const fields = fault?.fields ?? [];
  const about = fields.length > 0 ? ` (fields: ${fields.join(", ")})` : "";
  const meaning = fault && meaningOf(fault);
  const error = new ConnectorError({
    ...{ connector: "salesforce", kind: meaning?.kind ?? "invalid" },
    ...(meaning?.retryAfter !== undefined && { retryAfter: meaning.retryAfter }),
    message: `${code}: ${fault?.message ?? "Salesforce told no reason"}${about}`,
  });
  return { saved: false, error };
}
