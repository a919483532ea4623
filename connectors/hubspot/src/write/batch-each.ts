import { endsAll, notTried, toConnectorError } from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError, DEFAULT_FAMILY } from "@perennial/contract";
import { z } from "zod";
import { BATCH_SIZE, type BatchAnswer, type HubspotClient } from "../hubspot-client.ts";
import type { HubspotPath } from "../hubspot-paths.ts";
import { batchFailure } from "./write-outcome.ts";

/** One row of a batch. HubSpot tells rows apart only by a trace id, and only with it are the others done when one fails. */
export interface BatchRow {
  /** Ours, different for each row. */
  readonly objectWriteTraceId: string;
  /** The record, where there is one already. */
  readonly id?: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly associations?: readonly object[];
}

/** What became of a row. */
export type RowOutcome =
  | { readonly done: true; readonly id?: string }
  | { readonly done: false; readonly error: ConnectorError };

/** What sending rows needs. */
export interface BatchSending {
  readonly client: Pick<HubspotClient, "batch">;
  readonly context: Pick<ConnectorContext, "log">;
}

/** What a row of an answer says of which row it answers. */
const Result = z.looseObject({
  id: z.string().optional(),
  objectWriteTraceId: z.string().nullish(),
});

/** Rows for one path. */
export interface BatchJob {
  readonly path: HubspotPath;
  readonly rows: readonly BatchRow[];
  /** Whether it comes on top of what room was made for before the commands were given. @default false */
  readonly again?: boolean;
}

/** A part of a job that is still to be sent. */
interface Part {
  readonly rows: readonly BatchRow[];
  readonly again: boolean;
}

/**
 * Sends rows in hundreds and gives what became of each, by trace id: one that is refused costs no other. Where HubSpot
 * refuses a whole call for one of its rows, the call is sent again in halves until that row stands alone. After refused
 * credentials or a rate limit nothing more is sent. Never throws.
 */
export async function batchEach(
  sending: BatchSending,
  { path, rows, again = false }: BatchJob,
): Promise<ReadonlyMap<string, RowOutcome>> {
  const outcomes = new Map<string, RowOutcome>();
  const waiting: Part[] = [];
  for (let from = 0; from < rows.length; from += BATCH_SIZE) {
    waiting.push({ rows: rows.slice(from, from + BATCH_SIZE), again });
  }
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    const failure = await sendPart(sending, { path, part, outcomes });
    if (failure === undefined) continue;
    if (part.rows.length > 1 && isAboutSomeRow(failure)) {
      const middle = Math.ceil(part.rows.length / 2);
      waiting.unshift(
        { rows: part.rows.slice(0, middle), again: true },
        { rows: part.rows.slice(middle), again: true },
      );
      continue;
    }
    failAll(outcomes, part.rows, failure);
    if (!endsAll(failure)) continue;
    const rest = waiting.splice(0).flatMap((one) => one.rows);
    failAll(outcomes, rest, notTried(failure));
  }
  return outcomes;
}

interface Sent {
  readonly path: HubspotPath;
  readonly part: Part;
  readonly outcomes: Map<string, RowOutcome>;
}

async function sendPart(
  { client, context }: BatchSending,
  { path, part, outcomes }: Sent,
): Promise<ConnectorError | undefined> {
  try {
    const options = part.again ? { family: DEFAULT_FAMILY } : {};
    const { results, errors } = await client.batch(path, part.rows, options);
    const read = results.map((one) => Result.safeParse(one).data ?? {});
    for (const row of part.rows) {
      outcomes.set(row.objectWriteTraceId, outcomeOf(row, { results: read, errors }));
    }
    return undefined;
  } catch (error) {
    return toConnectorError(error, "hubspot", context.log);
  }
}

/** Only where nothing was taken, and because of what was sent. */
function isAboutSomeRow({ kind, maybeDone }: ConnectorError): boolean {
  return !maybeDone && (kind === "invalid" || kind === "not-found" || kind === "conflict");
}

function failAll(
  outcomes: Map<string, RowOutcome>,
  rows: readonly BatchRow[],
  error: ConnectorError,
): void {
  for (const row of rows) outcomes.set(row.objectWriteTraceId, { done: false, error });
}

type Result = z.infer<typeof Result>;

function outcomeOf(
  row: BatchRow,
  { results, errors }: Pick<BatchAnswer, "errors"> & { readonly results: readonly Result[] },
): RowOutcome {
  const own = errors.find(
    ({ traceIds, ids }) =>
      traceIds.includes(row.objectWriteTraceId) ||
      (traceIds.length === 0 && row.id !== undefined && ids.includes(row.id)),
  );
  if (own !== undefined) return { done: false, error: batchFailure(own) };
  const result = results.find((one) => answers(one, row));
  const id = result?.id ?? row.id;
  const done: RowOutcome = { done: true, ...(id === undefined ? {} : { id }) };
  if (result !== undefined || errors.length === 0) return done;
  // An error that names no row may be about this one, for nothing else speaks of it.
  const stray = errors.find(({ traceIds, ids }) => traceIds.length === 0 && ids.length === 0);
  return { done: false, error: stray === undefined ? unanswered() : batchFailure(stray) };
}

function answers(result: Result, row: BatchRow): boolean {
  if (result.objectWriteTraceId) return result.objectWriteTraceId === row.objectWriteTraceId;
  return row.id !== undefined && result.id === row.id;
}

function unanswered(): ConnectorError {
  const message = "HubSpot's answer says nothing of this record";
  return new ConnectorError({
    connector: "hubspot",
    kind: "unavailable",
    message,
    maybeDone: true,
  });
}
