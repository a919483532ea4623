import pg from "pg";
import { bareDeliver } from "./bare-deliver.ts";
import { idOf } from "./fill-records.ts";

/** Whose night, and where its messages go. */
export interface BareNight {
  readonly tenant: number;
  readonly customers: number;
  readonly now: string;
  /** The day on which the agreements of those who are written to end. */
  readonly endsOn: string;
  /** The address of the sink. */
  readonly sink: string;
  /** Requests under way at once. */
  readonly concurrency: number;
}

const RANGE = 5_000;

const PLAN = `
  insert into outbox (tenant_id, enrolment_id, seq, customer_id, kind, effect, created_at, state, due_at)
  select $1, substr(a.id, 2)::bigint, 1, a.customer_id, 'message', '{}', $5::timestamptz, 'pending', $5::timestamptz
  from agreements a join customers c on c.tenant_id = a.tenant_id and c.id = a.customer_id
  where a.tenant_id = $1 and a.id > $2 and a.id <= $3 and a.ends_on = $4 and a.status = 'active' and c.deleted_at is null`;

/**
 * A night by hand: who is to be written to is decided in ranges of ids by one statement each, then read, posted one request
 * each, and marked. Nothing is judged, and nothing is kept but that it was done.
 */
export async function bareNight(url: string, night: BareNight): Promise<void> {
  const { tenant, customers, now, endsOn, sink, concurrency } = night;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `select set_config('app.tenant', '${tenant}', false), set_config('role', 'perennial_app', false),
        set_config('jit', 'off', false)`,
    );
    for (let last = 0; last < customers; last += RANGE) {
      const values = [tenant, idOf("a", last), idOf("a", last + RANGE), endsOn, now];
      await client.query({ name: "plan", text: PLAN, values });
    }
  } finally {
    await client.end();
  }
  await bareDeliver(url, { tenant, sink, now, perRequest: 1, concurrency });
}
