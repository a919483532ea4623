import { DBOS } from "@dbos-inc/dbos-sdk";
import pg from "pg";
import type { Peer, PeerTask } from "./peer.ts";
import { fillPlainTables, plainOutcome } from "./plain-tables.ts";
import { DAYS_BEFORE_END, TODAY } from "./renewal-input.ts";
import type { RenewalFacts } from "./renewal-rule.ts";

/** The durable sleep with its clock compressed, in milliseconds. */
const COMPRESSED_WAIT = 1;
/** Connections for the steps and for DBOS itself, whose default is 10; together as many as the server has room for. */
const CONNECTIONS = { steps: 12, system: 20 };

const LOOK = {
  name: "look",
  text: `select id, ends_on - $1::date as days_left, consented, reminded from customers
    where state = 'new' and ends_on between $1::date and $1::date + ${DAYS_BEFORE_END} order by id`,
};
/** A step may run again after a crash: the guard on the state makes the second time write nothing. */
const REMIND = {
  name: "remind",
  text: `with moved as (
      update customers set state = 'reminded', due_at = now() where id = $1 and state = 'new' returning id)
    insert into outbox (customer_id, kind, payload, created_at)
    select id, 'reminder', '{"channel":"sms","template":"reminder"}', now() from moved`,
};
const CALL = {
  name: "call",
  text: `with moved as (
      update customers set state = 'called', due_at = null
      where id = $1 and state = 'reminded' and replied_at is null and due_at <= now() returning id)
    insert into outbox (customer_id, kind, payload, created_at)
    select id, 'call', '{"list":"renewal"}', now() from moved`,
};

interface Customer extends RenewalFacts {
  readonly id: string;
}

/** What the workflow's steps write through; one process runs one task at a time. */
let pool: pg.Pool | undefined;

/** One transaction of one statement: both writes or neither. */
async function write(query: typeof REMIND, id: string): Promise<void> {
  await pool?.query({ ...query, values: [id] });
}

const renew = DBOS.registerWorkflow(
  async (id: string) => {
    await DBOS.runStep(() => write(REMIND, id), { name: "remind" });
    await DBOS.sleep(COMPRESSED_WAIT);
    await DBOS.runStep(() => write(CALL, id), { name: "call" });
  },
  { name: "renew" },
);

/**
 * DBOS Transact: a workflow for each customer to be reminded, under the customer's id, with two steps and a
 * durable sleep between them. What is cheapest for it is chosen: workflows are started directly and not through a
 * queue, which would be two more writes; each step is one statement and one commit; a sleep costs one write where
 * receiving with a time-out costs two; and candidates are read in one query and judged in plain JavaScript.
 */
export const dbos: Peer = {
  async prepare(task) {
    const own = new pg.Pool({ connectionString: task.databaseUrl, max: CONNECTIONS.steps });
    const system = new pg.Pool({
      connectionString: task.databaseUrl,
      max: CONNECTIONS.system,
    });
    await fillPlainTables(own, task.customers);
    pool = own;
    // No key for its cloud and no exporter: it reports to nobody.
    DBOS.setConfig({
      ...{ name: "renewal", logLevel: "error", enableOTLP: false },
      ...{ systemDatabaseUrl: task.databaseUrl, systemDatabasePool: system },
    });
    await DBOS.launch();
    return {
      work: () => renewAll(own, task),
      outcome: () => plainOutcome(own),
      async close() {
        await DBOS.shutdown();
        await system.end();
        await own.end();
      },
    };
  },
};

async function renewAll(own: pg.Pool, { concurrency }: PeerTask): Promise<void> {
  const { rows } = await own.query<Customer>({ ...LOOK, values: [TODAY] });
  const waiting = rows.filter(({ consented, reminded }) => consented && !reminded).values();
  const worker = async () => {
    for (const { id } of waiting) {
      const handle = await DBOS.startWorkflow(renew, { workflowID: `renew-${id}` })(id);
      await handle.getResult();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
