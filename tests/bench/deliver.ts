import { deliver, type RuntimeContext } from "@perennial/runtime";
import { asTenant, ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { bareDeliver } from "./bare-deliver.ts";
import { type BenchConnection, openBenchRuntime } from "./bench-runtime.ts";
import { BULK, createBulk } from "./bulk-connector.ts";
import { empty, fillRecords, idSql, vacuum } from "./fill-records.ts";
import { clocked, median, print, tableLines, takeTurns } from "./measure.ts";
import {
  elksTo,
  fillConsents,
  type MessageBench,
  NOW,
  POLICY,
  TEMPLATES,
  withSink,
} from "./message-bench.ts";
import { readOptions } from "./options.ts";

/** Requests under way at once with one message each: four batches of the runtime's, and eight in each of the connector's. */
const SIDE_BY_SIDE = 32;
/** The same with a hundred each: the runtime has four batches under way. */
const BATCHES_SIDE_BY_SIDE = 4;

const PROGRAM = `
id: letters
name: { sv: Brev, en: Letters }
updated: 2026-01-01
objective: { sv: Mäta, en: Measure }
target: { sv: Fort, en: Fast }
targetGroup: { sv: Alla, en: All }
responsible: { sv: Vi, en: We }
doneBy: { sv: Vi, en: We }
subject: agreement
rulePack: se-electricity
triggers: [{ signal: agreement.ordered }]
steps:
  - { id: hello, do: send, channel: sms, template: hello, class: marketing }
`;
const FILES = { "program.yaml": PROGRAM, ...TEMPLATES };
/** The message as the program asks for it. */
const EFFECT = JSON.stringify({
  ...{ kind: "message", seq: 1, step: "hello", channel: "sms", template: "hello" },
  ...{ class: "marketing", priority: 50, keep: false },
});

/** A company whose messages go one way. */
interface Company extends MessageBench {
  readonly tenant: Tenant;
  readonly context: RuntimeContext;
  readonly messages: number;
}

/**
 * Messages a second through the real deliver loop to a sink on this machine: marketing, so each is judged by
 * consent, quiet hours and caps and by what the customer has had; rendered from its template, recorded in the
 * ledger before it leaves, and its receipt kept with what follows from it. Through the real connector for 46elks
 * with one request each, and with a hundred a request. Beside it what is left when all that is left out.
 */
export async function benchDeliver(args: readonly string[]): Promise<void> {
  const { messages, rounds } = readOptions("deliver", args, { messages: 20_000, rounds: 3 });
  await withSink(
    `${messages} messages from the outbox to a sink on this machine`,
    async (opened) => {
      const open = (slug: string, connection: BenchConnection) =>
        openCompany({ ...opened, messages }, slug, connection);
      const one = await open("one", elksTo(opened.sink));
      const bulkSettings = { baseUrl: opened.sink.url };
      const bulk = await open("bulk", { connector: createBulk(), settings: bulkSettings });
      const figures = await takeTurns(
        {
          bareOne: () => rate(one, () => bare(one, 1, SIDE_BY_SIDE)),
          runtimeOne: () => rate(one, () => throughRuntime(one)),
          bareBulk: () => rate(bulk, () => bare(bulk, BULK, BATCHES_SIDE_BY_SIDE)),
          runtimeBulk: () => rate(bulk, () => throughRuntime(bulk)),
        },
        rounds,
      );
      report(figures);
    },
  );
}

async function openCompany(
  what: Pick<Company, "bench" | "sink" | "messages">,
  slug: string,
  connection: BenchConnection,
): Promise<Company> {
  const { bench, messages } = what;
  const tenant = await ensureTenant(bench.db, { slug, name: "Elbolaget", policy: POLICY }, NOW);
  await fillRecords(bench, tenant, { count: messages, now: NOW, endsOn: sql`date '2026-04-30'` });
  await fillConsents(bench, tenant, messages);
  const setup = { now: NOW, program: "letters", files: FILES, connections: [connection] };
  const { context } = await openBenchRuntime(bench, tenant, setup);
  return { ...what, tenant, context };
}

async function throughRuntime({ context, tenant, messages }: Company): Promise<void> {
  for (let sent = 0, more = true; more; ) {
    const round = await deliver(context, tenant);
    sent += round.sent;
    more = round.more;
    if (!more && sent !== messages) throw new Error(`${sent} sent: ${JSON.stringify(round)}`);
  }
  const written = await count({ context, tenant });
  const wrong = Object.entries(written).filter(([, value]) => value !== messages);
  if (wrong.length > 0) throw new Error(`expected ${messages} of each: ${JSON.stringify(written)}`);
}

/** What the runtime keeps of a message, and the bare loop does not. */
async function count({ context, tenant }: Pick<Company, "context" | "tenant">) {
  const [row] = await asTenant(context.db, tenant.id, (tx) =>
    tx.rows(sql<Record<string, number>>`
      select (select count(*) from outbox where state = 'done' and provider_id is not null) as receipts,
        (select count(*) from sends where outcome = 'accepted') as ledger,
        (select count(*) from decisions where kind = 'sent') as decisions,
        (select count(*) from interactions) as timeline`),
  );
  return row ?? {};
}

function bare(
  { bench, sink, tenant }: Company,
  perRequest: number,
  concurrency: number,
): Promise<void> {
  const delivery = { tenant: tenant.id, sink: sink.url, now: NOW, perRequest, concurrency };
  return bareDeliver(bench.url, delivery);
}

/** How fast messages left, and what that took of the processor, in milliseconds for a thousand messages. */
interface Figure {
  readonly perSecond: number;
  readonly cpu: number;
}

/** Measures from a full outbox to an empty one. The time of PostgreSQL and of the sink is not in the processor's. */
async function rate(company: Company, work: () => Promise<void>): Promise<Figure> {
  const { sink, messages } = company;
  await reset(company);
  await sink.taken();
  const before = process.cpuUsage();
  const seconds = await clocked(work);
  const { user, system } = process.cpuUsage(before);
  const taken = await sink.taken();
  if (taken !== messages) throw new Error(`The sink took ${taken} of ${messages} messages.`);
  return {
    perSecond: Math.round(messages / seconds),
    cpu: Math.round((user + system) / messages),
  };
}

/** Everyone's program has asked for a message, due now; nobody has had one. */
async function reset({ bench, tenant, messages }: Company): Promise<void> {
  const tables = ["enrolments", "outbox", "sends", "decisions", "interactions"];
  await empty(bench, tables);
  const n = sql`n`;
  await asTenant(bench.db, tenant.id, async (tx) => {
    await tx.run(sql`
      insert into enrolments (tenant_id, program, program_version, customer_id, agreement_id, key, round, step,
        effects, entered_at)
      select ${tenant.id}, 'letters', 1, ${idSql("c", n)}, ${idSql("a", n)}, ${idSql("a", n)}, 0, 'hello', 1, ${NOW}
      from generate_series(1, ${messages}::int) n`);
    await tx.run(sql`
      insert into outbox (tenant_id, enrolment_id, seq, customer_id, kind, effect, created_at, state, due_at)
      select tenant_id, id, 1, customer_id, 'message', ${EFFECT}::jsonb, ${NOW}, 'pending', ${NOW} from enrolments`);
  });
  // An empty table that was looked at is planned for as one that stays empty, which no ledger in use does.
  await vacuum(bench, ["enrolments", "outbox"]);
}

type Figures = Readonly<
  Record<"bareOne" | "runtimeOne" | "bareBulk" | "runtimeBulk", readonly Figure[]>
>;

function report({ bareOne, runtimeOne, bareBulk, runtimeBulk }: Figures): void {
  const line = (name: string, bareOnes: readonly Figure[], ours: readonly Figure[]) => {
    const of = (figures: readonly Figure[], part: keyof Figure) =>
      median(figures.map((figure) => figure[part]));
    const [theirs, mine] = [of(bareOnes, "perSecond"), of(ours, "perSecond")];
    const share = `${Math.round((100 * mine) / theirs)} %`;
    return [name, `${theirs}`, `${mine}`, share, `${of(bareOnes, "cpu")}`, `${of(ours, "cpu")}`];
  };
  print([
    "messages a second, and CPU time of the process for a thousand of them (medians)",
    "bare is read, post and mark in ranges of 1000, nothing judged or kept",
    ...tableLines([
      ["", "bare", "perennial", "of bare", "bare, CPU ms", "perennial, CPU ms"],
      line(`one request each, ${SIDE_BY_SIDE} at once (46elks)`, bareOne, runtimeOne),
      line(`${BULK} a request, ${BATCHES_SIDE_BY_SIDE} at once (bulk)`, bareBulk, runtimeBulk),
    ]),
  ]);
}
