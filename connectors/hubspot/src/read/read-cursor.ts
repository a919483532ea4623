import { createHash } from "node:crypto";
import { ConnectorError, Instant } from "@perennial/contract";
import { z } from "zod";

/**
 * How far back each run looks again, in milliseconds: search sees a change some moments late, and clocks differ
 * (crm/hubspot.md, 4.2). What was told before is known by `told` and not told again.
 */
export const OVERLAP = 5 * 60_000;
/** How many records told lately a cursor remembers; more are told again under the same signal ids. */
const MOST_TOLD = 500;
/** Letters that stand for a record as it was: of a million, two would be taken for each other once in a million times. */
const MARK = 10;

/** A part of a run: `load` reads all of a type, `changes` what changed, `gone` what was deleted; `consents` as it says. */
const Task = z.string().regex(/^(?:load|changes|gone):[a-z0-9_-]+$|^consents$/);

const Cursor = z.strictObject({
  v: z.literal(1),
  /** The mapping that records were read by: with another one all of them are read anew. */
  of: z.string(),
  /** Changes before this were read; none before the first load. */
  since: Instant.nullable(),
  /** When the run began. */
  began: Instant,
  /** What is left of the run; nothing between runs. */
  left: z.array(Task),
  /** How far the first of these has come. */
  after: z.string().nullable(),
  /** Marks of records told in the run before, and so far in this one, that the next one meets again. */
  told: z.array(z.string()),
  telling: z.array(z.string()),
  /** Types that could not be read because nobody allowed it; they are tried in every run. */
  unread: z.array(Task),
  /** The types that were read from the beginning by some mapping: of these it is known what has changed since. */
  types: z.array(z.string()).default([]),
  /** The last look through what was deleted: when, how many pages it took, and who was told lately. */
  swept: z.strictObject({ at: Instant, pages: z.int().nonnegative(), told: z.array(z.string()) }),
  /** The pages and marks of the look under way. */
  sweeping: z.strictObject({ pages: z.int().nonnegative(), told: z.array(z.string()) }),
});

/** Where reading stands, in a run or between two. */
export type ReadState = z.infer<typeof Cursor>;

/** Reads a cursor. Throws a `ConnectorError` for one that was never ours. */
export function parseCursor(text: string): ReadState {
  try {
    return Cursor.parse(JSON.parse(text));
  } catch (cause) {
    const message = "the place where reading stood cannot be understood; let it begin anew";
    throw new ConnectorError({ connector: "hubspot", kind: "invalid", message, cause });
  }
}

/** Writes a cursor. */
export function writeCursor(state: ReadState): string {
  return JSON.stringify(state);
}

/** What a run is begun with. */
export interface RunPlan {
  readonly now: Instant;
  readonly fingerprint: string;
  /** The types of record that the settings use, contacts first. */
  readonly types: readonly string[];
  /** Those of them whose deletion means something. */
  readonly lasting: readonly string[];
  /** Whether HubSpot's statuses of consent are read. */
  readonly consents: boolean;
}

/** Where a run begins: after the one before, or with everything where there was none, or none by this mapping. */
export function beginRun(last: ReadState | undefined, plan: RunPlan): ReadState {
  const { now, fingerprint, types } = plan;
  const loads = types.map((type) => `load:${type}`);
  const first = plan.consents ? loads.toSpliced(1, 0, "consents") : loads;
  if (last === undefined) {
    return {
      ...{ v: 1, of: fingerprint, since: null, began: now, left: first, after: null },
      ...{ told: [], telling: [], unread: [], types: [...types] },
      swept: { at: now, pages: 0, told: [] },
      sweeping: { pages: 0, told: [] },
    };
  }
  const isOther = last.of !== fingerprint;
  const retried = last.unread.filter((task) => first.includes(task));
  const changes = types.filter((type) => !retried.includes(`load:${type}`));
  // What has changed since is news, by any mapping; what is read anew after it is not.
  const news = last.since === null ? [] : changes.filter((type) => last.types.includes(type));
  const work = isOther
    ? [...news.map((type) => `changes:${type}`), ...first]
    : [...retried, ...changes.map((type) => `changes:${type}`)];
  const sweeps = isSweepDue(last, now) ? plan.lasting.map((type) => `gone:${type}`) : [];
  return {
    ...last,
    ...{ of: fingerprint, began: now, left: [...work, ...sweeps], after: null, types: [...types] },
    ...{ telling: [], unread: [] },
    sweeping: { pages: 0, told: [] },
  };
}

/** A look through everything deleted costs a page for each hundred, so the more pages it has the seldomer it is done. */
function isSweepDue({ swept }: ReadState, now: Instant): boolean {
  const restMinutes = Math.max(0, swept.pages - 5);
  return Date.parse(now) - Date.parse(swept.at) >= restMinutes * 60_000;
}

/** Where reading stands when a run is over: the next one looks again at what is younger than the overlap. */
export function endRun(state: ReadState): ReadState {
  const { began, telling, sweeping, swept } = state;
  const didSweep = sweeping.pages > 0;
  return {
    ...state,
    ...{ since: minus(began, OVERLAP), told: telling, telling: [] },
    swept: didSweep ? { at: began, ...sweeping } : swept,
    sweeping: { pages: 0, told: [] },
  };
}

/** The moment some milliseconds before another. */
export function minus(moment: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(moment) - milliseconds).toISOString();
}

/** What stands for a record as it was at a moment. */
export function markOf(type: string, id: string, moment: Instant): string {
  return createHash("sha256").update(`${type}:${id}:${moment}`).digest("base64url").slice(0, MARK);
}

/** Marks with further ones, each once, as many as are remembered. */
export function remember(marks: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...marks, ...more])].slice(0, MOST_TOLD);
}
