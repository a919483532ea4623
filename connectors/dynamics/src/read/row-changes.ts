import { z } from "zod";
import type { TableDefinition } from "../describe/table-definition.ts";
import { type DynamicsClient, type DynamicsRow, RowPage } from "../dynamics-client.ts";
import { asksForFullSync, dynamicsError } from "../dynamics-errors.ts";

/** How far a table was read; kept after what it stands for was taken in. */
export type RowCursor =
  | { readonly way: "tracked"; readonly link: string }
  | {
      /** By `modifiedon`, where changes are not tracked. */
      readonly way: "modified";
      /** The moment from which on rows are read, an instant. */
      readonly from: string;
      /** The page to go on with. */
      readonly link?: string;
      /** The latest `modifiedon` seen so far. */
      readonly latest: string;
    };

/** A page of changes of one table. */
export interface RowChanges {
  /** Rows as they are now. */
  readonly rows: readonly DynamicsRow[];
  /** The ids of rows that are gone. */
  readonly deleted: readonly string[];
  readonly cursor: RowCursor;
  /** Whether all rows are read anew: what is not among them by its end is gone. */
  readonly isFull: boolean;
  /** Whether there is more to read at once. */
  readonly hasMore: boolean;
}

/** What is read of a table. */
export interface RowReading {
  readonly client: Pick<DynamicsClient, "request">;
  readonly table: TableDefinition;
  /** The columns, as the Web API names them. */
  readonly columns: readonly string[];
  /** Rows in a page. @default 1000 */
  readonly pageSize?: number;
}

/** Clocks of the service's machines differ by a little: so much is read twice. */
const OVERLAP_MS = 120_000;
/** Which table a lookup points at: a machine's word, unlike formatted values, which are for people and never asked for. */
const ANNOTATIONS = 'odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"';
const BEGINNING = "1900-01-01T00:00:00Z";
const Gone = z.looseObject({ id: z.string(), reason: z.string() });

/** Reads a table's changes, page by page, from a cursor or from the beginning; each page's cursor is one to go on from. */
export async function* readRowChanges(
  reading: RowReading,
  cursor: RowCursor | undefined,
): AsyncGenerator<RowChanges> {
  let at = cursor;
  // A table that has come to be tracked since is read in full once: only from then on it is known what changes.
  let isFull = cursor?.way !== (reading.table.tracksChanges ? "tracked" : "modified");
  for (;;) {
    const page = reading.table.tracksChanges
      ? await trackedPage(reading, at?.way === "tracked" ? at.link : undefined)
      : await modifiedPage(reading, at?.way === "modified" ? at : undefined);
    isFull ||= page.isFull;
    yield { ...page, isFull };
    if (!page.hasMore) return;
    at = page.cursor;
  }
}

/** What the organisation itself says changed; where the link is too old, everything anew (crm/dynamics.md, 3.1). */
async function trackedPage(reading: RowReading, link: string | undefined): Promise<RowChanges> {
  const { client, table, columns } = reading;
  const headers = {
    prefer: `odata.track-changes,odata.maxpagesize=${reading.pageSize ?? 1000},${ANNOTATIONS}`,
  };
  const answer = await client.request(
    link === undefined
      ? { method: "GET", path: [table.setName], query: { $select: columns.join(",") }, headers }
      : { method: "GET", link, headers, accept: [400, 404, 410, 412] },
  );
  if (answer.status >= 400) {
    if (link !== undefined && asksForFullSync(answer.status, answer.words))
      return { ...(await trackedPage(reading, undefined)), isFull: true };
    throw dynamicsError(
      "invalid",
      `changes of ${table.logicalName} were answered ${answer.status}: ${answer.words}`,
    );
  }
  const page = answer.read(RowPage);
  const next = page["@odata.nextLink"];
  const following = next ?? page["@odata.deltaLink"];
  if (following === undefined)
    throw dynamicsError(
      "unavailable",
      `changes of ${table.logicalName} came without a link to go on from`,
    );
  const gone = page.value.flatMap((row) => Gone.safeParse(row).data ?? []);
  return {
    rows: page.value.filter((row) => !Gone.safeParse(row).success),
    deleted: gone.map(({ id }) => id),
    cursor: { way: "tracked", link: following },
    isFull: false,
    hasMore: next !== undefined,
  };
}

/** Rows by the moment of their last change; deletions are not seen. */
async function modifiedPage(
  reading: RowReading,
  cursor: (RowCursor & { way: "modified" }) | undefined,
): Promise<RowChanges> {
  const { client, table, columns } = reading;
  const { from = BEGINNING, latest = BEGINNING, link } = cursor ?? {};
  const headers = { prefer: `odata.maxpagesize=${reading.pageSize ?? 1000},${ANNOTATIONS}` };
  const query = {
    $select: [...new Set([...columns, "modifiedon"])].join(","),
    $filter: `modifiedon ge ${from}`,
    $orderby: `modifiedon,${table.primaryId}`,
  };
  const answer = await client.request(
    link === undefined
      ? { method: "GET", path: [table.setName], query, headers }
      : { method: "GET", link, headers },
  );
  const page = answer.read(RowPage);
  const moments = page.value.map(({ modifiedon }) => String(modifiedon ?? BEGINNING));
  const newest = [latest, ...moments].reduce((one, other) => (one > other ? one : other));
  const next = page["@odata.nextLink"];
  return {
    rows: page.value,
    deleted: [],
    cursor:
      next === undefined
        ? { way: "modified", from: earlier(newest), latest: newest }
        : { way: "modified", from, latest: newest, link: next },
    isFull: false,
    hasMore: next !== undefined,
  };
}

function earlier(moment: string): string {
  const millis = Math.max(Date.parse(moment) - OVERLAP_MS, Date.parse(BEGINNING));
  return `${new Date(millis).toISOString().slice(0, 19)}Z`;
}
