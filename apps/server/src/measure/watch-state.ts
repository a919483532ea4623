import type { Clock, Instant } from "@perennial/contract";
import type { QueueDepth } from "@perennial/queue";
import type { Headroom } from "@perennial/runtime";
import { type Database, readLag } from "@perennial/store";
import { Gauge, type Registry } from "prom-client";
import { answerWithin } from "../health/answer-within.ts";

/** What is read each time the numbers are asked for. */
export interface WatchedState {
  readonly db: Database;
  readonly clock: Clock;
  /** Counts the hints of each queue, by its name; nothing for one that cannot be counted now. */
  readonly depths: () => Promise<Readonly<Record<string, QueueDepth | undefined>>>;
  /** Tells how much is left of each rate limit. */
  readonly headroom: () => Promise<readonly Headroom[]>;
  /** How long an answer is waited for, in milliseconds. @default 2000 */
  readonly patience?: number;
}

/** What waits, and in which queue it does. */
const LAGS = ["enrolment", "effect", "delivery"] as const;
const PATIENCE = 2_000;

/**
 * Adds what is read when somebody asks: how far the loops are behind and how deep the queues are. Whatever does not
 * answer in time is missing from the numbers instead of holding up the others, and `perennial_database_up` says so.
 */
export function watchState(registry: Registry, state: WatchedState): void {
  watchLag(registry, state);
  watchDepths(registry, state);
  watchHeadroom(registry, state);
}

function watchLag(registry: Registry, state: WatchedState): void {
  const { patience = PATIENCE } = state;
  const registers = [registry];
  const ask = answerWithin(() => readLag(state.db, state.clock.now()), patience);
  const lagNow = () => ask().catch(() => undefined);
  new Gauge({
    name: "perennial_database_up",
    help: "1 if the database told how far the loops are behind, 0 if it did not.",
    registers,
    async collect() {
      this.set((await lagNow()) === undefined ? 0 : 1);
    },
  });
  new Gauge({
    name: "perennial_lag_seconds",
    help: "Age of the oldest of all tenants that is due and not done; 0 if none is.",
    labelNames: ["of"],
    registers,
    async collect() {
      this.reset();
      const lag = await lagNow();
      if (lag === undefined) return;
      const now = state.clock.now();
      for (const of of LAGS) this.set({ of }, secondsSince(lag[of], now));
    },
  });
}

function watchDepths(registry: Registry, { depths, patience = PATIENCE }: WatchedState): void {
  const depthsNow = answerWithin(depths, patience);
  new Gauge({
    name: "perennial_queue_depth",
    help: "Hints of work in a queue, waiting or under way.",
    labelNames: ["queue", "state"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [queue, depth] of Object.entries((await depthsNow().catch(() => null)) ?? {})) {
        if (depth === undefined) continue;
        this.set({ queue, state: "waiting" }, depth.waiting);
        this.set({ queue, state: "under-way" }, depth.underWay);
      }
    },
  });
}

/**
 * Room by connection, the one place where a tenant's number is a label: there are only as many connections as
 * somebody has set up, while anything else by tenant would multiply its series by the number of tenants.
 */
function watchHeadroom(registry: Registry, { headroom, patience = PATIENCE }: WatchedState): void {
  const headroomNow = answerWithin(headroom, patience);
  const show = (name: string, help: string, read: (room: Headroom) => number) =>
    new Gauge({
      ...{ name, help, labelNames: ["connector", "family", "tenant", "connection"] },
      registers: [registry],
      async collect() {
        this.reset();
        for (const room of (await headroomNow().catch(() => undefined)) ?? []) {
          const { connector, family, owner } = room;
          // A limit that all connections of one app share is nobody's own.
          this.set({ connector, family, tenant: "", connection: "", ...owner }, read(room));
        }
      },
    });
  show(
    "perennial_rate_limit_free",
    "Requests that could pass now under a rate limit.",
    ({ free }) => free,
  );
  show(
    "perennial_rate_limit_size",
    "Requests that a rate limit lets through together at most.",
    ({ size }) => size,
  );
}

function secondsSince(moment: Instant | null, now: Instant): number {
  return moment === null ? 0 : Math.max(0, (Date.parse(now) - Date.parse(moment)) / 1_000);
}
