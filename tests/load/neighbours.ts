import { setTimeout as pause } from "node:timers/promises";
import { note, percentile, print, printHeader, tableLines } from "../bench/measure.ts";
import type { Child } from "./child.ts";
import { type Crowd, gather, haveWait } from "./crowd.ts";
import { untilQuiet } from "./quiet.ts";
import { type Cpu, cpuRows, judge, printFigures, type Verdict } from "./report.ts";
import type { SenderProtocol } from "./sender-process.ts";
import type { SinkProtocol } from "./sink-process.ts";
import { onSite, Site, type SiteOptions } from "./site.ts";
import { auditVisits, type Lag, lagsOf } from "./visit-books.ts";

/** How noisy it gets, and for whom. */
export interface NeighbourOptions extends SiteOptions {
  /** Processes that do the work. */
  readonly workers: number;
  /** Companies that go about their business. */
  readonly others: number;
  /** Enrolments of each that fall due in a second. */
  readonly due: number;
  /** How long they do so, once in quiet and once in the flood. */
  readonly seconds: number;
  /** Enrolments of the one company that fall due at once. */
  readonly flood: number;
  /** Deliveries of its CRM under way at once, and events in each. */
  readonly concurrency: number;
  readonly batch: number;
}

export const NEIGHBOUR_DEFAULTS = {
  ...{ workers: 2, others: 9, due: 2, seconds: 30, flood: 50_000, concurrency: 8, batch: 25 },
};

/** How long from the plan to its beginning, in milliseconds. */
const NOTICE = 8_000;
/** How long all live before anything is measured, in seconds: connections are opened, programs read. */
const WARM_UP = 2;
/** The others may wait twice as long as in quiet, and for one slice of somebody else's work (live-loop.ts). */
const TIMES = 2;
const SLICE = 2_000;

interface Street {
  readonly site: Site;
  readonly sink: Child<SinkProtocol>;
  readonly sender: Child<SenderProtocol>;
  readonly noisy: Crowd;
  readonly others: readonly Crowd[];
}

interface Phase {
  readonly lags: readonly Lag[];
  /** Of the noisy company's own. */
  readonly own: readonly Lag[];
  readonly events: number;
  readonly cpu: Cpu;
}

/**
 * One company floods: tens of thousands of its enrolments fall due at once and its CRM tells as fast as it is
 * answered. How late do the others' few enrolments become, from when each is due to when the CRM has its task?
 */
export async function loadNeighbours(options: NeighbourOptions): Promise<Verdict> {
  return onSite(await Site.open(options), async (site) => {
    const { others, due, flood: many } = options;
    await printHeader(
      `one company floods, ${others} others have ${due} enrolments due a second`,
      site,
    );
    const street = await settleDown(site, options);
    note("in quiet");
    await live(street, { ...options, seconds: WARM_UP }, { flood: 0, from: 1 });
    const begun = 1 + due * WARM_UP;
    const quiet = await live(street, options, { flood: 0, from: begun });
    note(`in the flood: ${many} enrolments at once, and events as fast as they are taken`);
    const from = begun + due * options.seconds;
    const flood = await live(street, options, { flood: many, from });
    report(quiet, flood, options);
    return verdict(street, quiet, flood);
  });
}

async function settleDown(site: Site, options: NeighbourOptions): Promise<Street> {
  const { workers, others: count, due, seconds, flood } = options;
  const sink = await site.sink();
  const doors = await site.perennial("web", { role: "web" });
  const open = (slug: string, customers: number) =>
    gather(site, { slug, customers, sinkUrl: sink.url, doors });
  const noisy = await open("noisy", flood);
  const others: Crowd[] = [];
  for (let number = 1; number <= count; number++) {
    others.push(await open(`other-${number}`, due * (WARM_UP + 2 * seconds)));
  }
  for (let number = 1; number <= workers; number++) {
    await site.perennial(`worker ${number}`, { role: "worker" });
  }
  const street = { site, sink: sink.child, sender: site.sender(), noisy, others };
  // The first reviews of all companies are no part of what is measured.
  await untilQuiet(site, () => sink.child.ask("count", null));
  return street;
}

/** What happens in a phase. */
interface Happening {
  /** Enrolments of the noisy company that fall due at its beginning; without any its CRM is still, too. */
  readonly flood: number;
  /** The number of the first of the others' customers who are due. */
  readonly from: number;
}

async function live(
  street: Street,
  options: NeighbourOptions,
  { flood, from }: Happening,
): Promise<Phase> {
  const { site, sink, sender, noisy, others } = street;
  const { due, seconds, concurrency, batch } = options;
  const count = due * seconds;
  const begins = Date.now() + NOTICE;
  const few = others.map(({ tenant }) => ({ tenant, count, begins, perSecond: due, from }));
  const many = flood === 0 ? [] : [{ tenant: noisy.tenant, count: flood, begins, from: 1 }];
  await haveWait(site, [...few, ...many]);
  const before = await site.cpu();
  const ends = begins + seconds * 1_000;
  const hose = {
    door: noisy.door,
    name: "flood",
    begins,
    ends,
    concurrency,
    batch,
    customers: flood,
  };
  const sent = flood > 0 ? await sender.ask("flood", hose) : await quietUntil(ends);
  const cpu = { before, after: await site.cpu() };
  await untilQuiet(site, () => sink.ask("count", null));
  const since = { begins };
  const lags = await Promise.all(others.map((crowd) => lagsOf(street, crowd, since)));
  return { lags: lags.flat(), own: await lagsOf(street, noisy, since), events: sent.events, cpu };
}

async function quietUntil(moment: number): Promise<{ readonly events: number }> {
  await pause(Math.max(0, moment - Date.now()));
  return { events: 0 };
}

function report(quiet: Phase, flood: Phase, { seconds }: NeighbourOptions): void {
  const row = (name: string, lags: readonly Lag[]) => [
    ...[name, String(lags.length)],
    ...spread(lags.map(({ late }) => late)),
  ];
  const part = (name: string, which: 0 | 1 | 2) => [
    ...[name, ""],
    ...spread(flood.lags.map(({ parts }) => parts[which])),
  ];
  const half = (seconds * 1_000) / 2;
  const early = flood.lags.filter(({ after }) => after < half);
  const late = flood.lags.filter(({ after }) => after >= half);
  print([
    "from when an enrolment is due to when the CRM has its task, in milliseconds",
    ...tableLines([
      ["", "enrolments", "p50", "p95", "p99", "most"],
      row("the others, in quiet", quiet.lags),
      row("the others, in the flood", flood.lags),
      part("  until it is taken on", 0),
      part("  until it is claimed for handing over", 1),
      part("  until the CRM has it", 2),
      row("  in the flood's first half", early),
      row("  in the flood's second half", late),
      row("the one that floods", flood.own),
    ]),
  ]);
  const ratio = p95(flood.lags) / Math.max(1, p95(quiet.lags));
  const own = Math.max(0, ...flood.own.map(({ after, late: by }) => after + by)) / 1_000;
  printFigures("in the flood", [
    ["the others' p95, times that in quiet", ratio.toFixed(2)],
    ["events of the flood taken at the door", String(flood.events)],
    ["until the flood's enrolments were all handed over", `${own.toFixed(1)} s`],
    ...cpuRows(flood.cpu),
  ]);
}

/** The middle of times, what 95 and 99 of a hundred stay below, and the most. */
function spread(times: readonly number[]): readonly string[] {
  return [0.5, 0.95, 0.99, 1].map((share) => String(Math.round(percentile(times, share))));
}

function p95(lags: readonly Lag[]): number {
  return percentile(
    lags.map(({ late }) => late),
    0.95,
  );
}

async function verdict(street: Street, quiet: Phase, flood: Phase): Promise<Verdict> {
  const broken = await auditVisits(street.site, street);
  const facts = judge("nobody's task is lost or asked for twice", [
    ...broken,
    ...street.site.errors,
  ]);
  const bound = TIMES * p95(quiet.lags) + SLICE;
  const over = p95(flood.lags) > bound;
  const lag = judge(
    `the others' p95 stays below ${TIMES} times that in quiet and a slice, ${Math.round(bound)} ms`,
    over ? [`it is ${Math.round(p95(flood.lags))} ms`] : [],
  );
  return { broken: facts, missed: lag };
}
