import { type CrmUser, dateIn, startOfDay } from "@perennial/connector-kit";
import {
  ConnectorError,
  type PlannedVisit,
  type VisitKind,
  type VisitSpan,
} from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { type SoqlCondition, soql } from "../soql/soql.ts";
import { withContacts } from "./record-owners.ts";

const DAY = 86_400_000;
/** What ids of contacts begin with; those of leads begin with `00Q` (crm/salesforce.md). */
const CONTACT = "003";
/** Tasks that are no visits, by their type. */
const NO_VISIT = ["Call", "Email"];

/** What visits are planned as. */
interface Plan {
  readonly object: "Event" | "Task";
  readonly kind: VisitKind;
  readonly fields: readonly string[];
  within(span: VisitSpan): SoqlCondition;
  /** When it is, and which day that is; nothing for what is no visit. */
  read(
    record: SalesforceRecord,
    zone: string,
  ): { readonly at: string; readonly date: string } | undefined;
}

const days = ({ from, to }: VisitSpan): readonly SoqlCondition[] => [
  { field: "ActivityDate", is: ">=", value: { date: from } },
  { field: "ActivityDate", is: "<=", value: { date: to } },
];

const PLANS: readonly Plan[] = [
  {
    ...{ object: "Event", kind: "meeting", fields: ["StartDateTime", "IsAllDayEvent"] },
    within(span) {
      const { from, to, timeZone } = span;
      const next = new Date(Date.parse(to) + DAY).toISOString().slice(0, 10);
      const timed: readonly SoqlCondition[] = [
        { field: "StartDateTime", is: ">=", value: { moment: startOfDay(timeZone, from) } },
        { field: "StartDateTime", is: "<", value: { moment: startOfDay(timeZone, next) } },
      ];
      // An event of whole days has a day and no zone.
      return {
        any: [
          { all: [{ field: "IsAllDayEvent", is: "=", value: false }, ...timed] },
          { all: [{ field: "IsAllDayEvent", is: "=", value: true }, ...days(span)] },
        ],
      };
    },
    read({ StartDateTime, IsAllDayEvent, ActivityDate }, zone) {
      if (IsAllDayEvent === true) return dayOf(ActivityDate);
      const at = Date.parse(String(StartDateTime));
      if (Number.isNaN(at)) return undefined;
      const moment = new Date(at).toISOString();
      return { at: moment, date: dateIn(zone, moment) };
    },
  },
  {
    ...{ object: "Task", kind: "task", fields: ["TaskSubtype", "Type"] },
    within: (span) => ({
      all: [...days(span), { field: "TaskSubtype", is: "=", value: "Task" }],
    }),
    read: ({ Type, ActivityDate }) =>
      NO_VISIT.includes(String(Type)) ? undefined : dayOf(ActivityDate),
  },
];

/**
 * The events and tasks that a user of the org has planned with contacts, by day (B-03); one with a lead is left out, for leads are
 * not read. Throws a `ConnectorError`, of kind `not-found` where no active user is called that.
 */
export async function readPlannedVisits(
  tools: OrgTools,
  span: VisitSpan,
): Promise<readonly PlannedVisit[]> {
  const ownerId = ownerAmong(await tools.users(), span.owner);
  const timed: { readonly at: string; readonly visit: PlannedVisit }[] = [];
  for (const plan of PLANS) {
    const records = await findPlanned(tools, { plan, span, ownerId });
    const owned = await withContacts(
      tools.client,
      { contact: "WhoId", account: "AccountId" },
      records,
    );
    for (const { record, contactId } of owned) {
      const when = plan.read(record, span.timeZone);
      if (when === undefined || contactId?.startsWith(CONTACT) !== true) continue;
      const title = typeof record.Subject === "string" ? record.Subject.trim() : "";
      const visit: PlannedVisit = {
        ...{ id: record.Id, customerId: contactId, date: when.date, kind: plan.kind },
        ...(title !== "" && { title }),
      };
      timed.push({ at: when.at, visit });
    }
  }
  return timed.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ visit }) => visit);
}

interface Finding {
  readonly plan: Plan;
  readonly span: VisitSpan;
  readonly ownerId: string;
}

async function findPlanned(
  { client }: OrgTools,
  { plan: { object, fields, within }, span, ownerId }: Finding,
): Promise<readonly SalesforceRecord[]> {
  const statement = soql({
    select: ["Id", "Subject", "WhoId", "AccountId", "ActivityDate", ...fields],
    from: object,
    where: { all: [{ field: "OwnerId", is: "=", value: { id: ownerId } }, within(span)] },
    orderBy: ["Id"],
  });
  const found: SalesforceRecord[] = [];
  for await (const page of client.query(statement)) found.push(...page);
  return found;
}

function ownerAmong(users: readonly CrmUser[], owner: string): string {
  const wanted = owner.trim().toLowerCase();
  const isMeant = (text: string | undefined) => text?.trim().toLowerCase() === wanted;
  const found = users.find(
    ({ isActive, email, name }) => isActive && (isMeant(email) || isMeant(name)),
  );
  if (found) return found.id;
  throw new ConnectorError({
    ...{ connector: "salesforce", kind: "not-found" },
    message: `nobody who is active in Salesforce is called ${owner}; write an e-mail address or a full name as Salesforce has it`,
  });
}

/** A day is before its hours. */
function dayOf(date: unknown): { readonly at: string; readonly date: string } | undefined {
  return typeof date === "string" ? { at: date, date } : undefined;
}
