import type { DaySummary } from "@perennial/api";
import type { Clock, Duration, Instant, ManualClock } from "@perennial/contract";
import { addDays, addDuration, instantAt, localDateOf } from "@perennial/lifecycle";
import {
  announceChanges,
  type EventContext,
  nextReview,
  reviewBase,
  sendEvents,
  settle,
  sweepPrograms,
  syncConnections,
  tellVisits,
} from "@perennial/runtime";
import type { World } from "@perennial/simulators";
import {
  asTenant,
  countDecisions,
  findTenant,
  lastDecisionBefore,
  setDemoClock,
  type Tenant,
} from "@perennial/store";
import { HttpProblem } from "../http/problem.ts";
import { countDay, daySentence } from "./day-report.ts";
import { saveWorld } from "./world-file.ts";

/** The demo: an example company in a simulated world, and a clock that can be turned. */
export interface Demo {
  /** The systems and the people around the company. */
  readonly world: World;
  /** Turns only by `forward`. */
  readonly clock: Clock;
  /** Turns the clock and tells each day as it passes. One turn at a time. */
  forward(by: Duration): AsyncGenerator<DaySummary>;
  /** Computes where customers stand at the demo's time; while the clock is turned, the turn does it each night. */
  review(): Promise<void>;
  /** Writes down where the world stands. */
  save(): Promise<void>;
}

/** A demo that can be asked to come to rest. */
export interface StoppableDemo extends Demo {
  /** Has the turn under way, if there is one, end with its next step. */
  interrupt(): void;
  /** Resolves when no time passes any more. */
  rest(): Promise<void>;
}

/** What the demo is made of. */
export interface DemoParts {
  readonly context: EventContext;
  readonly tenant: Tenant;
  readonly clock: ManualClock;
  readonly world: World;
  readonly dataDir: string;
  /** Time passes in steps of this length, in milliseconds. @default an hour */
  readonly step?: number | undefined;
}

/** Time passes in the demo in steps of this length, in milliseconds; what is due within one happens at its end. */
const USUAL_STEP = 60 * 60_000;

/** How far the clock can be turned in one go. */
const FARTHEST: Duration = "P10Y";

/** The world's journals hold what happens between two savings, so a crash forgets nothing of it. */
const DAYS_BETWEEN_SAVES = 30;

/** Makes the demo ready to be turned. */
export function createDemo(parts: DemoParts): StoppableDemo {
  const turn: Turn = { ...parts, living: undefined, stopping: false };
  let turning = false;
  const save = () => saveWorld(parts.dataDir, parts.world);
  return {
    world: parts.world,
    clock: parts.clock,
    save,
    interrupt() {
      turn.stopping = true;
    },
    rest: async () => turn.living?.catch(() => undefined),
    async review() {
      if (!turning) await reviewStandings(parts);
    },
    async *forward(by) {
      if (turning) {
        throw new HttpProblem(409, "Busy", {
          sv: "Klockan vrids redan. Vänta tills det är klart.",
          en: "The clock is being turned already; wait until it is done.",
        });
      }
      const target = targetOf(parts, by);
      turning = true;
      try {
        yield* passDays(turn, target);
      } finally {
        turning = false;
        // Once it is stopping the world is saved at its end.
        if (!turn.stopping) await save();
      }
    },
  };
}

/** The demo and the turn of its clock that is under way. */
interface Turn extends DemoParts {
  living: Promise<void> | undefined;
  stopping: boolean;
}

function targetOf({ clock, tenant }: DemoParts, by: Duration): Instant {
  const now = clock.now();
  const farthest = addDuration(now, FARTHEST, tenant.timeZone);
  try {
    const target = addDuration(now, by, tenant.timeZone);
    if (target <= farthest) return target;
  } catch {
    // Beyond what a calendar can tell.
  }
  throw new HttpProblem(
    400,
    "Invalid request",
    {
      sv: "Uppgifterna stämmer inte. Varje fel står i listan.",
      en: 'The body of the request is not right; see "problems" for each thing.',
    },
    [
      {
        place: "body.by",
        message: {
          sv: "Klockan kan vridas högst tio år på en gång.",
          en: "The clock is turned by ten years at most in one go.",
        },
      },
    ],
  );
}

async function* passDays(turn: Turn, target: Instant): AsyncGenerator<DaySummary> {
  const { clock } = turn;
  let last = await lastBeforeToday(turn);
  for (let days = 1; clock.now() < target; days++) {
    // What the company has chosen may be another since the day before.
    const tenant = await tenantNow(turn);
    const date = localDateOf(clock.now(), tenant.timeZone);
    const midnight = instantAt(addDays(date, 1), "00:00", tenant.timeZone);
    turn.living = liveUntil(turn, tenant, midnight < target ? midnight : target);
    await turn.living;
    if (turn.stopping) {
      throw new HttpProblem(503, "Stopping", {
        sv: "Servern stannar. Klockan står kvar där den var.",
        en: "The server is stopping; the clock stands where it was.",
      });
    }
    const day = await countSince(turn, last);
    last = day.last;
    const counts = countDay(day.counts);
    if (days % DAYS_BETWEEN_SAVES === 0) await saveWorld(turn.dataDir, turn.world);
    yield { date, ...counts, sentence: daySentence(date, counts) };
  }
}

/** The first day told is told from its morning, whatever of it has passed. */
function lastBeforeToday({ clock, context, tenant }: DemoParts): Promise<number> {
  const morning = instantAt(localDateOf(clock.now(), tenant.timeZone), "00:00", tenant.timeZone);
  return asTenant(context.db, tenant.id, (tx) => lastDecisionBefore(tx, morning));
}

function countSince({ context, tenant }: DemoParts, after: number) {
  return asTenant(context.db, tenant.id, (tx) => countDecisions(tx, after));
}

/** Lets the world and the server live until a moment, from one thing that is due to the next. */
async function liveUntil(turn: Turn, tenant: Tenant, end: Instant): Promise<void> {
  const { clock, context, world, step = USUAL_STEP } = turn;
  let due = await settle(context, tenant);
  while (clock.now() < end && !turn.stopping) {
    const review = nextReview(tenant, clock.now());
    const next = least([stepAfter(least([due, world.nextDue(), review]), clock.now(), step), end]);
    const reviewing = review <= next;
    clock.moveTo(reviewing ? review : next);
    await setDemoClock(context.db, tenant.id, clock.now());
    await world.tick();
    if (reviewing) await reviewNow({ context, tenant });
    due = await settle(context, tenant);
    await sendEvents(context, tenant);
  }
}

/** The daily review: what webhooks may have missed is read, where customers stand is computed, and dates are looked at. */
async function reviewNow({
  context,
  tenant,
}: Pick<DemoParts, "context" | "tenant">): Promise<void> {
  await syncConnections(context, tenant);
  await reviewStandings({ context, tenant });
  await sweepPrograms(context, tenant);
}

/** The company as it is now: its settings and its plan may be others since the demo began. */
async function tenantNow({
  context,
  tenant,
}: Pick<DemoParts, "context" | "tenant">): Promise<Tenant> {
  return (await findTenant(context.db, tenant.id)) ?? tenant;
}

/** Computes where everybody stands by the plan in force, and tells programs of what has changed. */
export async function reviewStandings({
  context,
  tenant,
}: Pick<DemoParts, "context" | "tenant">): Promise<void> {
  const now = await tenantNow({ context, tenant });
  await reviewBase(context, now);
  await tellVisits(context, now);
  await announceChanges(context, now);
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
