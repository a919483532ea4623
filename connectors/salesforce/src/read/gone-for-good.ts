import { type Candidate, understand } from "@perennial/connector-kit";
import { ConnectorError, type Instant, type Understanding } from "@perennial/contract";
import { z } from "zod";
import { mapCancelled } from "../mapping/agreement-mapping.ts";
import { CAMPAIGN_MEMBER, mapNoMember } from "../mapping/campaign-mapping.ts";
import { mapGone } from "../mapping/customer-mapping.ts";
import { CONTACT } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";
import { faultsIn, refusalOf } from "../salesforce-errors.ts";
import { soql } from "../soql/soql.ts";
import { type KnownRecords, recallAgreements, recallMembers } from "./known-records.ts";
import { OVERLAP } from "./object-changes.ts";
import { queryTogether } from "./query-together.ts";

const HOUR = 60 * 60_000;
/** How far back Salesforce tells of deletions (crm/salesforce.md, 3.5), less an hour for clocks that differ. */
const FURTHEST = 15 * 24 * HOUR - HOUR;
/** Ids of one statement. */
const IDS = 200;
/** What is told at once. */
const PAGE = 2_000;
/** More than 600,000 ids (crm/salesforce.md, 3.5). */
const TOO_MANY = "EXCEEDED_ID_LIMIT";
/** Milliseconds of the shortest span that can be asked for: seconds do not count. */
const LEAST_SPAN = 60_000;

const Deleted = z.looseObject({
  deletedRecords: z.array(z.looseObject({ id: z.string(), deletedDate: z.string() })),
});

/** What is known before it is asked what has gone. */
export interface KnownBefore {
  /** Until when it is known what has gone. */
  readonly until: Instant;
  /** What is remembered of agreements and of who is in campaigns, by their object. */
  readonly agreements: Readonly<Record<string, KnownRecords>>;
}

/** What is gone for good, and until when that is known. */
export interface GoneForGood extends Understanding {
  readonly until: Instant;
}

/** A record that nobody finds any more. */
interface LostRecord {
  readonly object: string;
  readonly id: string;
  readonly at: Instant;
}

/** Between which moments, as the address takes them; seconds do not count. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Contacts, agreements and members of campaigns that were deleted and whose bin was emptied before anybody read it: no statement finds those,
 * but Salesforce tells their ids for fifteen days. A contact is told as deleted, an agreement that was told before as cancelled, and a customer
 * that was told to be in a campaign as taken out of it, page by page in the order in which they went. Purchases are not asked for: one that was told stays, as it does with its order in the bin, and one that was never read is
 * none. Asked once an hour, for each object takes a call; no page while that has not passed. Throws a `ConnectorError`.
 */
export async function* goneForGood(
  tools: OrgTools,
  { until: since, agreements }: KnownBefore,
): AsyncGenerator<GoneForGood, void, undefined> {
  const { clock, log } = tools.context;
  const until = clock.now();
  const end = Date.parse(until);
  const asked = Date.parse(since);
  if (end - asked < HOUR) return;
  const start = Math.max(asked - OVERLAP, end - FURTHEST);
  if (start > asked)
    log.warn("what was deleted for good more than 15 days ago is not noticed", {
      ...{ connector: "salesforce", since },
    });
  const lost: LostRecord[] = [];
  for (const object of [CONTACT, ...objectsAskedFor(tools)]) {
    lost.push(...(await lostOf(tools, object, { start, end })));
  }
  lost.sort((one, two) => one.at.localeCompare(two.at));
  for (let from = 0; from === 0 || from < lost.length; from += PAGE) {
    const some = lost.slice(from, from + PAGE);
    const rest = lost[from + PAGE];
    yield { until: rest === undefined ? until : rest.at, ...understand(toldOf(some, agreements)) };
  }
}

function toldOf(
  some: readonly LostRecord[],
  known: KnownBefore["agreements"],
): readonly Candidate[] {
  return [...Map.groupBy(some, ({ object }) => object)].flatMap(([object, own]) => {
    if (object === CONTACT) return own.map(({ id, at }) => mapGone({ id, record: { Id: id } }, at));
    if (object === CAMPAIGN_MEMBER) return noMembers(own, known[object] ?? []);
    const told = recallAgreements(known[object] ?? [], new Set(own.map(({ id }) => id)));
    return own.flatMap(({ id, at }) => {
      const agreement = told.get(id);
      return agreement === undefined ? [] : [mapCancelled(agreement, object, at)];
    });
  });
}

function noMembers(gone: readonly LostRecord[], known: KnownRecords): readonly Candidate[] {
  const here = (id: string) => `campaign:${id}`;
  const told = recallMembers(known, new Set(gone.map(({ id }) => here(id))));
  return gone.flatMap(({ id, at }) => {
    const member = told.get(here(id));
    return member === undefined ? [] : [mapNoMember(member, at)];
  });
}

/** What is asked for beside contacts. */
function objectsAskedFor({ settings }: OrgTools): readonly string[] {
  const members = settings.campaigns.shown ? [CAMPAIGN_MEMBER] : [];
  return [...new Set([...settings.agreements.map(({ from }) => from), ...members])];
}

/** What of an object nobody finds any more; nothing where the org has it not any more, or hides it: reading says so. */
async function lostOf(tools: OrgTools, object: string, span: Span): Promise<readonly LostRecord[]> {
  try {
    const told = await deletedIn(tools, object, span);
    // What lies in the bin, or was taken out of it again, is told by reading.
    for (const id of await thereStill(tools, object, [...told.keys()])) told.delete(id);
    return [...told].map(([id, at]) => ({ object, id, at }));
  } catch (error) {
    const isHidden =
      ConnectorError.isInstance(error) && ["forbidden", "not-found"].includes(error.kind);
    if (!isHidden || object === CONTACT) throw error;
    return [];
  }
}

/** When records of an object were deleted, by id; in halves of the span where there are too many for one answer. */
async function deletedIn(
  tools: OrgTools,
  object: string,
  span: Span,
): Promise<Map<string, Instant>> {
  const { start, end } = span;
  const answer = await tools.client.request({
    ...{ method: "GET", path: ["sobjects", object, "deleted"], accept: [400] },
    query: { start: wholeSeconds(start), end: wholeSeconds(end) },
  });
  if (answer.status === 400) {
    if (!isTooMuch(answer) || end - start < 2 * LEAST_SPAN)
      throw refusalOf({ method: "GET", path: ["sobjects", object, "deleted"] }, answer);
    const half = start + Math.floor((end - start) / 2 / LEAST_SPAN) * LEAST_SPAN;
    const first = await deletedIn(tools, object, { start, end: half });
    return new Map([...first, ...(await deletedIn(tools, object, { start: half, end }))]);
  }
  return new Map(
    answer
      .read(Deleted)
      .deletedRecords.map(({ id, deletedDate }) => [id, new Date(deletedDate).toISOString()]),
  );
}

function isTooMuch(answer: Parameters<typeof faultsIn>[0]): boolean {
  return faultsIn(answer).some(({ errorCode }) => errorCode === TOO_MANY);
}

async function thereStill(
  { client }: OrgTools,
  object: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const there: string[] = [];
  const statements: string[] = [];
  for (let from = 0; from < ids.length; from += IDS) {
    const some = ids.slice(from, from + IDS).map((id) => ({ id }));
    statements.push(soql({ select: ["Id"], from: object, where: { field: "Id", in: some } }));
  }
  for await (const page of queryTogether(client, statements, { deleted: true })) {
    there.push(...page.map(({ Id }) => Id));
  }
  return there;
}

function wholeSeconds(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, "Z");
}
