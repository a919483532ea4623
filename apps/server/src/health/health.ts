import type { Log } from "@perennial/contract";
import { type Database, pendingMigrations } from "@perennial/store";
import { answerWithin } from "./answer-within.ts";
import { DISK_FULL, type DiskSpace } from "./disk-space.ts";

/** How long a part has to answer, in milliseconds. */
const PATIENCE = 1_000;

/** What a process depends on. */
export interface HealthParts {
  readonly db: Database;
  /** Asks Redis for any answer; missing where none is configured. */
  readonly redis?: () => Promise<unknown>;
  /** Whether anything can be kept; missing where nobody watches it. */
  readonly disk?: Pick<DiskSpace, "isFull"> | undefined;
  /** Told when the process becomes ready, degraded or not ready. */
  readonly log: Log;
  /** How long a part has to answer, in milliseconds. @default 1000 */
  readonly patience?: number;
}

/** How a part is, in words that say nothing of where it is. */
export type PartState = "ok" | "no answer" | "behind" | "full";

/**
 * Whether work may be given to a process. `degraded` is ready too: without Redis everything is done, later, for a
 * sweep finds in PostgreSQL what nobody rang for (reliability.md, 2.2).
 */
export interface Readiness {
  readonly status: "ready" | "degraded" | "not-ready";
  readonly parts: {
    readonly database: PartState;
    /** `behind` while the database lacks tables that this version works with. */
    readonly tables: PartState;
    /** `full` while the database has no space to keep anything. */
    readonly disk?: PartState;
    readonly redis?: PartState;
    readonly process: "ok" | "starting" | "stopping";
  };
  /** What is wrong and what follows from it, where there is more to say than which part it is. */
  readonly problem?: string;
}

/** How a process is. */
export interface Health {
  /** Says whether work may be given to it now. Never rejects. */
  readiness(): Promise<Readiness>;
  /** From now on it is ready, as far as its parts are. */
  started(): void;
  /** From now on it is not ready, whatever its parts are. */
  stopping(): void;
}

/** Watches what a process depends on, whenever somebody asks. */
export function createHealth(of: HealthParts): Health {
  const { db, redis, disk, log, patience = PATIENCE } = of;
  let course: Readiness["parts"]["process"] = "starting";
  let told: Readiness["status"] | undefined;
  const tables = answerWithin(() => pendingMigrations(db), patience);
  const ping = redis && answerWithin(redis, patience);
  return {
    async readiness() {
      const [pending, redisState, isFull] = await Promise.all([
        tables().catch(() => undefined),
        ping?.().then(
          () => "ok" as const,
          () => "no answer" as const,
        ),
        disk?.isFull(),
      ]);
      const parts: Readiness["parts"] = {
        database: pending === undefined ? "no answer" : "ok",
        tables: tablesState(pending),
        ...(isFull && { disk: "full" as const }),
        ...(redisState && { redis: redisState }),
        process: course,
      };
      const problem = isFull && { problem: DISK_FULL };
      const readiness: Readiness = { status: statusOf(parts), parts, ...problem };
      if (told !== undefined && told !== readiness.status) tell(log, readiness);
      told = readiness.status;
      return readiness;
    },
    started() {
      if (course === "starting") course = "ok";
    },
    stopping() {
      course = "stopping";
    },
  };
}

function tablesState(pending: readonly string[] | undefined): PartState {
  if (pending === undefined) return "no answer";
  return pending.length === 0 ? "ok" : "behind";
}

function statusOf(parts: Readiness["parts"]): Readiness["status"] {
  const { database, tables, disk, redis, process } = parts;
  if (disk === "full") return "not-ready";
  if (process !== "ok" || database !== "ok" || tables !== "ok") return "not-ready";
  return redis === undefined || redis === "ok" ? "ready" : "degraded";
}

function tell(log: Log, { status, parts }: Readiness): void {
  const { process: course, ...rest } = parts;
  const fields = { status, ...rest, process: course };
  if (status === "ready") log.info("This process is ready again.", fields);
  else if (course === "ok") log.warn("This process is not as it should be.", fields);
}
