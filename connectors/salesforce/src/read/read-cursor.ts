import { createHash } from "node:crypto";
import { ConnectorError, Instant } from "@perennial/contract";
import { z } from "zod";

/** How many records told lately a cursor remembers of an object; more are told again under the same signal ids. */
const MOST_TOLD = 500;
/** Letters that stand for a record as it was: of a million, two would be taken for each other once in a million times. */
const MARK = 10;

const ObjectState = z.strictObject({
  /** Where the reading of the object stands; nothing before it began. */
  at: z.string().nullable(),
  /** Marks of records told lately, which the next run meets again. */
  told: z.array(z.string()),
});
/** Where the reading of one object stands. */
export type ObjectState = z.infer<typeof ObjectState>;

/**
 * A part of a run: `changes` reads on from where an object stands, `anew` all of it by another mapping than before, and `members` who is in a
 * campaign that changed.
 */
const Task = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["changes", "anew"]), object: z.string() }),
  z.strictObject({ kind: z.literal("members"), object: z.string(), of: z.string() }),
]);
export type Task = z.infer<typeof Task>;

const Cursor = z.strictObject({
  v: z.literal(1),
  /** The mapping that records were read by: with another one all of them are read anew. */
  of: z.string(),
  /** What is left of the run; nothing between runs. */
  left: z.array(Task),
  /** Whether the first of these has begun. */
  begun: z.boolean(),
  objects: z.record(z.string(), ObjectState),
  /** Whether the run is the first: whoever waits for it waits for nothing else. */
  first: z.boolean().optional(),
  /** Until when it is known what was deleted for good. */
  goneUntil: Instant.optional(),
  /** What is remembered of agreements and of who is in campaigns, by their object. */
  agreements: z.record(z.string(), z.array(z.string())).optional(),
});
/** Where reading stands, in a run or between two. */
export type ReadState = z.infer<typeof Cursor>;

/** What a run begins with. */
export interface NewRun {
  readonly fingerprint: string;
  readonly objects: readonly string[];
  readonly now: Instant;
}

/** Where an object that was never read stands. */
export const UNREAD: ObjectState = { at: null, told: [] };

/** Reads a cursor. Throws a `ConnectorError` for one that was never ours. */
export function parseCursor(text: string): ReadState {
  try {
    return Cursor.parse(JSON.parse(text));
  } catch (cause) {
    const message = "the place where reading stood cannot be understood; let it begin anew";
    throw new ConnectorError({ connector: "salesforce", kind: "invalid", message, cause });
  }
}

/** Writes a cursor. */
export function writeCursor(state: ReadState): string {
  return JSON.stringify(state);
}

/**
 * Where a run begins: it goes on where one was broken off, or reads what has changed of each object. By another mapping what
 * has changed since is news, and all is read anew behind it, which is not.
 */
export function beginRun(
  last: ReadState | undefined,
  { fingerprint, objects, now }: NewRun,
): ReadState {
  if (last !== undefined && last.of === fingerprint && last.left.length > 0) return last;
  const known = last?.objects ?? {};
  const isOther = last !== undefined && last.of !== fingerprint;
  const tasks = (kind: "changes" | "anew", of: readonly string[]) =>
    of.map((object) => ({ kind, object }));
  const read = objects.filter((object) => known[object]?.at);
  const left = isOther
    ? [...tasks("changes", read), ...tasks("anew", objects)]
    : tasks("changes", objects);
  const kept = objects.map((object) => [object, known[object] ?? UNREAD] as const);
  // What is deleted for good while all is read for the first time is asked for afterwards.
  const { goneUntil = now, agreements } = last ?? {};
  const remembered =
    agreements && Object.entries(agreements).filter(([of]) => objects.includes(of));
  const isFirst = last === undefined || (last.first === true && last.left.length > 0);
  return {
    ...(isFirst && { first: true }),
    ...{ v: 1, of: fingerprint, left, begun: false, objects: Object.fromEntries(kept) },
    ...{ goneUntil, ...(remembered && { agreements: Object.fromEntries(remembered) }) },
  };
}

/** What stands for a record as it was at a moment. */
export function markOf(id: string, moment: Instant): string {
  return createHash("sha256").update(`${id}:${moment}`).digest("base64url").slice(0, MARK);
}

/** Marks with further ones, each once, as many as are remembered: of too many the last. */
export function remember(marks: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...marks, ...more])].slice(-MOST_TOLD);
}
