import type { DoorAnswer } from "../../door/door-request.ts";
import type { Call } from "./call.ts";
import { type ErrorBody, HubspotRefusal, invalid } from "./refusal.ts";

/** The most inputs of a batch of records (crm/hubspot.md, 4.3). */
export const MOST_INPUTS = 100;

/** A row of a batch of writes. */
export interface BatchRow {
  readonly objectWriteTraceId?: string;
}

/** Refuses an empty batch and one that is too long. */
export function checkSize(inputs: readonly unknown[], most = MOST_INPUTS): void {
  if (inputs.length === 0) throw invalid("inputs must not be empty");
  if (inputs.length > most)
    throw invalid(`The maximum number of inputs supported in a batch request is ${most}`);
}

/** Refuses a batch that names the same thing twice. */
export function checkDistinct(keys: readonly string[]): void {
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw invalid(`Duplicate IDs found in batch input: [${twice}]. IDs must be unique.`);
}

/** The answer to a batch. */
export function batchAnswer(
  call: Call,
  status: number,
  outcome: { results: readonly object[]; errors?: readonly object[] },
): DoorAnswer {
  const now = new Date(call.nowMs).toISOString();
  const errors = outcome.errors ?? [];
  const failed = errors.length === 0 ? {} : { numErrors: errors.length, errors };
  return {
    status: errors.length === 0 ? status : partialStatus(call, status),
    body: {
      status: "COMPLETE",
      results: outcome.results,
      requestedAt: now,
      startedAt: now,
      completedAt: now,
      ...failed,
    },
  };
}

/**
 * Writes the rows of a batch. When every row has a trace id, those in order are written and the others told of in
 * `errors`; otherwise, or where the batch is done as a whole, one that fails refuses them all, and nothing is written
 * (crm/hubspot.md, 10.14).
 */
export function writeRows<Row extends BatchRow>(
  rows: readonly Row[],
  steps: { judge(row: Row): void; write(row: Row): object; readonly whole?: boolean },
): { results: object[]; errors: object[] } {
  const traced = !steps.whole && rows.every((row) => row.objectWriteTraceId !== undefined);
  if (!traced) for (const row of rows) steps.judge(row);
  const results: object[] = [];
  const errors: object[] = [];
  for (const row of rows) {
    try {
      const trace = row.objectWriteTraceId;
      const written = steps.write(row);
      results.push(trace === undefined ? written : { ...written, objectWriteTraceId: trace });
    } catch (error) {
      if (!(error instanceof HubspotRefusal) || !traced) throw error;
      errors.push(rowError(error.body, row.objectWriteTraceId ?? ""));
    }
  }
  return { results, errors };
}

function rowError(body: ErrorBody, traceId: string): object {
  return { ...body, context: { ...body.context, objectWriteTraceId: [traceId] } };
}

function partialStatus(call: Call, status: number): number {
  return call.multiStatus === 207 ? 207 : status;
}
