import type { Answer } from "@perennial/connector-kit";
import { issueWords } from "@perennial/connector-kit";
import { ConnectorError, type Instant, type Misunderstanding } from "@perennial/contract";
import type { HubspotClient } from "../hubspot-client.ts";
import { objectsPath } from "../hubspot-paths.ts";
import type { TypePath } from "../mapping/source-fields.ts";
import { HubspotRecord, RecordPage } from "./hubspot-record.ts";
import { READING, SEARCHING } from "./read-tools.ts";

/** Records of a list's page, and of a search's (crm/hubspot.md, 4.1 and 4.2). */
const LIST_PAGE = 100;
const SEARCH_PAGE = 200;
/** Letters of property names that a list's address, or a search's body of 3,000, may have; with more they are read apart. */
const LONGEST_NAMES = 2_000;

/** Records that were read, what of them makes no sense, and where the next begin. */
export interface ReadPage {
  readonly records: readonly HubspotRecord[];
  readonly problems: readonly Misunderstanding[];
  readonly next: string | undefined;
}

/** What is read, with which properties. */
export interface Wanted {
  readonly type: TypePath;
  readonly properties: readonly string[];
}

/** How a list is read. */
export interface Listing extends Wanted {
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** Whether what was deleted is read in place of what is there. @default false */
  readonly archived?: boolean;
  /** @default 100 */
  readonly limit?: number;
}

/** Reads a page of all records, by id. It sees every change at once, and goes as far as there are records. */
export async function listRecords(client: HubspotClient, listing: Listing): Promise<ReadPage> {
  const { type, properties, after, archived = false, limit = LIST_PAGE } = listing;
  const names = properties.join(",");
  const isLong = names.length > LONGEST_NAMES;
  const answer = await client.request({
    ...{ method: "GET", path: objectsPath(type), family: READING },
    query: {
      limit: String(limit),
      ...{ after, archived: String(archived) },
      properties: isLong ? undefined : names,
    },
  });
  const { paging, ...page } = readPage(type, answer);
  const next = paging?.next?.after;
  if (next !== undefined && next === after) throw stuck(`GET /${type}`);
  return { ...(await whole(client, listing, { page, isLong })), next };
}

/** What a search is for. */
export interface Change extends Wanted {
  readonly since: Instant;
  /** The last id of the page before. */
  readonly after?: string | undefined;
}

/**
 * Reads a page of the records changed since a moment, by id and not by time: many can share one moment, and a search
 * gives no more than ten thousand (crm/hubspot.md, 4.2). It sees a change some moments late.
 */
export async function changedRecords(client: HubspotClient, change: Change): Promise<ReadPage> {
  const { type, properties, since, after } = change;
  const modified = type === "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate";
  const isLong = properties.join().length > LONGEST_NAMES;
  const filters = [
    { propertyName: modified, operator: "GTE", value: String(Date.parse(since)) },
    ...(after === undefined
      ? []
      : [{ propertyName: "hs_object_id", operator: "GT", value: after }]),
  ];
  const answer = await client.request({
    ...{ method: "POST", path: objectsPath(type, "search"), readOnly: true, family: SEARCHING },
    json: {
      filterGroups: [{ filters }],
      sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
      properties: isLong ? [] : properties,
      limit: SEARCH_PAGE,
    },
  });
  const { paging, ...page } = readPage(type, answer);
  const last = page.records.at(-1)?.id;
  if (paging?.next && (last === undefined || last === after)) throw stuck(`a search of ${type}`);
  return {
    ...(await whole(client, change, { page, isLong })),
    next: paging?.next ? last : undefined,
  };
}

/** Records by their ids, as they are now; those that are not there are left out. */
export async function recordsById(
  client: HubspotClient,
  { type, properties }: Wanted,
  ids: readonly string[],
): Promise<Omit<ReadPage, "next">> {
  const { results } = await client.batch(
    objectsPath(type, "batch", "read"),
    ids.map((id) => ({ id })),
    { readOnly: true, family: READING, extra: { properties, propertiesWithHistory: [] } },
  );
  return toRecords(type, results);
}

/** One record, under its own id or one that was merged into it; undefined where there is none. */
export async function recordById(
  { request }: HubspotClient,
  { type, properties, archived = false }: Wanted & { readonly archived?: boolean },
  id: string,
): Promise<HubspotRecord | undefined> {
  const answer = await request({
    ...{ method: "GET", path: objectsPath(type, id), family: READING, accept: [404] },
    query: { properties: properties.join(","), archived: String(archived) },
  });
  return answer.status === 404 ? undefined : answer.read(HubspotRecord);
}

interface Judged {
  readonly page: Omit<ReadPage, "next">;
  readonly isLong: boolean;
}

/** A page with the properties of its records, where those are too many to be asked for along with it. */
async function whole(
  client: HubspotClient,
  wanted: Wanted,
  { page, isLong }: Judged,
): Promise<Omit<ReadPage, "next">> {
  if (!isLong || page.records.length === 0) return page;
  const ids = page.records.map(({ id }) => id);
  const { records, problems } = await recordsById(client, wanted, ids);
  const byId = new Map(records.map((record) => [record.id, record]));
  return {
    records: page.records.flatMap(({ id }) => byId.get(id) ?? []),
    problems: [...page.problems, ...problems],
  };
}

function readPage(type: TypePath, answer: Answer) {
  const { results, paging } = answer.read(RecordPage);
  return { ...toRecords(type, results), paging };
}

function toRecords(type: TypePath, results: readonly unknown[]): Omit<ReadPage, "next"> {
  const records: HubspotRecord[] = [];
  const problems: Misunderstanding[] = [];
  for (const [index, result] of results.entries()) {
    const { data, error } = HubspotRecord.safeParse(result);
    if (data) records.push(data);
    else problems.push({ place: `${type}.results[${index}]`, message: issueWords(error) });
  }
  return { records, problems };
}

function stuck(what: string): ConnectorError {
  const message = `${what} gives the same page again and again`;
  return new ConnectorError({ connector: "hubspot", kind: "unavailable", message });
}
