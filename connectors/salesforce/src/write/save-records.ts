import { setTimeout } from "node:timers/promises";
import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import type { SalesforceClient } from "../salesforce-client.ts";
import { meaningOf, SalesforceFault } from "../salesforce-errors.ts";
import { soqlName } from "../soql/soql-value.ts";

/** Records of one call (crm/salesforce.md, 4). */
const MOST = 200;
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
 * A record that somebody else holds is tried again a few times. Throws a `ConnectorError` where a whole call fails; what was
 * written before it stays written.
 */
export async function saveRecords(
  tools: SavingTools,
  saving: Saving,
  records: readonly SavedRecord[],
): Promise<readonly SaveOutcome[]> {
  const { abort, wait = (ms: number) => setTimeout(ms, undefined, { signal: abort }) } = tools;
  const outcomes = new Map<number, SaveOutcome>();
  let left = inOrder(records);
  for (const pause of [...LOCKED, undefined]) {
    const locked: number[] = [];
    for (let from = 0; from < left.length; from += MOST) {
      const part = left.slice(from, from + MOST);
      const results = await send(
        tools,
        saving,
        part.flatMap((at) => records[at] ?? []),
      );
      for (const [index, at] of part.entries()) {
        const outcome = outcomeOf(results[index]);
        outcomes.set(at, outcome);
        if (!outcome.saved && outcome.error.kind === "unavailable") locked.push(at);
      }
    }
    left = locked;
    if (left.length === 0 || pause === undefined) break;
    await wait(pause);
  }
  return records.map((_, at) => outcomes.get(at) ?? outcomeOf(undefined));
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
  records: readonly SavedRecord[],
): Promise<readonly Result[]> {
  const type = soqlName(object);
  const below = typeof how === "object" ? [type, soqlName(how.upsertBy)] : [];
  const answer = await client.request({
    ...{ method: how === "create" ? "POST" : "PATCH", path: ["composite", "sobjects", ...below] },
    json: {
      allOrNone: false,
      records: records.map(({ values }) => ({ attributes: { type }, ...values })),
    },
  });
  const results = answer.read(z.array(Result));
  if (results.length === records.length) return results;
  const message = `${records.length} records were written and ${results.length} results came back`;
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
