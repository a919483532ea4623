import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Agreement, ConnectorError, type Signal } from "@perennial/contract";
import { z } from "zod";

/** Agreements that are remembered of an object, those told last: a cursor is then two megabytes or so. */
const MOST_KNOWN = 50_000;
/** Parts that a memory has at most: with more they are made one. */
const MOST_PARTS = 32;

/** An agreement by its id, as JSON without what is not needed to tell its end; nothing for one that is over. */
const Rows = z.array(z.tuple([z.string(), z.string()]));
type Rows = readonly (readonly [id: string, agreement: string])[];

/**
 * What is remembered of the agreements of an object, so that the end of one can be told that was deleted for good: Salesforce then tells its id
 * alone. In parts, the newer behind the older, so that a page adds its own and leaves the rest as it is.
 */
export type KnownAgreements = readonly string[];

/** A memory with what signals tell of agreements. */
export function rememberAgreements(
  known: KnownAgreements,
  signals: readonly Signal[],
): KnownAgreements {
  const rows = signals.flatMap((signal): Rows => {
    if (signal.type !== "agreement.changed") return [];
    const { attributes: _, updatedAt: __, ...kept } = signal.agreement;
    const isOver = kept.status === "ended" || kept.status === "cancelled";
    return [[kept.id, isOver ? "" : JSON.stringify(kept)]];
  });
  if (rows.length === 0) return known;
  const parts = [...known, packed(rows)];
  return parts.length <= MOST_PARTS ? parts : [packed(atMost(MOST_KNOWN, allIn(parts)))];
}

/**
 * Some agreements by their ids as they were told last; those that are over, or were never told, are left out. Throws a `ConnectorError` for a
 * memory that is none of ours.
 */
export function recallAgreements(
  known: KnownAgreements,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, Omit<Agreement, "updatedAt">> {
  if (known.length === 0 || ids.size === 0) return new Map();
  const Kept = Agreement.omit({ updatedAt: true });
  const found = [...allIn(known)].flatMap(([id, text]) => {
    const { data } = ids.has(id) ? Kept.safeParse(JSON.parse(text)) : {};
    return data === undefined ? [] : [[id, data] as const];
  });
  return new Map(found);
}

/** The last word of each, those told last at the end. */
function allIn(parts: KnownAgreements): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const part of parts) {
    for (const [id, text] of unpacked(part)) {
      all.delete(id);
      if (text !== "") all.set(id, text);
    }
  }
  return all;
}

function atMost(count: number, all: ReadonlyMap<string, string>): Rows {
  return [...all].slice(-count);
}

function packed(rows: Rows): string {
  return deflateRawSync(JSON.stringify(rows)).toString("base64");
}

function unpacked(part: string): Rows {
  try {
    return Rows.parse(JSON.parse(inflateRawSync(Buffer.from(part, "base64")).toString("utf8")));
  } catch (cause) {
    const message = "what is remembered of agreements cannot be read; let reading begin anew";
    throw new ConnectorError({ connector: "salesforce", kind: "invalid", message, cause });
  }
}
