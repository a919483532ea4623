import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";

/**
 * Rows that were told of a table, by id, and of an agreement what its end is told with. The organisation forgets after
 * some days what was deleted (crm/dynamics.md, 3.1): after that only this says which rows have gone.
 */
export type KnownRows = ReadonlyMap<string, string>;

const Packed = z.array(z.tuple([z.string(), z.string()]));
/** Rows that are remembered of a table: with their ids a cursor is a megabyte or so. */
export const MOST_KNOWN = 50_000;

/** As it stands in a cursor. */
export function packRows(rows: KnownRows): string {
  if (rows.size === 0) return "";
  const some = [...rows].slice(0, MOST_KNOWN);
  return deflateRawSync(JSON.stringify(some), { level: 6 }).toString("base64");
}

/** What stands in a cursor. Throws for what was never written by us. */
export function unpackRows(text: string): KnownRows {
  if (text === "") return new Map();
  const json = inflateRawSync(Buffer.from(text, "base64")).toString("utf8");
  return new Map(Packed.parse(JSON.parse(json)));
}
