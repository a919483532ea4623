import Queue from "bull";
import pg from "pg";
import type { Peer, PeerTask, PreparedPeer } from "./peer.ts";
import { fillPlainTables, plainOutcome } from "./plain-tables.ts";
import { DAYS_BEFORE_END, TODAY } from "./renewal-input.ts";
import { type RenewalFacts, renewalRule } from "./renewal-rule.ts";

/** The customers of one job. */
interface Job {
  readonly ids: readonly string[];
}

interface Customer extends RenewalFacts {
  readonly id: string;
  readonly state: "new" | "reminded";
}

/** Jobs that are put into the queue with one call. */
const ADDED_AT_ONCE = 1_000;
/** The time-out with its clock compressed, in milliseconds: the least delay that is one. */
const COMPRESSED_WAIT = 1;

/** How often Bull looks for delayed jobs whose moment it missed: its 5 s would be most of a compressed run. */
const GUARD_INTERVAL = 100;

const CANDIDATES = `select id from customers
  where state = 'new' and ends_on between $1::date and $1::date + ${DAYS_BEFORE_END} order by id`;
/** Whoever is reminded already is there because the process ended before the time-out was in the queue. */
const LOOK = {
  name: "look",
  text: `select id, state, ends_on - $2::date as days_left, consented, reminded from customers
    where id = any($1) and state in ('new', 'reminded')`,
};
/** The guard on the state is what makes a job that runs twice write once; both writes are one transaction. */
const REMIND = {
  name: "remind",
  text: `with moved as (
      update customers set state = 'reminded', due_at = now()
      where id = any($1) and state = 'new' returning id)
    insert into outbox (customer_id, kind, payload, created_at)
    select id, 'reminder', '{"channel":"sms","template":"reminder"}', now() from moved`,
};
const CALL = {
  name: "call",
  text: `with moved as (
      update customers set state = 'called', due_at = null
      where id = any($1) and state = 'reminded' and replied_at is null and due_at <= now() returning id)
    insert into outbox (customer_id, kind, payload, created_at)
    select id, 'call', '{"list":"renewal"}', now() from moved`,
};

/**
 * What a competent developer writes: a job on Redis for each customer (or for each hundred of them), the rule
 * judged by json-rules-engine, state and outbox written in one transaction whose guard makes a second run write
 * nothing, and a delayed job for the time-out under an id of its own so that it is there once.
 */
export function bullWorker(customersOfJob: number): Peer {
  return { prepare: (task) => prepare(task, customersOfJob) };
}

async function prepare(task: PeerTask, customersOfJob: number): Promise<PreparedPeer> {
  const pool = new pg.Pool({ connectionString: task.databaseUrl, max: task.concurrency });
  await fillPlainTables(pool, task.customers);
  const queue = new Queue<Job>("renewal", task.redisUrl, {
    defaultJobOptions: { removeOnComplete: true, attempts: 3 },
    settings: { guardInterval: GUARD_INTERVAL },
  });
  await queue.isReady();
  return {
    async work() {
      const { rows } = await pool.query<{ id: string }>(CANDIDATES, [TODAY]);
      const ids = rows.map(({ id }) => id);
      const worker = { queue, pool, concurrency: task.concurrency, customers: ids.length };
      await Promise.all([processAll(worker), addJobs(queue, chunks(ids, customersOfJob))]);
    },
    outcome: () => plainOutcome(pool),
    async close() {
      await queue.obliterate({ force: true });
      await queue.close();
      await pool.end();
    },
  };
}

interface Worker {
  readonly queue: Queue.Queue<Job>;
  readonly pool: pg.Pool;
  readonly concurrency: number;
  /** How many there will be jobs for. */
  readonly customers: number;
}

/** Resolves when everybody has been looked at and each time-out has been dealt with. */
function processAll({ queue, pool, concurrency, customers }: Worker): Promise<void> {
  const isToBeReminded = renewalRule();
  return new Promise((resolve, reject) => {
    let open = customers;
    const settle = (count: number) => {
      open -= count;
      if (open === 0) resolve();
    };
    const remind = async ({ data }: Queue.Job<Job>) => {
      const waiting = await remindThose(pool, data.ids, isToBeReminded);
      const delayed = { jobId: `call-${data.ids[0]}`, delay: COMPRESSED_WAIT };
      if (waiting.length > 0) await queue.add("call", { ids: waiting }, delayed);
      settle(data.ids.length - waiting.length);
    };
    const call = async ({ data }: Queue.Job<Job>) => {
      await pool.query({ ...CALL, values: [data.ids] });
      settle(data.ids.length);
    };
    queue.on("failed", (_job, error) => reject(error));
    queue.on("error", reject);
    queue
      .process("*", concurrency, (job) => (job.name === "call" ? call(job) : remind(job)))
      .catch(reject);
  });
}

/** Writes reminders for those the rule is about, and gives everybody whose reply is now waited for. */
async function remindThose(
  pool: pg.Pool,
  ids: readonly string[],
  isToBeReminded: (facts: RenewalFacts) => Promise<boolean>,
): Promise<readonly string[]> {
  const { rows } = await pool.query<Customer>({ ...LOOK, values: [ids, TODAY] });
  const fresh = rows.filter(({ state }) => state === "new");
  const judged = await Promise.all(fresh.map(isToBeReminded));
  const reminded = fresh.filter((_customer, index) => judged[index]).map(({ id }) => id);
  if (reminded.length > 0) await pool.query({ ...REMIND, values: [reminded] });
  const before = rows.filter(({ state }) => state === "reminded").map(({ id }) => id);
  return [...before, ...reminded];
}

async function addJobs(
  queue: Queue.Queue<Job>,
  ofJobs: readonly (readonly string[])[],
): Promise<void> {
  for (const some of chunks(ofJobs, ADDED_AT_ONCE)) {
    await queue.addBulk(
      some.map((ids) => ({ name: "remind", data: { ids }, opts: { jobId: `remind-${ids[0]}` } })),
    );
  }
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
