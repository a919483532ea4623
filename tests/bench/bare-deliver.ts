import { Agent, request } from "node:http";
import pg from "pg";

/** What is sent where, and how. */
export interface BareDelivery {
  readonly tenant: number;
  /** The address of the sink. */
  readonly sink: string;
  readonly now: string;
  /** Messages in a request: one as a form, or many as JSON. */
  readonly perRequest: number;
  /** Requests under way at once. */
  readonly concurrency: number;
}

interface Row {
  readonly id: string;
  readonly mobile: string;
  readonly first_name: string;
}

/** How many rows are read and marked at a time. */
const RANGE = 1_000;

const READ = `
  select o.enrolment_id as id, c.mobile, c.first_name from outbox o
  join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
  where o.tenant_id = $1 and o.enrolment_id > $2 and o.state = 'pending' order by o.enrolment_id limit $3`;
const MARK = `
  update outbox set state = 'done', due_at = null, settled_at = $4
  where tenant_id = $1 and enrolment_id between $2 and $3 and state = 'pending'`;

/** What somebody would write by hand: read a range, post it, mark it. No policy, no receipts, no other try. */
export async function bareDeliver(url: string, delivery: BareDelivery): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: delivery.concurrency });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { tenant, now } = delivery;
    await client.query(
      `select set_config('app.tenant', '${tenant}', false), set_config('role', 'perennial_app', false)`,
    );
    for (let last = "0"; ; ) {
      const { rows } = await client.query<Row>(READ, [tenant, last, RANGE]);
      const [from, to] = [rows[0]?.id, rows.at(-1)?.id];
      if (from === undefined || to === undefined) break;
      await postAll(rows, delivery, agent);
      await client.query(MARK, [tenant, from, to, now]);
      last = to;
    }
  } finally {
    agent.destroy();
    await client.end();
  }
}

async function postAll(
  rows: readonly Row[],
  { sink, perRequest, concurrency }: BareDelivery,
  agent: Agent,
): Promise<void> {
  const starts = Array.from({ length: Math.ceil(rows.length / perRequest) }, (_, index) => index);
  const waiting = starts.values();
  const worker = async () => {
    for (const index of waiting) {
      const part = rows.slice(index * perRequest, (index + 1) * perRequest);
      await (perRequest === 1 ? postOne(part, sink, agent) : postMany(part, sink, agent));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function postOne([row]: readonly Row[], sink: string, agent: Agent): Promise<void> {
  if (!row) return;
  const form = new URLSearchParams({ from: "Bench", to: row.mobile, message: textOf(row) });
  await post(
    `${sink}/a1/sms`,
    { type: "application/x-www-form-urlencoded", text: `${form}` },
    agent,
  );
}

async function postMany(rows: readonly Row[], sink: string, agent: Agent): Promise<void> {
  const messages = rows.map((row) => ({ id: row.id, to: row.mobile, text: textOf(row) }));
  const text = JSON.stringify({ messages });
  await post(`${sink}/bulk`, { type: "application/json", text }, agent);
}

function textOf({ first_name }: Row): string {
  return `Hej ${first_name}! Ditt elavtal löper snart ut. Svara STOPP om du inte vill veta mer.`;
}

interface Body {
  readonly type: string;
  readonly text: string;
}

function post(url: string, { type, text }: Body, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": type, "content-length": Buffer.byteLength(text) };
    const sent = request(url, { method: "POST", agent, headers }, (answer) => {
      const { statusCode } = answer;
      answer.resume();
      answer.on("end", () =>
        statusCode === 200 ? resolve() : reject(new Error(`The sink answered ${statusCode}.`)),
      );
    });
    sent.on("error", reject);
    sent.end(text);
  });
}
