import { dateIn, startOfDay } from "@perennial/connector-kit";
import type { PlannedVisit, VisitKind, VisitSpan } from "@perennial/contract";
import { z } from "zod";
import { type DynamicsRow, RowPage } from "../dynamics-client.ts";
import { dynamicsError } from "../dynamics-errors.ts";
import { quoted } from "../dynamics-paths.ts";
import type { DynamicsTools, KnownTable } from "../dynamics-tools.ts";
import { lookupProperty } from "../mapping/row-value.ts";
import { withCustomers } from "./row-owners.ts";

const DAY = 86_400_000;
const REGARDING = "regardingobjectid";
/** `statecode` of an activity that was called off (crm/dynamics.md, 5). */
const CANCELED = 2;
/** Rows of a page; and lookups say which table they lead to. */
const PREFER =
  'odata.maxpagesize=1000,odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"';

const Users = z.looseObject({ value: z.array(z.looseObject({ systemuserid: z.string() })) });

/** What visits are planned as, and which column says when: a task's is when it is due. */
const PLANS: readonly {
  readonly table: "appointment" | "task";
  readonly kind: VisitKind;
  readonly when: string;
}[] = [
  { table: "appointment", kind: "meeting", when: "scheduledstart" },
  { table: "task", kind: "task", when: "scheduledend" },
];
type Plan = (typeof PLANS)[number];

/**
 * The appointments and tasks that a user has planned regarding customers, by day (B-03). Calls and e-mails are activities of their
 * own there. Throws a `ConnectorError`, of kind `not-found` where no active user is called that.
 */
export async function readPlannedVisits(
  tools: DynamicsTools,
  span: VisitSpan,
): Promise<readonly PlannedVisit[]> {
  const ownerId = await ownerOf(tools, span.owner);
  const timed: { readonly at: string; readonly visit: PlannedVisit }[] = [];
  for (const plan of PLANS) {
    const table = await visibleTable(tools, plan.table);
    const rows = await findPlanned(tools, { plan, span, ownerId, setName: table.setName });
    for (const { row, id, customerId } of await withCustomers(tools, {
      ...{ table, rows, customer: REGARDING },
    })) {
      const at = Date.parse(String(row[plan.when]));
      if (customerId === undefined || Number.isNaN(at)) continue;
      const moment = new Date(at).toISOString();
      const title = typeof row.subject === "string" ? row.subject.trim() : "";
      const visit: PlannedVisit = {
        ...{ id, customerId, kind: plan.kind, date: dateIn(span.timeZone, moment) },
        ...(title !== "" && { title }),
      };
      timed.push({ at: moment, visit });
    }
  }
  return timed.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ visit }) => visit);
}

async function visibleTable(tools: DynamicsTools, name: string): Promise<KnownTable> {
  const table = await tools.table(name);
  if (table !== undefined) return table;
  throw dynamicsError(
    "forbidden",
    `Dynamics hides the table ${name} from us; let the application user's role read it`,
  );
}

async function ownerOf({ client }: DynamicsTools, owner: string): Promise<string> {
  const column = owner.includes("@") ? "internalemailaddress" : "fullname";
  const answer = await client.request({
    ...{ method: "GET", path: ["systemusers"] },
    query: {
      $select: "systemuserid",
      $filter: `${column} eq ${quoted(owner.trim())} and isdisabled eq false`,
    },
  });
  const [user] = answer.read(Users).value;
  if (user) return user.systemuserid;
  throw dynamicsError(
    "not-found",
    `nobody who is active in Dynamics is called ${owner}; write an e-mail address or a full name as Dynamics has it`,
  );
}

interface Finding {
  readonly plan: Plan;
  readonly span: VisitSpan;
  readonly ownerId: string;
  readonly setName: string;
}

async function findPlanned(
  { client }: DynamicsTools,
  { plan: { when }, span: { from, to, timeZone }, ownerId, setName }: Finding,
): Promise<readonly DynamicsRow[]> {
  const next = new Date(Date.parse(to) + DAY).toISOString().slice(0, 10);
  const query = {
    $select: ["activityid", "subject", when, lookupProperty(REGARDING)].join(","),
    $filter: [
      `${lookupProperty("ownerid")} eq ${ownerId}`,
      `${when} ge ${startOfDay(timeZone, from)}`,
      `${when} lt ${startOfDay(timeZone, next)}`,
      `statecode ne ${CANCELED}`,
    ].join(" and "),
    $orderby: `${when},activityid`,
  };
  const headers = { prefer: PREFER };
  const rows: DynamicsRow[] = [];
  let link: string | undefined;
  do {
    const answer = await client.request(
      link === undefined
        ? { method: "GET", path: [setName], query, headers }
        : { method: "GET", link, headers },
    );
    const page = answer.read(RowPage);
    rows.push(...page.value);
    link = page["@odata.nextLink"];
  } while (link !== undefined);
  return rows;
}
