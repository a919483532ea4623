import type { DoorAnswer } from "../../door/door-request.ts";
import type { ObjectType } from "../record/object-type.ts";
import { type HubspotRecord, recordBody } from "../record/record.ts";
import { askedProperties, type Call, onlyQuery, typeFor } from "./call.ts";
import { invalid } from "./refusal.ts";
import { keyReader, OPERATORS, type Test, testOf } from "./search-filter.ts";
import { either, list, object, readJson, text, whole, word } from "./shape.ts";

/** The limits of search (crm/hubspot.md, 4.1). */
const LONGEST_PAGE = 200;
const PAGE = 10;
const MOST_RESULTS = 10_000;
const MOST_GROUPS = 5;
const MOST_IN_GROUP = 6;
const MOST_FILTERS = 18;
const LONGEST_BODY = 3000;

const SEARCH = object(
  {},
  {
    filterGroups: list(
      object({
        filters: list(
          object(
            { propertyName: text, operator: word(...OPERATORS) },
            { value: text, highValue: text, values: list(text) },
          ),
        ),
      }),
    ),
    sorts: list(
      either(text, object({ propertyName: text }, { direction: word("ASCENDING", "DESCENDING") })),
    ),
    query: text,
    properties: list(text),
    limit: whole,
    after: either(text, whole),
  },
);
type SearchBody = NonNullable<(typeof SEARCH)["of"]>;

/** `POST /crm/objects/{date}/{type}/search`: sees changes late, archived records never, and no more than 10,000 of what fits. */
export function searchObjects(call: Call): DoorAnswer {
  const type = typeFor(call, "read");
  onlyQuery(call);
  if (call.request.body.length > LONGEST_BODY)
    throw invalid(`The request body is too long; search takes ${LONGEST_BODY} characters`);
  const body = readJson(call.request, SEARCH);
  const { limit, after } = pageOf(body);
  const found = matching(call, type, body);
  const page = found.slice(after, after + limit);
  const names = askedProperties(call, type, body.properties ?? []);
  const results = page.map((record) => recordBody(type, record, names));
  const next = after + limit;
  const paging = next < found.length ? { paging: { next: { after: String(next) } } } : {};
  return { status: 200, body: { total: found.length, results, ...paging } };
}

function pageOf(body: SearchBody): { limit: number; after: number } {
  const limit = body.limit ?? PAGE;
  if (limit < 1 || limit > LONGEST_PAGE) throw invalid(`limit must be from 1 to ${LONGEST_PAGE}`);
  const after = Number(body.after ?? 0);
  if (!Number.isInteger(after) || after < 0) throw invalid(`after ${body.after} is not a cursor`);
  if (after + limit > MOST_RESULTS)
    throw invalid(
      `There was a problem with the request. Paging through more than ${MOST_RESULTS} results is not possible`,
    );
  return { limit, after };
}

function matching(call: Call, type: ObjectType, body: SearchBody): readonly HubspotRecord[] {
  const groups = (body.filterGroups ?? []).map(({ filters }) => filters);
  if (groups.length > MOST_GROUPS) throw invalid(`At most ${MOST_GROUPS} filterGroups are allowed`);
  if (groups.some((filters) => filters.length === 0 || filters.length > MOST_IN_GROUP))
    throw invalid(`A filterGroup has from 1 to ${MOST_IN_GROUP} filters`);
  if (groups.flat().length > MOST_FILTERS)
    throw invalid(`At most ${MOST_FILTERS} filters are allowed in all`);
  const book = call.portal.records.book(type);
  const tests = groups.map((filters) => filters.map((filter) => testOf(filter, type, book)));
  const words = queryTest(body.query, type);
  const fits: Test = (record) =>
    (tests.length === 0 || tests.some((all) => all.every((test) => test(record)))) && words(record);
  const found: HubspotRecord[] = [];
  for (const record of call.portal.records.store(type).seen(call.nowMs))
    if (fits(record)) found.push(record);
  return sorted(call, type, { found, sorts: body.sorts ?? [] });
}

function sorted(
  call: Call,
  type: ObjectType,
  what: { found: HubspotRecord[]; sorts: NonNullable<SearchBody["sorts"]> },
): readonly HubspotRecord[] {
  const { found, sorts } = what;
  if (sorts.length > 1) throw invalid("At most one sort is allowed");
  const [sort] = sorts;
  if (sort === undefined) return found;
  const isText = typeof sort === "string";
  const name = isText ? sort.replace(/^-/, "") : sort.propertyName;
  const isDown = isText ? sort.startsWith("-") : sort.direction === "DESCENDING";
  const definition = call.portal.records.book(type).get(name);
  if (definition === undefined) throw invalid(`Property "${name}" does not exist; it cannot sort`);
  // They come in the order of ids.
  if (name === "hs_object_id") return isDown ? found.reverse() : found;
  const read = keyReader(type, definition);
  const keyed = found.map((record) => ({ record, key: read(record) }));
  keyed.sort((one, other) => compared(one.key, other.key) * (isDown ? -1 : 1));
  return keyed.map(({ record }) => record);
}

function compared(one: number | string | undefined, other: number | string | undefined): number {
  if (one === other) return 0;
  if (one === undefined) return 1;
  if (other === undefined) return -1;
  return one < other ? -1 : 1;
}

function queryTest(query: string | undefined, type: ObjectType): Test {
  if (query === undefined || query === "") return () => true;
  const wanted = query.toLowerCase();
  return (record) =>
    type.defaults.some((name) => record.values[name]?.toLowerCase().includes(wanted));
}
