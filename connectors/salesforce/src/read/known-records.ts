import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Agreement, ConnectorError, Interaction, type Signal } from "@perennial/contract";
import { z } from "zod";

/** Records that are remembered of an object, those told last: a cursor is then two megabytes or so. */
const MOST_KNOWN = 50_000;
/** Parts that a memory has at most: with more they are made one. */
const MOST_PARTS = 32;

/** A record of ours by its id, as JSON without what is not needed to tell its end; nothing for one that is over. */
const Rows = z.array(z.tuple([z.string(), z.string()]));
type Rows = readonly (readonly [id: string, record: string])[];

/**
 * What is remembered of the agreements of an object, or of who is in campaigns, so that the end of one can be told that was deleted for good:
 * Salesforce then tells its id alone. In parts, the newer behind the older, so that a page adds its own and leaves the rest as it is.
 */
export type KnownRecords = readonly string[];

/** A memory with what signals tell of agreements, and of who is in campaigns that run. */
export function rememberRecords(known: KnownRecords, signals: readonly Signal[]): KnownRecords {
  const rows = signals.flatMap(rowsOf);
  if (rows.length === 0) return known;
  const parts = [...known, packed(rows)];
  return parts.length <= MOST_PARTS ? parts : [packed(atMost(MOST_KNOWN, allIn(parts)))];
}

function rowsOf(signal: Signal): Rows {
  if (signal.type === "agreement.changed") {
    const { attributes: _, updatedAt: __, ...kept } = signal.agreement;
    const isOver = kept.status === "ended" || kept.status === "cancelled";
    return [[kept.id, isOver ? "" : JSON.stringify(kept)]];
  }
  if (signal.type !== "interaction.happened" || signal.interaction.direction === "in") return [];
  const { updatedAt: _, ...kept } = signal.interaction;
  return kept.campaign === undefined
    ? []
    : [[kept.id, kept.campaign.state === "running" ? JSON.stringify(kept) : ""]];
}

/**
 * Some agreements by their ids as they were told last; those that are over, or were never told, are left out. Throws a `ConnectorError` for a
 * memory that is none of ours.
 */
export function recallAgreements(
  known: KnownRecords,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, Omit<Agreement, "updatedAt">> {
  return recall(Agreement.omit({ updatedAt: true }), known, ids);
}

/** The same of what customers were told to be in, by the ids that those contacts have here. */
export function recallMembers(
  known: KnownRecords,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, Interaction> {
  return recall(Interaction, known, ids);
}

function recall<Kept>(
  Kept: z.ZodType<Kept>,
  known: KnownRecords,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, Kept> {
  if (known.length === 0 || ids.size === 0) return new Map();
  const found = [...allIn(known)].flatMap(([id, text]) => {
    const { data } = ids.has(id) ? Kept.safeParse(JSON.parse(text)) : {};
    return data === undefined ? [] : [[id, data] as const];
  });
  return new Map(found);
}

/** The last word of each, those told last at the end. */
function allIn(parts: KnownRecords): ReadonlyMap<string, string> {
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
    const message = "what is remembered of records cannot be read; let reading begin anew";
    throw new ConnectorError({ connector: "salesforce", kind: "invalid", message, cause });
  }
}
