import pg from "pg";

/** Whose enrolments, and when. */
export interface Bare {
  readonly tenant: number;
  readonly now: string;
}

interface Row {
  readonly id: string;
  readonly customer_id: string;
  readonly ends_on: string;
}

const BATCH = 1_000;

/** Reads what a decision needs: the enrolment, its customer, its agreement and whether it was renewed. */
const CLAIM = `
  select e.id, e.customer_id, e.agreement_id, e.step, e.stage, e.timer_at, e.effects, e.variables, c.name, c.email,
    c.mobile, c.locale, c.segment, c.attributes, a.ends_on::text, a.status, a.product, a.kind,
    (select r.id from agreements r where r.tenant_id = a.tenant_id and r.renewal_of = a.id limit 1) as renewal
  from enrolments e
  join customers c on c.tenant_id = e.tenant_id and c.id = e.customer_id
  join agreements a on a.tenant_id = e.tenant_id and a.id = e.agreement_id
  where e.tenant_id = $1 and e.wake_at <= $2
  order by e.wake_at limit $3 for update of e skip locked`;
const UPDATE = `
  update enrolments e set step = r.step, timer_at = r.timer_at, wake_at = r.timer_at, effects = r.effects
  from json_to_recordset($2::json) as r(id bigint, step text, timer_at timestamptz, effects int)
  where e.tenant_id = $1 and e.id = r.id`;
const OUTBOX = `
  insert into outbox (tenant_id, enrolment_id, seq, customer_id, kind, effect, created_at, state, due_at)
  select $1, r.id, 1, r.customer_id, 'message', r.effect, $3::timestamptz, 'pending', $3::timestamptz
  from json_to_recordset($2::json) as r(id bigint, customer_id text, effect jsonb)`;
const DECISIONS = `
  insert into decisions (tenant_id, at, customer_id, program, enrolment_id, step, kind, reason, evidence)
  select $1, $3::timestamptz, r.customer_id, 'bench', r.id, 'rest', 'moved', 'timer', r.evidence
  from json_to_recordset($2::json) as r(id bigint, customer_id text, evidence jsonb)`;

/** (a) The same rows read and written as the runtime does, by hand: batches of a thousand, no core, no types. */
export async function bareBatches(url: string, bare: Bare): Promise<void> {
  await connected(url, async (client) => {
    while ((await takeOn(client, bare, BATCH)) === BATCH);
  });
}

/** (b) What most hand-written workers do: one transaction for each row. */
export async function bareRows(url: string, bare: Bare): Promise<void> {
  await connected(url, async (client) => {
    while ((await takeOn(client, bare, 1)) === 1);
  });
}

async function connected(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function takeOn(client: pg.Client, { tenant, now }: Bare, limit: number): Promise<number> {
  await client.query(
    `begin; select set_config('app.tenant', '${tenant}', true), set_config('role', 'perennial_app', true)`,
  );
  const { rows } = await client.query<Row>(CLAIM, [tenant, now, limit]);
  if (rows.length > 0) {
    const rest = new Date(Date.parse(now) + 30 * 86_400_000).toISOString();
    const soon = "2026-05-31";
    const due = rows.filter((row) => row.ends_on < soon);
    const states = rows.map(({ id }) => ({ id, step: "rest", timer_at: rest, effects: 1 }));
    await client.query(UPDATE, [tenant, JSON.stringify(states)]);
    const effect = {
      ...{ kind: "message", channel: "email", step: "mail", template: "mail", class: "service" },
      ...{ priority: 50, keep: false, seq: 1 },
    };
    const effects = due.map(({ id, customer_id }) => ({ id, customer_id, effect }));
    await client.query(OUTBOX, [tenant, JSON.stringify(effects), now]);
    const evidence = { from: "start", to: "rest", stage: null, via: "choose mail rest" };
    const decisions = rows.map(({ id, customer_id }) => ({ id, customer_id, evidence }));
    await client.query(DECISIONS, [tenant, JSON.stringify(decisions), now]);
  }
  await client.query("commit");
  return rows.length;
}
