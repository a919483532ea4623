import { dateIn, paginate, startOfDay } from "@perennial/connector-kit";
import type { PlannedVisit, VisitKind, VisitSpan } from "@perennial/contract";
import { objectsPath } from "../hubspot-paths.ts";
import { createOwnerDirectory } from "../write/owner-directory.ts";
import { hubspotError } from "../write/write-outcome.ts";
import { HubspotRecord, RecordPage } from "./hubspot-record.ts";
import { type ReadTools, SEARCHING } from "./read-tools.ts";
import { withContacts } from "./record-owners.ts";

/** Records that one search gives (crm/hubspot.md, 4.1). */
const PAGE = 200;
const DAY = 86_400_000;
const OWNERS = "crm.objects.owners.read";

/** What visits are planned as, and what says that one is none, by its property. */
interface Plan {
  readonly path: "meetings" | "tasks";
  readonly kind: VisitKind;
  readonly title: string;
  readonly not: Readonly<Record<string, readonly string[]>>;
}

/** Meetings, and tasks that are neither calls nor e-mails; a meeting that was moved stands there anew. */
const PLANS: readonly Plan[] = [
  {
    ...{ path: "meetings", kind: "meeting", title: "hs_meeting_title" },
    not: { hs_meeting_outcome: ["CANCELED", "RESCHEDULED"] },
  },
  {
    ...{ path: "tasks", kind: "task", title: "hs_task_subject" },
    not: { hs_task_status: ["DEFERRED"], hs_task_type: ["CALL", "EMAIL"] },
  },
];

/**
 * The meetings and tasks that a user of the portal has planned with contacts, by day (B-03); of several contacts the one that has
 * been there longest. Throws a `ConnectorError`, of kind `not-found` where no active user is called that.
 */
export async function readPlannedVisits(
  tools: ReadTools,
  span: VisitSpan,
): Promise<readonly PlannedVisit[]> {
  const ownerId = await ownerOf(tools, span.owner);
  const timed: { readonly at: string; readonly visit: PlannedVisit }[] = [];
  for (const plan of PLANS) {
    const found = await findPlanned(tools, { plan, span, ownerId });
    const owned = await withContacts(
      tools.client,
      { type: plan.path, settings: tools.settings },
      found,
    );
    for (const { record, contactId } of owned) {
      const at = momentOf(record);
      if (contactId === undefined || at === undefined) continue;
      const title = record.properties[plan.title]?.trim();
      const visit: PlannedVisit = {
        ...{ id: `${plan.path}/${record.id}`, customerId: contactId, kind: plan.kind },
        date: dateIn(span.timeZone, at),
        ...(title && { title }),
      };
      timed.push({ at, visit });
    }
  }
  return timed.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ visit }) => visit);
}

async function ownerOf(tools: ReadTools, owner: string): Promise<string> {
  const granted = await tools.client.scopes();
  if (granted !== undefined && !granted.has(OWNERS)) {
    throw hubspotError(
      "forbidden",
      `planned visits are found by whose they are, and HubSpot's users may not be read: connect again and allow ${OWNERS}`,
    );
  }
  const id = await createOwnerDirectory(tools).idOf(owner);
  if (id !== undefined) return id;
  throw hubspotError(
    "not-found",
    `nobody who is active in HubSpot is called ${owner}; write an e-mail address or a full name as HubSpot has it`,
  );
}

interface Finding {
  readonly plan: Plan;
  readonly span: VisitSpan;
  readonly ownerId: string;
}

async function findPlanned(
  { client, context }: ReadTools,
  { plan: { path, title, not }, span: { from, to, timeZone }, ownerId }: Finding,
): Promise<readonly HubspotRecord[]> {
  const next = new Date(Date.parse(to) + DAY).toISOString().slice(0, 10);
  const bound = (operator: "GTE" | "LT", day: string) => ({
    ...{ propertyName: "hs_timestamp", operator },
    value: String(Date.parse(startOfDay(timeZone, day))),
  });
  const filters = [
    { propertyName: "hubspot_owner_id", operator: "EQ", value: ownerId },
    ...[bound("GTE", from), bound("LT", next)],
  ];
  const pages = paginate<unknown, string>({
    ...{ connector: "hubspot", place: `POST ${path}/search`, context },
    async read(after) {
      const answer = await client.request({
        ...{ method: "POST", path: objectsPath(path, "search"), readOnly: true },
        family: SEARCHING,
        json: {
          ...{ filterGroups: [{ filters }], limit: PAGE },
          // Oldest made first: one that is made while pages are read moves no other.
          sorts: [{ propertyName: "hs_object_id", direction: "ASCENDING" }],
          properties: ["hs_timestamp", title, ...Object.keys(not)],
          ...(after !== undefined && { after }),
        },
      });
      const { results, paging } = answer.read(RecordPage);
      return { items: results, next: paging?.next?.after };
    },
  });
  const found: HubspotRecord[] = [];
  for await (const { items } of pages) {
    for (const item of items) {
      const { data } = HubspotRecord.safeParse(item);
      if (data && isVisit(data, not)) found.push(data);
    }
  }
  return found;
}

function isVisit({ properties }: HubspotRecord, not: Plan["not"]): boolean {
  return Object.entries(not).every(([name, values]) => !values.includes(properties[name] ?? ""));
}

/** When it is: HubSpot gives moments as ISO 8601, and as milliseconds where they were written so. */
function momentOf({ properties: { hs_timestamp } }: HubspotRecord): string | undefined {
  const text = hs_timestamp?.trim() ?? "";
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
}
