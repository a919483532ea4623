import { systemClock } from "@perennial/contract";
import { MOST_HANDS, type WorkHint } from "@perennial/queue";
import { sendEvents, settle } from "@perennial/runtime";
import { asTenant, lookForWork, requestReview, type Tenant } from "@perennial/store";
import type { ServerRuntime } from "../setup/create-context.ts";
import { TenantBook } from "../setup/tenant-book.ts";
import { type Lines, ringReaders } from "./bell.ts";
import { Listeners } from "./listeners.ts";
import { readIfDue } from "./read.ts";
import { reviewIfDue } from "./review.ts";

/** How the loops go. */
export interface LiveLoopOptions {
  /** Where work is rung for; they are closed with the loops. */
  readonly lines: Lines;
  /** How often what is due is looked for, in milliseconds, when nobody rings. @default 1000 */
  readonly poll?: number;
  /**
   * How far this machine's clock may be from the database's, in milliseconds: beyond it nothing is done here
   * (reliability.md, 6.2). @default 5000 by the machine's clock; a clock that somebody turns may be anywhere
   */
  readonly tolerance?: number;
}

/** How long a tenant is worked for before others have their turn, in milliseconds. */
const SLICE = 2_000;
/** Looks are so far apart at least, in milliseconds. */
const LEAST_PAUSE = 20;
const USUAL_TOLERANCE = 5_000;

/** The loops of a server that lives in real time. */
export interface LiveLoop {
  /** Looks for due work now instead of at the next poll; resolves when none of it is under way any more. */
  catchUp(): Promise<void>;
  /** Begins no more work. */
  interrupt(): void;
  /** Finishes the work under way. */
  stop(): Promise<void>;
}

/**
 * Runs the loops for every tenant: when something rings, when something is due, and once a day. Any number of
 * processes may do so on one database. A demo's tenant is left alone: its time is another.
 */
export function startLiveLoop(context: ServerRuntime, options: LiveLoopOptions): LiveLoop {
  const { lines, poll = 1_000 } = options;
  const over = new AbortController();
  const usual = context.clock === systemClock ? USUAL_TOLERANCE : Number.POSITIVE_INFINITY;
  const { tolerance = usual } = options;
  const tenants = new TenantBook(context);
  const listeners = new Listeners(context, {
    tenantOf: (tenant) => tenantOf(loop, { tenant }),
    ring: (tenant, kind) =>
      kind === "read" ? ringReaders(lines, tenant) : lines.work.ring({ tenant, kind }),
  });
  const loop: Loop = {
    context,
    lines,
    tenants,
    listeners,
    over: over.signal,
    tolerance,
    poll,
    again: undefined,
    isOnTime: true,
  };
  let looking = lookAround(loop);
  // Not before the clocks have been compared once.
  const compared = looking;
  lines.work.work((hint) => compared.then(() => watched(loop, hint, () => work(loop, hint))));
  lines.reads.work((hint) => compared.then(() => watched(loop, hint, () => read(loop, hint))));
  lines.events.work((hint) =>
    compared.then(() => watched(loop, hint, () => tellSubscribers(loop, hint))),
  );
  const look = () => {
    looking = lookAround(loop);
    return looking;
  };
  lines.work.repeat(poll, look, "look");
  return {
    async catchUp() {
      // A look under way may have begun before what it is to find.
      await looking;
      await look();
      await lines.reads.idle();
      await lines.work.idle();
      await lines.events.idle();
    },
    interrupt: () => over.abort(),
    async stop() {
      over.abort();
      clearTimeout(loop.again);
      await looking;
      await listeners.stop();
      await lines.reads.close();
      await lines.work.close();
      await lines.events.close();
    },
  };
}

/** What the loop works with and remembers between two looks. */
interface Loop {
  readonly context: ServerRuntime;
  readonly lines: Lines;
  readonly tenants: TenantBook;
  readonly listeners: Listeners;
  /** Aborts when no more work is to begin. */
  readonly over: AbortSignal;
  readonly tolerance: number;
  readonly poll: number;
  /** The look that comes before its time. */
  again: NodeJS.Timeout | undefined;
  /** Whether this machine's clock was near enough to the database's at the last look. */
  isOnTime: boolean;
}

/** Rings for every tenant that has something due; never throws. */
async function lookAround(loop: Loop): Promise<void> {
  const { context, lines } = loop;
  if (loop.over.aborted) return;
  try {
    const { tenants, next, databaseTime } = await lookForWork(context.db, context.clock.now());
    compareClocks(loop, databaseTime);
    if (next !== undefined) lookAgainAt(loop, next);
    for (const { tenant, due, review, read: isRead, events } of tenants) {
      if (due) lines.work.ring({ tenant, kind: "due" });
      if (review) lines.work.ring({ tenant, kind: "review" });
      if (isRead) ringReaders(lines, tenant);
      if (events) lines.events.ring({ tenant, kind: "events" });
    }
    await loop.listeners.look();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.log.error("Looking for due work failed; it is tried again.", { reason });
  }
}

/** What falls due before the next look is looked for when it does. */
function lookAgainAt(loop: Loop, next: string): void {
  const soon = Date.parse(next) - Date.parse(loop.context.clock.now());
  if (soon >= loop.poll || loop.over.aborted) return;
  clearTimeout(loop.again);
  loop.again = setTimeout(() => void lookAround(loop), Math.max(soon, LEAST_PAUSE));
}

/** A clock that is wrong would send too early or too late: the database's decides for all. */
function compareClocks(loop: Loop, databaseTime: string): void {
  const { clock, log } = loop.context;
  const apart = Date.parse(clock.now()) - Date.parse(databaseTime);
  const isOnTime = Math.abs(apart) <= loop.tolerance;
  if (loop.isOnTime && !isOnTime) {
    log.error(
      "This machine's clock differs from the database's: nothing is done here until it is set right.",
      { milliseconds: apart },
    );
  }
  if (!loop.isOnTime && isOnTime) log.info("This machine's clock is right again.");
  loop.isOnTime = isOnTime;
}

/** Does a piece of work so that it is known what this process is busy with, and whether the disk is full. */
async function watched(
  { context: { watchdog, disk } }: Loop,
  { kind, tenant }: WorkHint,
  doing: () => Promise<void>,
): Promise<void> {
  try {
    await (watchdog ? watchdog.during(`${kind} of tenant ${tenant}`, doing) : doing());
  } catch (error) {
    disk?.note(error);
    throw error;
  }
}

async function work(loop: Loop, hint: WorkHint): Promise<void> {
  const { context, lines } = loop;
  const tenant = await tenantOf(loop, hint);
  if (!tenant) return;
  if (hint.kind === "review") {
    await reviewIfDue(context, { tenant, over: loop.over });
    lines.work.ring({ tenant: tenant.id, kind: "due" });
    return;
  }
  await workOnDue(loop, tenant, hint.hand ?? 0);
  lines.events.ring({ tenant: tenant.id, kind: "events" });
}

/** Reads what is due, and has acted on what was told; dates are looked at as soon as all is there for the first time. */
async function read(loop: Loop, hint: WorkHint): Promise<void> {
  const { context, lines, over } = loop;
  const tenant = await tenantOf(loop, hint);
  if (!tenant) return;
  const isLoaded = await readIfDue(context, { tenant, over });
  if (isLoaded) {
    await asTenant(context.db, tenant.id, requestReview);
    lines.work.ring({ tenant: tenant.id, kind: "review" });
  }
  lines.work.ring({ tenant: tenant.id, kind: "due" });
}

/** Works for a tenant until nothing is due, or until the others must have their turn. */
async function workOnDue(loop: Loop, tenant: Tenant, hand: number): Promise<void> {
  const ring = (which: number) =>
    loop.lines.work.ring({ tenant: tenant.id, kind: "due", hand: which });
  const slice = AbortSignal.timeout(SLICE);
  await settle(loop.context, tenant, {
    over: AbortSignal.any([loop.over, slice]),
    hand,
    onFull: () => {
      if (hand + 1 < MOST_HANDS) ring(hand + 1);
    },
  });
  // At the end of the line again: there may be more.
  if (slice.aborted) ring(hand);
}

async function tellSubscribers(loop: Loop, hint: WorkHint): Promise<void> {
  const tenant = await tenantOf(loop, hint);
  if (tenant) await sendEvents(loop.context, tenant, loop.over);
}

/** The tenant as it is now, if anything may be done for it here. */
async function tenantOf(loop: Loop, hint: Pick<WorkHint, "tenant">): Promise<Tenant | undefined> {
  if (loop.over.aborted || !loop.isOnTime) return undefined;
  if (await loop.context.disk?.isFull()) return undefined;
  const tenant = await loop.tenants.find(hint.tenant);
  return tenant?.demoNow === null ? tenant : undefined;
}
