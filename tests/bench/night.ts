import { MOST_HANDS } from "@perennial/queue";
import { type RuntimeContext, sweepPrograms } from "@perennial/runtime";
import { asTenant, ensureTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { bareNight } from "./bare-night.ts";
import { openBenchRuntime } from "./bench-runtime.ts";
import { empty, fillRecords, vacuum } from "./fill-records.ts";
import { clocked, median, note, print, tableLines } from "./measure.ts";
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
import { settleByHands } from "./settle-by-hands.ts";

/** The day on which the agreements of those end who are written to today, and that of all others. */
const ENDS_SOON = "2026-03-16";
const ENDS_LATER = "2027-03-31";
/** Of a hundred customers so many are written to (V-19). */
const SHARE = 21;
/** Requests under way at once: four batches of the runtime's, and eight in each of the connector's. */
const SIDE_BY_SIDE = 32;
const WRITTEN = [
  ...["enrolments", "considered", "outbox", "sends", "decisions", "interactions", "signals"],
];

const PROGRAM = `
id: mailing
name: { sv: Utskick, en: Mailing }
updated: 2026-01-01
objective: { sv: Mäta, en: Measure }
target: { sv: Fort, en: Fast }
targetGroup: { sv: Alla, en: All }
responsible: { sv: Vi, en: We }
doneBy: { sv: Vi, en: We }
subject: agreement
rulePack: se-electricity
triggers: [{ date: agreement.end, before: P14D, late: P3D }]
entry: { field: agreement.status, is: equals, value: active }
steps:
  - { id: hello, do: send, channel: sms, template: hello, class: marketing }
`;
const FILES = { "program.yaml": PROGRAM, ...TEMPLATES };

interface Company extends MessageBench {
  readonly tenant: Tenant;
  readonly context: RuntimeContext;
  readonly customers: number;
  readonly messages: number;
  /** How many pairs of hands of one process work for the tenant at once. */
  readonly hands: number;
}

/** Seconds of the parts of a night. */
interface Night {
  readonly entry: number;
  readonly messages: number;
}

/**
 * A whole night (V-19): a date has come up for 21 % of the base, who enter a mailing program; their messages are
 * planned, judged by consent, quiet hours and caps, rendered, and sent through the real connector to a sink on this
 * machine with one request each; receipts are kept with what follows from them. Beside it, in the same run: a night by
 * hand that decides, posts and marks. Every message must reach the sink exactly once.
 */
export async function benchNight(args: readonly string[]): Promise<void> {
  const defaults = { customers: 100_000, rounds: 1, hands: MOST_HANDS };
  const { customers, rounds, hands } = readOptions("night", args, defaults);
  await withSink(`a night over ${customers} customers`, async (opened) => {
    const company = await openCompany({ ...opened, customers, hands });
    const bare: number[] = [];
    const ours: Night[] = [];
    let peak = 0;
    const sampler = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 200);
    for (let round = 0; round < rounds; round++) {
      bare.push(await byHand(company));
      ours.push(await throughRuntime(company));
      note(`round ${round + 1}: ${JSON.stringify({ bare: bare.at(-1), ours: ours.at(-1) })}`);
    }
    clearInterval(sampler);
    report(company, { bare, ours, peak });
  });
}

async function openCompany(
  what: Pick<Company, "bench" | "sink" | "customers" | "hands">,
): Promise<Company> {
  const { bench, sink, customers } = what;
  const setup = { slug: "night", name: "Elbolaget", policy: POLICY };
  const tenant = await ensureTenant(bench.db, setup, NOW);
  const isChosen = sql`n % 100 < ${sql.lit(SHARE)}`;
  const endsOn = sql`case when ${isChosen} then ${ENDS_SOON}::date else ${ENDS_LATER}::date end`;
  await fillRecords(bench, tenant, { count: customers, now: "2026-01-01T00:00:00.000Z", endsOn });
  await fillConsents(bench, tenant, customers);
  await vacuum(bench, ["consents"]);
  const [row] = await asTenant(bench.db, tenant.id, (tx) =>
    tx.rows(sql<{ messages: number }>`
      select count(*)::int as messages from generate_series(1, ${customers}::int) n where ${isChosen}`),
  );
  const connections = [elksTo(sink)];
  const runtime = { now: NOW, program: "mailing", files: FILES, connections };
  const { context } = await openBenchRuntime(bench, tenant, runtime);
  return { ...what, tenant, context, messages: row?.messages ?? 0 };
}

async function reset({ bench, sink, tenant }: Company): Promise<void> {
  await empty(bench, WRITTEN);
  await asTenant(bench.db, tenant.id, (tx) => tx.run(sql`update programs set swept_on = null`));
  await vacuum(bench, ["programs"]);
  await sink.taken();
}

async function byHand(company: Company): Promise<number> {
  await reset(company);
  const { bench, sink, tenant, customers } = company;
  const night = { tenant: tenant.id, customers, now: NOW, endsOn: ENDS_SOON, sink: sink.url };
  const seconds = await clocked(() =>
    bareNight(bench.url, { ...night, concurrency: SIDE_BY_SIDE }),
  );
  await verifyTaken(company);
  return seconds;
}

async function throughRuntime(company: Company): Promise<Night> {
  await reset(company);
  const { context, tenant, messages, hands } = company;
  const entry = await clocked(async () => {
    const [swept] = await sweepPrograms(context, tenant);
    if (swept?.entered !== messages) throw new Error(`The sweep came to ${JSON.stringify(swept)}.`);
  });
  const sending = await clocked(() => settleByHands(context, tenant, hands));
  await verifyTaken(company);
  await verifyKept(company);
  return { entry, messages: sending };
}

async function verifyTaken({ sink, messages }: Company): Promise<void> {
  const taken = await sink.taken();
  if (taken !== messages) throw new Error(`The sink took ${taken} of ${messages} messages.`);
}

/** Each message has left once: a receipt of its own, a line in the ledger, a decision and one on the timeline. */
async function verifyKept({ bench, tenant, messages }: Company): Promise<void> {
  const [row] = await asTenant(bench.db, tenant.id, (tx) =>
    tx.rows(sql<Record<string, number>>`
      select (select count(distinct provider_id) from outbox where state = 'done') as receipts,
        (select count(distinct customer_id) from sends where outcome = 'accepted') as customers,
        (select count(*) from sends) as ledger,
        (select count(*) from decisions where kind = 'sent') as decisions,
        (select count(*) from interactions) as timeline`),
  );
  const wrong = Object.entries(row ?? {}).filter(([, count]) => count !== messages);
  if (wrong.length > 0) throw new Error(`expected ${messages} of each: ${JSON.stringify(row)}`);
}

function report(
  { customers, messages }: Company,
  of: { readonly bare: readonly number[]; readonly ours: readonly Night[]; readonly peak: number },
): void {
  const theirs = median(of.bare);
  const entry = median(of.ours.map((each) => each.entry));
  const sending = median(of.ours.map((each) => each.messages));
  const all = entry + sending;
  const seconds = [theirs, entry, sending, all].map((each) => each.toFixed(1));
  print([
    `seconds of a night over ${customers} customers, ${messages} of whom are written to, one request each (medians)`,
    ...tableLines([
      ["", "bare", "entry", "planned, judged, sent, kept", "all", "times bare"],
      ["a whole night", ...seconds, (all / theirs).toFixed(2)],
    ]),
    `  each of ${messages} messages reached the sink once; memory of this process at most ${Math.round(of.peak / 2 ** 20)} MiB`,
  ]);
}
