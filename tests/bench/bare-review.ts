import pg from "pg";
import { idOf } from "./fill-records.ts";

/** Whose agreements are looked at, and for which days. */
export interface BareReview {
  readonly tenant: number;
  readonly agreements: number;
  readonly now: string;
  /** The first and the last day of the window. */
  readonly from: string;
  readonly to: string;
}

/** Agreements that one transaction looks at. */
const RANGE = 5_000;

/** The same rows as the runtime writes, decided on and written by one statement: its entry condition as SQL, by hand. */
const REVIEW = `
  with due as (
    select a.id, a.customer_id, a.ends_on, a.status = 'active' as enters
    from agreements a join customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
    where a.tenant_id = $1 and a.id > $2 and a.id <= $3 and a.party = 'own' and a.ends_on between $4::date and $5::date
      and c.deleted_at is null
      and not exists (select from enrolments e where e.tenant_id = $1 and e.customer_id = a.customer_id
        and e.program = 'renewal' and e.key = a.id and not e.ended)
      and not exists (select from considered k where k.tenant_id = $1 and k.program = 'renewal' and k.key = a.id
        and k.occurrence = 'entered:' || a.ends_on)),
  entered as (
    insert into enrolments (tenant_id, program, program_version, customer_id, agreement_id, key, round, entered_at,
      wake_at, news)
    select $1, 'renewal', 1, customer_id, id, id, 0, $6::timestamptz, $6::timestamptz,
      '[{"kind":"date","date":"agreement.end"}]'::jsonb
    from due where enters),
  noted as (
    insert into considered (tenant_id, program, key, occurrence, at)
    select $1, 'renewal', id, case when enters then 'entered:' else 'turned-away:' end || ends_on, $6::timestamptz
    from due on conflict do nothing returning key, occurrence)
  insert into decisions (tenant_id, at, customer_id, program, kind, reason, evidence)
  select $1, $6::timestamptz, d.customer_id, 'renewal', 'not-entered', 'entry-condition',
    jsonb_build_object('because', jsonb_build_object('sv', 'avtalet är inte aktivt', 'en', 'the agreement is not active'),
      'occurrence', n.occurrence, 'agreement', d.id)
  from noted n join due d on d.id = n.key where not d.enters`;

/** What somebody would write by hand for this one program: set-based, in ranges of ids, each a transaction. */
export async function bareReview(url: string, review: BareReview): Promise<void> {
  const { tenant, agreements, from, to, now } = review;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `select set_config('app.tenant', '${tenant}', false), set_config('role', 'perennial_app', false),
        set_config('jit', 'off', false)`,
    );
    for (let last = 0; last < agreements; last += RANGE) {
      const [first, end] = [idOf("a", last), idOf("a", last + RANGE)];
      await client.query(REVIEW, [tenant, first, end, from, to, now]);
    }
  } finally {
    await client.end();
  }
}
