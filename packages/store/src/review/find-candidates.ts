import type { LocalDate } from "@perennial/contract";
import { daysIn, monthsOf, type Recurrence } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { DatabaseError } from "../database/database-error.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { type Reentry, reentryAllowed } from "../enrolment/enrol.ts";
import { AGREEMENTS, CUSTOMERS, INVITATIONS } from "../record/tables.ts";

/** Whose date lies in a window, and for whom it has not opened the program already. */
export interface CandidateQuery {
  readonly program: string;
  readonly reentry: Reentry;
  /** Whose agreements, where the date is one of agreements. @default own */
  readonly party?: "own" | "competitor" | undefined;
  /** How often the date comes up again: then its anniversaries count and not the date itself. @default once */
  readonly every?: Recurrence | undefined;
  /** A date or instant of the subject's record, such as `agreement.end` or `customer.attributes.birthday`. */
  readonly dateField: string;
  /** Both ends belong to it. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The zone in which an instant is a date. */
  readonly zone: string;
  /** The last one of the page before; nothing for the first page. */
  readonly after: Pick<Candidate, "date" | "id"> | undefined;
  readonly limit: number;
}

/** A subject at a program's door. */
export interface Candidate {
  readonly id: string;
  readonly customerId: string;
  readonly agreementId: string | null;
  readonly invitationId: string | null;
  /** The date, or the anniversary, by which it is there. */
  readonly date: LocalDate;
}

/**
 * A page of subjects whose trigger has come up, by date and id: along the index on the date where there is one, so
 * that no page looks at what the pages before it have seen.
 */
export function findCandidates(
  tx: TenantTransaction,
  query: CandidateQuery,
): Promise<readonly Candidate[]> {
  switch (query.dateField.split(".")[0]) {
    case "agreement":
      return pageOf(tx, query, ofAgreements(query));
    case "invitation":
      return pageOf(tx, query, ofInvitations(query));
    default:
      return pageOf(tx, query, ofCustomers(query));
  }
}

/** The records whose dates are looked at, under the alias `t`. */
interface Dated {
  readonly table: string;
  readonly date: RawBuilder<unknown>;
  /** What becomes the candidate's ids. */
  readonly ids: RawBuilder<unknown>;
  readonly isOne: RawBuilder<unknown>;
  /** Whether it is asked of each that is found if its customer is there. */
  readonly asksCustomer: boolean;
}

function pageOf(
  tx: TenantTransaction,
  query: CandidateQuery,
  { table, date, ids, isOne, asksCustomer }: Dated,
): Promise<readonly Candidate[]> {
  const { every } = query;
  const day = every === undefined ? date : sql`w.day`;
  const days = every === undefined ? sql`` : anniversaries(query, every, date);
  return tx.rows(sql<Candidate>`
    select * from (
      select t.id, ${ids}, ${day} as date from ${sql.table(table)} t ${days}
      where t.tenant_id = ${tx.tenant} and ${isOne} and ${inTurn(query, day)}
      order by ${day}, t.id ${ALONG}) t
    where ${asksCustomer ? customerIsThere(tx) : sql`true`} and ${notBarred(tx, query)}
    limit ${query.limit}`);
}

function ofAgreements(query: CandidateQuery): Dated {
  return {
    table: "agreements",
    date: dateColumn(AGREEMENTS, "agreement", query),
    ids: sql`t.customer_id as "customerId", t.id as "agreementId", null as "invitationId"`,
    isOne: sql`t.party = ${query.party ?? "own"}`,
    asksCustomer: true,
  };
}

function ofInvitations(query: CandidateQuery): Dated {
  return {
    table: "invitations",
    date: dateColumn(INVITATIONS, "invitation", query),
    ids: sql`t.customer_id as "customerId", null as "agreementId", t.id as "invitationId"`,
    isOne: startsAround(query),
    asksCustomer: true,
  };
}

function ofCustomers(query: CandidateQuery): Dated {
  return {
    table: "customers",
    date: dateColumn(CUSTOMERS, "customer", query),
    ids: sql`t.id as "customerId", null as "agreementId", null as "invitationId"`,
    isOne: sql`t.deleted_at is null`,
    asksCustomer: false,
  };
}

/** A date in a zone is no more than a day off the date in UTC: this much an index can be asked. */
function startsAround({ dateField, every, from, to }: CandidateQuery): RawBuilder<unknown> {
  if (dateField !== "invitation.startsAt" || every !== undefined) return sql`true`;
  return sql`t.starts_at between ${from}::date - 1 and ${to}::date + 2`;
}

/** The days of the window, from where the page before has ended. */
function inTurn({ from, to, after }: CandidateQuery, date: RawBuilder<unknown>) {
  const days = sql`${date} between ${after?.date ?? from} and ${to}`;
  if (!after) return days;
  return sql`${days} and (${date}, t.id) > (${after.date}, ${after.id})`;
}

/**
 * The days of the window that are anniversaries of a date: a whole number of steps after it, on its day of the month or
 * on the last day of a shorter month.
 */
function anniversaries(
  window: Pick<CandidateQuery, "from" | "to">,
  every: Recurrence,
  date: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const days = daysIn(window);
  const passed = sql`((w.year - d.year) * 12 + w.month - d.month)`;
  return sql`
      cross join lateral (
        select substr(x.text, 1, 4)::int as year, substr(x.text, 6, 2)::int as month, substr(x.text, 9, 2)::int as day
        from (select (${date})::text as text) x
        where x.text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') d
      join (
        select day, extract(year from day)::int as year, extract(month from day)::int as month,
          extract(day from day)::int as of_month, extract(month from day + 1) <> extract(month from day) as is_last
        from unnest(${days}::date[]) as day) w
        on ${passed} > 0 and ${passed} % ${monthsOf(every)}::int = 0
          and (d.day = w.of_month or (w.is_last and d.day > w.of_month))`;
}

/** The date of a subject's record, a column or a field of the tenant's own; missing where that holds no date. */
function dateColumn(
  record: typeof AGREEMENTS | typeof CUSTOMERS | typeof INVITATIONS,
  scope: string,
  { dateField, zone }: CandidateQuery,
): RawBuilder<unknown> {
  const [owner, field, attribute] = dateField.split(".");
  if (owner === scope && field === "attributes" && attribute !== undefined) {
    const text = sql`(t.attributes ->> ${attribute}::text)`;
    return sql`(case when ${text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then ${text} end collate "C")`;
  }
  const column = record.columns.find((each) => owner === scope && each.field === field);
  const ref = sql.ref(`t.${column?.column}`);
  if (column?.type === "date") return ref;
  if (column?.type === "timestamptz") return sql`(${ref} at time zone ${zone})::date`;
  throw new DatabaseError(
    `A date trigger names "${dateField}", which is no date of ${record.table}. Run "perennial check".`,
  );
}

/** What is remembered of a subject's time at a program's door, for one date of its record. */
export function occurrenceOfDate(how: "entered" | "turned-away", date: LocalDate): string {
  return `${how}:${date}`;
}

/**
 * Has the subjects come in their order, and only as many as the page has room for: questions are asked about these, and
 * not about everybody whose date lies in the window, who may be a hundred thousand on one day.
 */
const ALONG = sql`offset 0`;
/**
 * Keeps a question about each row a look-up by key. As a join it would be planned by how many rows there were when
 * the table was last counted: none, while the first page of a night is written, so that the next would read it all
 * for every row.
 */
const EACH = sql`offset 0`;

/** Records of customers that are gone are no subjects. */
function customerIsThere(tx: TenantTransaction): RawBuilder<unknown> {
  return sql`exists (select from customers c
        where c.tenant_id = ${tx.tenant} and c.id = t."customerId" and c.deleted_at is null ${EACH})`;
}

/**
 * Nobody who is in the program now under the same key, may not enter again, or has entered by this date
 * before: a date comes up once.
 */
function notBarred(
  tx: TenantTransaction,
  { program, reentry }: CandidateQuery,
): RawBuilder<unknown> {
  return sql`not exists (
      select from enrolments e
      where e.tenant_id = ${tx.tenant} and e.customer_id = t."customerId" and e.program = ${program}
        and e.key = t.id and not (e.ended and ${reentryAllowed(reentry, "e")}) ${EACH})
    and not exists (
      select from considered c
      where c.tenant_id = ${tx.tenant} and c.program = ${program} and c.key = t.id
        and c.occurrence = ${occurrenceOfDate("entered", "")} || (t.date)::text ${EACH})`;
}

/** Notes that subjects were at a door; gives the keys for which this occurrence is the first. */
export async function noteConsidered(
  tx: TenantTransaction,
  considered: readonly {
    readonly program: string;
    readonly key: string;
    readonly occurrence: string;
  }[],
  now: string,
): Promise<ReadonlySet<string>> {
  if (considered.length === 0) return new Set();
  const given = (field: "program" | "key" | "occurrence") =>
    sql`${considered.map((each) => each[field])}::text[]`;
  const rows = await tx.rows(sql<{ key: string }>`
    insert into considered (tenant_id, program, key, occurrence, at)
    select ${tx.tenant}, r.program, r.key, r.occurrence, ${now}::timestamptz
    from unnest(${given("program")}, ${given("key")}, ${given("occurrence")}) as r(program, key, occurrence)
    on conflict do nothing returning key`);
  return new Set(rows.map((row) => row.key));
}
