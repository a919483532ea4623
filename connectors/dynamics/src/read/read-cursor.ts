import { z } from "zod";
import { dynamicsError } from "../dynamics-errors.ts";
import { type KnownRows, packRows, unpackRows } from "./known-rows.ts";
import type { RowCursor } from "./row-changes.ts";

const At = z.discriminatedUnion("way", [
  z.strictObject({ way: z.literal("tracked"), link: z.string() }),
  z.strictObject({
    ...{ way: z.literal("modified"), from: z.string(), latest: z.string() },
    link: z.string().optional(),
  }),
]);
const Packed = z.strictObject({
  /** Where the reading of the table stands; nothing before it began. */
  at: At.nullable(),
  /** The rows that were told and are not known to be gone. */
  known: z.string(),
  /** While all rows are read anew: those that were met so far; what is not among them by the end is gone. */
  met: z.string().nullable(),
});
const Cursor = z.strictObject({
  v: z.literal(1),
  /** The mapping that rows were read by: with another one all of them are read anew. */
  of: z.string(),
  /** What is left of the run, the first of it under way; nothing between runs. */
  left: z.array(
    z.strictObject({
      kind: z.enum(["changes", "anew"]),
      table: z.string(),
      begun: z.boolean().default(false),
    }),
  ),
  tables: z.record(z.string(), Packed),
});

/** Where the reading of one table stands. */
export interface TableState {
  readonly at: RowCursor | undefined;
  readonly known: KnownRows;
  readonly met: KnownRows | undefined;
}

/** A part of a run: `changes` reads on from where a table stands, `anew` all of it by another mapping than before. */
export type ReadTask = z.infer<typeof Cursor>["left"][number];

/** Where reading stands, in a run or between two. */
export interface ReadState {
  readonly of: string;
  readonly left: readonly ReadTask[];
  readonly tables: ReadonlyMap<string, TableState>;
}

/** Where a table that was never read stands. */
export const UNREAD: TableState = { at: undefined, known: new Map(), met: undefined };

/** Reads a cursor. Throws a `ConnectorError` for one that was never ours. */
export function parseCursor(text: string): ReadState {
  try {
    const { of, left, tables } = Cursor.parse(JSON.parse(text));
    return { of, left, tables: new Map(Object.entries(tables).map(unpacked)) };
  } catch {
    throw dynamicsError(
      "invalid",
      "the place where reading stood cannot be understood; let it begin anew",
    );
  }
}

/** Writes a cursor. */
export function writeCursor({ of, left, tables }: ReadState): string {
  const packed = [...tables].map(([table, { at, known, met }]) => [
    table,
    { at: at ?? null, known: packRows(known), met: met === undefined ? null : packRows(met) },
  ]);
  return JSON.stringify({ v: 1, of, left, tables: Object.fromEntries(packed) });
}

/** Where a run begins or goes on. */
export function beginRun(
  last: ReadState | undefined,
  plan: { readonly fingerprint: string; readonly tables: readonly string[] },
): ReadState {
  const { fingerprint: of, tables } = plan;
  const task = (kind: ReadTask["kind"]) => (table: string) => ({ kind, table, begun: false });
  if (last === undefined) return { of, left: tables.map(task("changes")), tables: new Map() };
  if (last.of === of && last.left.length > 0) return last;
  const kept = new Map([...last.tables].filter(([table]) => tables.includes(table)));
  if (last.of === of) return { of, left: tables.map(task("changes")), tables: kept };
  // What has changed since is news, by any mapping; what is read anew after it is not.
  const news = tables.filter((table) => kept.get(table)?.at !== undefined);
  const left = [...news.map(task("changes")), ...tables.map(task("anew"))];
  return { of, left, tables: kept };
}

function unpacked([table, { at, known, met }]: [string, z.infer<typeof Packed>]) {
  const state: TableState = {
    at: at === null ? undefined : cursorOf(at),
    known: unpackRows(known),
    met: met === null ? undefined : unpackRows(met),
  };
  return [table, state] as const;
}

function cursorOf(at: z.infer<typeof At>): RowCursor {
  if (at.way === "tracked") return at;
  const { way, from, latest, link } = at;
  return link === undefined ? { way, from, latest } : { way, from, latest, link };
}
