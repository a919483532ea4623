import { understand } from "@perennial/connector-kit";
import type { Instant, Understanding } from "@perennial/contract";
import { z } from "zod";
import { mapGone } from "../mapping/customer-mapping.ts";
import { CONTACT } from "../mapping/map-record.ts";
import type { OrgTools } from "../org-tools.ts";
import { soql } from "../soql/soql.ts";
import { OVERLAP } from "./object-changes.ts";

const HOUR = 60 * 60_000;
/** How far back Salesforce tells of deletions (crm/salesforce.md, 3.5), less an hour for clocks that differ. */
const FURTHEST = 15 * 24 * HOUR - HOUR;
/** Ids of one statement. */
const IDS = 200;

const Deleted = z.looseObject({
  deletedRecords: z.array(z.looseObject({ id: z.string(), deletedDate: z.string() })),
});

/** Which contacts are gone for good, and until when that is known. */
export interface GoneForGood extends Understanding {
  readonly until: Instant;
}

/**
 * Contacts that were deleted and whose bin was emptied before anybody read it: no statement finds those, but Salesforce tells their
 * ids for fifteen days. Asked once an hour, for it takes calls; nothing while that has not passed. Throws a `ConnectorError`.
 */
export async function goneForGood(
  tools: OrgTools,
  since: Instant | undefined,
): Promise<GoneForGood | undefined> {
  const { client, context } = tools;
  const until = context.clock.now();
  const now = Date.parse(until);
  if (since === undefined) return { until, signals: [], problems: [] };
  if (now - Date.parse(since) < HOUR) return undefined;
  const start = Math.max(Date.parse(since) - OVERLAP, now - FURTHEST);
  if (start > Date.parse(since))
    context.log.warn("contacts that were deleted for good more than 15 days ago are not noticed", {
      ...{ connector: "salesforce", since },
    });
  const answer = await client.request({
    ...{ method: "GET", path: ["sobjects", CONTACT, "deleted"] },
    query: { start: wholeSeconds(start), end: wholeSeconds(now) },
  });
  const told = new Map(
    answer.read(Deleted).deletedRecords.map(({ id, deletedDate }) => [id, deletedDate]),
  );
  // What lies in the bin, or was taken out of it again, is told by reading.
  for (const id of await thereStill(tools, [...told.keys()])) told.delete(id);
  const candidates = [...told].map(([id, at]) =>
    mapGone({ id, record: { Id: id } }, new Date(at).toISOString()),
  );
  return { until, ...understand(candidates) };
}

async function thereStill(
  { client }: OrgTools,
  ids: readonly string[],
): Promise<readonly string[]> {
  const there: string[] = [];
  for (let from = 0; from < ids.length; from += IDS) {
    const some = ids.slice(from, from + IDS).map((id) => ({ id }));
    const statement = soql({ select: ["Id"], from: CONTACT, where: { field: "Id", in: some } });
    for await (const page of client.query(statement, { deleted: true })) {
      there.push(...page.map(({ Id }) => Id));
    }
  }
  return there;
}

/** As the address takes it; seconds do not count. */
function wholeSeconds(moment: number): string {
  return new Date(moment).toISOString().replace(/\.\d+Z$/, "Z");
}
