import { once } from "node:events";
import { extname } from "node:path";
import { setImmediate as immediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Instant, LocalDate } from "@perennial/contract";
import { localDateOf } from "@perennial/lifecycle";
import { asTenant, saveReport, type Tenant } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { makeReports, REPORTS } from "./make-reports.ts";
import { readInput } from "./read-input.ts";
import type { ReportInput } from "./report-bodies.ts";

/** How far the making of reports has come. */
export interface RefreshProgress {
  readonly phase: "reading" | "computing";
  /** Ranges of customers read, or reports made. */
  readonly done: number;
  readonly total: number;
}

/** What was made, and when. */
export interface Refreshed {
  readonly asOf: LocalDate;
  readonly madeAt: Instant;
}

/**
 * Customers with purchases, and with agreements, of whom reports are made in this thread: for 200 of the first that takes 40 ms, in five
 * pieces, where a thread takes longer to begin, and each tenant would begin one each night.
 */
const FEW = { buyers: 200, tenures: 2_000 };
/** How often whoever waits is told that a report is still being made, in milliseconds. */
const BEAT = 500;

/**
 * Makes a tenant's reports anew, of everything that happened until now, and keeps them, all of them or none. Whoever asks
 * for no more progress ends it: nothing is kept then, and the thread that computes, of a base that is not small, is ended.
 */
export async function* refreshReports(
  context: Pick<RuntimeContext, "db" | "clock">,
  tenant: Tenant,
  { range }: { readonly range?: number } = {},
): AsyncGenerator<RefreshProgress, Refreshed> {
  const madeAt = context.clock.now();
  const asOf = localDateOf(madeAt, tenant.timeZone);
  const reading = readInput(context.db, tenant, { asOf, ...(range !== undefined && { range }) });
  let read = await reading.next();
  while (!read.done) {
    yield { phase: "reading", ...read.value };
    read = await reading.next();
  }
  const bodies = yield* isSmall(read.value) ? inPieces(read.value) : inThread(read.value);
  await asTenant(context.db, tenant.id, async (tx) => {
    for (const [report, body] of bodies) await saveReport(tx, report, { asOf, madeAt, body });
  });
  return { asOf, madeAt };
}

/** Does the same for nobody who watches. */
export async function keepReports(
  context: Pick<RuntimeContext, "db" | "clock">,
  tenant: Tenant,
): Promise<Refreshed> {
  const refresh = refreshReports(context, tenant);
  for (;;) {
    const next = await refresh.next();
    if (next.done) return next.value;
  }
}

type Made = readonly [report: string, body: unknown];

function isSmall({ buyers, tenures }: ReportInput): boolean {
  return buyers.length <= FEW.buyers && tenures.starts.length <= FEW.tenures;
}

/** Makes them here, and lets others come in between. */
async function* inPieces(input: ReportInput): AsyncGenerator<RefreshProgress, readonly Made[]> {
  const made: Made[] = [];
  for (const report of makeReports(input)) {
    made.push(report);
    yield { phase: "computing", done: made.length, total: REPORTS };
    await immediate();
  }
  return made;
}

async function* inThread(input: ReportInput): AsyncGenerator<RefreshProgress, readonly Made[]> {
  const type = extname(import.meta.filename);
  const thread = new Worker(new URL(`./report-thread${type}`, import.meta.url), {
    workerData: input,
    // Sources run as they are; a thread does not always have what its process was started with.
    ...(type === ".ts" && { execArgv: ["--conditions=perennial-source"] }),
  });
  const made: Made[] = [];
  thread.on("message", (report: Made) => made.push(report));
  const ended = once(thread, "exit");
  ended.catch(() => undefined);
  try {
    while (made.length < REPORTS) {
      yield { phase: "computing", done: made.length, total: REPORTS };
      if ((await soonest(ended)) && made.length < REPORTS) {
        throw new RuntimeError("The reports could not be computed: their thread ended early.");
      }
    }
    return made;
  } finally {
    await thread.terminate();
  }
}

/** Waits for a beat, or for the end if that comes first; says whether it came. */
async function soonest(ended: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const beat = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, BEAT, false);
  });
  try {
    return await Promise.race([beat, ended.then(() => true)]);
  } finally {
    clearTimeout(timer);
  }
}
