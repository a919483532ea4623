import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DaySummary } from "@perennial/api";
import type { Clock, Duration, Instant, ManualClock } from "@perennial/contract";
import { addDays, addDuration, instantAt, localDateOf } from "@perennial/lifecycle";
import {
  nextReview,
  type RuntimeContext,
  settle,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import type { World } from "@perennial/simulators";
import { asTenant, countDecisions, setDemoClock, type Tenant } from "@perennial/store";
import { HttpProblem } from "../http/problem.ts";
import { countDay, daySentence } from "./day-report.ts";

/** The demo: an example company in a simulated world, and a clock that can be turned. */
export interface Demo {
  /** The systems and the people around the company. */
  readonly world: World;
  /** Turns only by `forward`. */
  readonly clock: Clock;
  /** Turns the clock and tells each day as it passes. One turn at a time. */
  forward(by: Duration): AsyncGenerator<DaySummary>;
  /** Writes down where the world stands. */
  save(): Promise<void>;
}

/** What the demo is made of. */
export interface DemoParts {
  readonly context: RuntimeContext;
  readonly tenant: Tenant;
  readonly clock: ManualClock;
  readonly world: World;
  readonly dataDir: string;
  /** Time passes in steps of this length, in milliseconds. @default an hour */
  readonly step?: number | undefined;
}

/** Time passes in the demo in steps of this length, in milliseconds; what is due within one happens at its end. */
const USUAL_STEP = 60 * 60_000;

/** Where the demo's world is kept between starts. */
export function worldFile(dataDir: string): string {
  return join(dataDir, "demo-world.json");
}

/** Makes the demo ready to be turned. */
export function createDemo(parts: DemoParts): Demo {
  let turning = false;
  const save = () => saveWorld(parts);
  return {
    world: parts.world,
    clock: parts.clock,
    save,
    async *forward(by) {
      if (turning)
        throw new HttpProblem(
          409,
          "Busy",
          "The clock is being turned already; wait until it is done.",
        );
      turning = true;
      try {
        yield* turn(parts, by);
      } finally {
        turning = false;
        await save();
      }
    },
  };
}

async function* turn(parts: DemoParts, by: Duration): AsyncGenerator<DaySummary> {
  const { clock, tenant } = parts;
  const target = addDuration(clock.now(), by, tenant.timeZone);
  let last = await lastDecision(parts);
  while (clock.now() < target) {
    const date = localDateOf(clock.now(), tenant.timeZone);
    const midnight = instantAt(addDays(date, 1), "00:00", tenant.timeZone);
    await liveUntil(parts, midnight < target ? midnight : target);
    const day = await countSince(parts, last);
    last = day.last;
    const counts = countDay(day.counts);
    await saveWorld(parts);
    yield { date, ...counts, sentence: daySentence(date, counts) };
  }
}

async function lastDecision(parts: DemoParts): Promise<number> {
  return (await countSince(parts, 0)).last;
}

function countSince({ context, tenant }: DemoParts, after: number) {
  return asTenant(context.db, tenant.id, (tx) => countDecisions(tx, after));
}

/** Lets the world and the server live until a moment, from one thing that is due to the next. */
async function liveUntil(parts: DemoParts, end: Instant): Promise<void> {
  const { clock, context, tenant, world, step = USUAL_STEP } = parts;
  let due = await settle(context, tenant);
  while (clock.now() < end) {
    const review = nextReview(tenant, clock.now());
    const next = least([stepAfter(least([due, world.nextDue(), review]), clock.now(), step), end]);
    const reviewing = review <= next;
    clock.moveTo(reviewing ? review : next);
    await setDemoClock(context.db, tenant.id, clock.now());
    await world.tick();
    if (reviewing) await reviewNow(parts);
    due = await settle(context, tenant);
  }
}

/** The daily review: what webhooks may have missed is read, and dates are looked at. */
async function reviewNow({ context, tenant }: DemoParts): Promise<void> {
  await syncConnections(context, tenant);
  await sweepPrograms(context, tenant);
}

function least(moments: readonly (Instant | undefined)[]): Instant {
  const [first = "", ...rest] = moments.flatMap((each) => each ?? []);
  return rest.reduce((earliest, each) => (each < earliest ? each : earliest), first);
}

/** The first full step at or after a moment, and after now: time always moves on. */
function stepAfter(moment: Instant, now: Instant, step: number): Instant {
  const soonest = Date.parse(now) + 1;
  const at = Math.max(Date.parse(moment), soonest);
  return new Date(Math.ceil(at / step) * step).toISOString();
}

async function saveWorld({ world, dataDir }: DemoParts): Promise<void> {
  const file = worldFile(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(world.snapshot()), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The world as it was saved; nothing at the first start. */
export async function readWorld(dataDir: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(worldFile(dataDir), "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
