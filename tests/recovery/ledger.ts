import type { Instant } from "@perennial/contract";
import { attachEmbedded, connectionString } from "@perennial/store";
import pg from "pg";
import { TENANT } from "./company.ts";

/** An effect as the outbox has it. */
export interface LedgerEffect {
  readonly commandId: string;
  readonly enrolment: number;
  readonly customer: string;
  /** Below nothing: notes and alarms, which the delivering itself asks for. */
  readonly seq: number;
  readonly kind: string;
  readonly step: string;
  readonly state: string;
  readonly reason: string | null;
  /** When it was asked for. */
  readonly at: Instant;
  /** Of a withdrawal: the number of the call. */
  readonly callSeq: number | null;
}

/** A run of a customer through the program. */
export interface LedgerEnrolment {
  readonly id: number;
  readonly customer: string;
  readonly agreement: string;
  readonly round: number;
  readonly stage: string | null;
  readonly step: string | null;
  readonly ended: string | null;
  /** How many effects the program asked for. */
  readonly effects: number;
  readonly variables: string;
}

/** What Perennial has in its books, read past all its code. */
export interface Ledger {
  readonly effects: readonly LedgerEffect[];
  readonly enrolments: readonly LedgerEnrolment[];
  /** Deliveries taken in, by connection and id. */
  readonly inbox: readonly {
    readonly connection: string;
    readonly id: string;
    readonly taken: boolean;
    readonly problem: string | null;
  }[];
  /** What happened to enrolments and they have not been told. */
  readonly stimuli: number;
  /** Lines for comparing: the timeline, the consents, and what has acted. */
  readonly timeline: readonly string[];
  readonly consents: readonly string[];
  readonly signals: readonly string[];
  /** How many unknown outcomes were resolved by asking the other side. */
  readonly lookedUp: number;
}

/** The id of an enrolment's command, which the systems outside know it by. */
export function commandIdOf(enrolment: number, seq: number): string {
  return `t${TENANT}-e${enrolment}-${seq}`;
}

/** Reads the books of a data directory whose server runs. */
export async function readLedger(dataDir: string): Promise<Ledger> {
  const attached = await attachEmbedded(dataDir);
  if (attached === undefined) throw new Error("No PostgreSQL runs there.");
  const client = new pg.Client({ connectionString: connectionString(attached) });
  await client.connect();
  try {
    await client.query(
      `begin; select set_config('app.tenant', '${TENANT}', true), set_config('role', 'perennial_app', true)`,
    );
    return await readAll(client);
  } finally {
    await client.end();
  }
}

async function readAll(client: pg.Client): Promise<Ledger> {
  const rows = async <Row>(text: string): Promise<readonly Row[]> =>
    (await client.query(text)).rows;
  const lines = async (text: string) => {
    const found = await rows<{ line: string }>(
      `select (${text.replace(" from ", ")::text as line from ")} order by 1`,
    );
    return found.map(({ line }) => line);
  };
  const [{ stimuli = 0, looked = 0 } = {}] = await rows<{ stimuli: number; looked: number }>(`
    select (select count(*)::int from enrolments where news is not null) as stimuli,
      (select count(*)::int from decisions where evidence ->> 'source' = 'look-up') as looked`);
  return {
    effects: await rows(`
      select 't${TENANT}-e' || enrolment_id || '-' || seq as "commandId", enrolment_id::int as enrolment,
        customer_id as customer, seq, kind, effect ->> 'step' as step, state, reason,
        to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        (effect ->> 'callSeq')::int as "callSeq"
      from outbox order by enrolment_id, seq`),
    // A variable that was cleared says the same as one that was never set.
    enrolments: await rows(`
      select id::int, customer_id as customer, agreement_id as agreement, round, stage, step,
        end_reason as ended, effects, jsonb_strip_nulls(variables)::text as variables
      from enrolments order by id`),
    inbox: await rows(`
      select connection_id as connection, delivery_id as id, taken_at is not null as taken, problem from inbox`),
    stimuli,
    timeline: await lines(
      "jsonb_build_array(customer_id, kind, direction, channel, outcome, program, step) from interactions",
    ),
    consents: await lines(
      "jsonb_build_array(customer_id, channel, purpose, topic, state, source) from consents",
    ),
    // How often a record is told of while it changes depends on who asks when.
    signals: await lines(
      "jsonb_build_array(customer_id, agreement_id, type) from signals where type not like '%.changed'",
    ),
    lookedUp: looked,
  };
}
