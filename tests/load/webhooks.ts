import { median, note, percentile, print, printHeader } from "../bench/measure.ts";
import type { Child } from "./child.ts";
import { type Crowd, gather, haveWait } from "./crowd.ts";
import { untilQuiet } from "./quiet.ts";
import { type Cpu, cpuRows, judge, ourCpu, printFigures, type Verdict } from "./report.ts";
import type { SenderProtocol, Stream, StreamTaken } from "./sender-process.ts";
import type { SinkProtocol } from "./sink-process.ts";
import { onSite, Site, type SiteOptions } from "./site.ts";
import { type Point, slopeOf } from "./trend.ts";
import { type Glance, Watch } from "./watch.ts";
import { auditWebhooks } from "./webhook-books.ts";

/** How much is sent. */
export interface WebhookOptions extends SiteOptions {
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Events of a batch, and how many of a hundred events come one by one. */
  readonly batch: number;
  readonly singles: number;
  /** Enrolments that fall due each second meanwhile. */
  readonly due: number;
  /** How many rates are tried at most, until one holds. */
  readonly stages: number;
}

export const WEBHOOK_DEFAULTS = {
  rate: 1_000,
  seconds: 60,
  batch: 25,
  singles: 20,
  due: 100,
  stages: 5,
};

/** A second rate is tried for this share of the time, at this share of the first, and so on down. */
const NEXT_SECONDS = 1 / 3;
const NEXT_RATE = 0.75;
/** How long from the plan to the first delivery, in milliseconds. */
const NOTICE = 5_000;
/** Ids of deliveries, of which every so many is told twice. */
const REPEAT_EVERY = 50;
/** What holds: answered within a second at the 99th percentile, taken apart within five, and not falling behind. */
const HOLDS = { p99: 1_000, ingest: 5_000, slope: 0.05, achieved: 0.98 };

/** A rate and what came of it. */
interface Stage {
  readonly plan: Plan;
  readonly stream: Stream;
  readonly taken: StreamTaken;
  readonly glances: readonly Glance[];
  readonly cpu: Cpu;
  /** How long it took after the last delivery until nothing was due, in seconds. */
  readonly rest: number;
}

interface Company {
  readonly site: Site;
  readonly crowd: Crowd;
  readonly sink: Child<SinkProtocol>;
  readonly sender: Child<SenderProtocol>;
}

/**
 * A CRM tells of events at a rate of its own, in batches and one by one, while enrolments fall due and what they
 * ask for is handed over. Where the rate does not hold, lower ones are tried until one does.
 */
export async function loadWebhooks(options: WebhookOptions): Promise<Verdict> {
  const { rate, seconds } = options;
  return onSite(await Site.open(options), async (site) => {
    await printHeader(`webhooks: ${rate} events a second for ${seconds} s`, site);
    const plans = planStages(options);
    const company = await open(site, plans);
    const done: Stage[] = [];
    for (const plan of plans) {
      const stage = await tell(company, plan, options);
      report(stage);
      done.push(stage);
      if (holds(stage)) break;
    }
    return verdict(company, done);
  });
}

/** A rate for some time: which events are told, and who falls due meanwhile. */
interface Plan {
  readonly rate: number;
  readonly seconds: number;
  /** The number of the first event. */
  readonly first: number;
  /** The numbers of the first customer who is due, and of the one after the last. */
  readonly from: number;
  readonly below: number;
}

/** One rate after the other, each with events and customers of its own. */
function planStages({ rate, seconds, due, stages }: WebhookOptions): readonly Plan[] {
  const rates = Array.from({ length: stages }, (_, index) => ({
    rate: Math.ceil(rate * NEXT_RATE ** index),
    seconds: Math.ceil(seconds * (index === 0 ? 1 : NEXT_SECONDS)),
  }));
  // Customers have numbers from 1, and those of the events come first.
  let from = 1 + rates.reduce((sum, each) => sum + each.rate * each.seconds, 0);
  let first = 0;
  return rates.map((each) => {
    const plan = { ...each, first, from, below: from + due * each.seconds };
    first += each.rate * each.seconds;
    from = plan.below;
    return plan;
  });
}

async function open(site: Site, plans: readonly Plan[]): Promise<Company> {
  const sink = await site.sink();
  const doors = await site.perennial("web", { role: "web" });
  const customers = (plans.at(-1)?.below ?? 1) - 1;
  const crowd = await gather(site, { slug: "crm", customers, sinkUrl: sink.url, doors });
  for (const name of ["worker 1", "worker 2"]) await site.perennial(name, { role: "worker" });
  return { site, crowd, sink: sink.child, sender: site.sender() };
}

async function tell(
  { site, crowd, sink, sender }: Company,
  plan: Plan,
  { batch, singles, due }: WebhookOptions,
): Promise<Stage> {
  const { rate, seconds, first, from } = plan;
  const begins = Date.now() + NOTICE;
  const stream = {
    ...{ door: crowd.door, name: `r${rate}`, first, events: rate * seconds, perSecond: rate },
    ...{ batch, singles: singles / 100, repeatEvery: REPEAT_EVERY },
    ...{ at: new Date(begins).toISOString(), begins },
  };
  note(`${rate} events a second for ${seconds} s, and ${due} enrolments that fall due`);
  const visits = { count: plan.below - from, begins, perSecond: due, from };
  await haveWait(site, [{ tenant: crowd.tenant, ...visits }]);
  const before = await site.cpu();
  const watch = new Watch(site, sink);
  const taken = await sender.ask("stream", stream);
  const after = await site.cpu();
  const glances = (await watch.end()).filter(({ at }) => at >= begins);
  const sent = Date.now();
  await untilQuiet(site, () => sink.ask("count", null));
  const rest = (Date.now() - sent) / 1_000;
  return { plan, stream, taken, glances, cpu: { before, after }, rest };
}

function holds({ stream, taken, glances }: Stage): boolean {
  const ingest: readonly Point[] = glances.map((each) => [each.at, each.ingest]);
  return (
    taken.failed.length === 0 &&
    stream.events / taken.seconds >= stream.perSecond * HOLDS.achieved &&
    taken.p99 <= HOLDS.p99 &&
    Math.max(0, ...ingest.map(([, lag]) => lag)) <= HOLDS.ingest &&
    slopeOf(ingest) <= HOLDS.slope
  );
}

function report(stage: Stage): void {
  const { stream, taken, glances, cpu, rest } = stage;
  const times = [taken.p50, taken.p95, taken.p99, taken.most].map(
    (time) => `${Math.round(time)} ms`,
  );
  const lag = (of: keyof Glance) => {
    const seen = glances.map((each) => each[of]);
    return `${Math.round(median(seen))} / ${Math.round(percentile(seen, 0.95))} / ${Math.round(Math.max(0, ...seen))} ms`;
  };
  const [begin, end] = [glances[0], glances.at(-1)];
  const effects = begin && end ? ((end.taken - begin.taken) / (end.at - begin.at)) * 1_000 : 0;
  const answers = Object.entries(taken.byStatus).map(([status, count]) => `${count} x ${status}`);
  printFigures(`${stream.perSecond} events a second: ${holds(stage) ? "holds" : "DOES NOT HOLD"}`, [
    ["events a second taken", (stream.events / taken.seconds).toFixed(0)],
    ["deliveries", `${taken.deliveries} in ${taken.seconds.toFixed(1)} s`],
    ["answers", answers.join(", ")],
    ["door p50 / p95 / p99 / most, from when each was due", times.join(" / ")],
    ["  of it the sender's own lateness, p99", `${Math.round(taken.ownLateness)} ms`],
    ["oldest delivery not taken apart, p50 / p95 / most", lag("ingest")],
    ["oldest enrolment due, p50 / p95 / most", lag("enrolment")],
    ["oldest effect due, p50 / p95 / most", lag("effect")],
    ["effects handed over a second", effects.toFixed(0)],
    ["until nothing was due afterwards", `${rest.toFixed(1)} s`],
    ...cpuRows(cpu),
    ["ours for an event", `${((ourCpu(cpu) / stream.events) * 1_000).toFixed(2)} ms`],
  ]);
}

async function verdict({ site, crowd, sink }: Company, stages: readonly Stage[]): Promise<Verdict> {
  const taken = await sink.ask("taken", { tenant: crowd.tenant.slug });
  const streams = stages.map(({ stream }) => stream);
  const [wanted, last] = [stages[0], stages.at(-1)];
  const visits = [wanted?.plan.from ?? 0, last?.plan.below ?? 0] as const;
  const broken = await auditWebhooks(site, { crowd, streams, visits, taken });
  const failed = stages.flatMap((stage) => stage.taken.failed);
  const facts = judge("every event stands in the database once and was acted on once", [
    ...failed.map((id) => `the delivery ${id} was never taken`),
    ...broken,
    ...site.errors,
  ]);
  const held = stages.find(holds);
  const rate = wanted?.stream.perSecond;
  const best = held ? `${held.stream.perSecond} a second hold` : "no rate that was tried holds";
  // How much two cores can do is no promise: what holds is said, and what does not.
  print([`${rate} events a second: ${held === wanted ? "they hold" : best}`]);
  return { broken: facts, missed: [] };
}
