import type { Log } from "@perennial/contract";
import { MOST_HANDS, type Queue } from "@perennial/queue";
import { asTenant, type Database, requestReview } from "@perennial/store";

/** The lines in which work stands: what is slow at others' ends is none of our own work. */
export interface Lines {
  readonly work: Queue;
  /** Connections to read. */
  readonly reads: Queue;
  readonly events: Queue;
}

/**
 * Says that there may be work for a tenant; `read` when one of its connections is to be read, `review` when its dates
 * are to be looked at as well.
 */
export type Ring = (tenant: number, kind?: "due" | "read" | "review") => void;

/** What a bell is made of. */
export interface BellOptions {
  readonly db: Database;
  readonly log: Log;
  readonly lines: Lines;
}

/** Makes the bell of a door. A review asked for is asked for in the database, so that it is done whoever hears. */
export function createBell({ db, log, lines }: BellOptions): Ring {
  const ask = async (tenant: number) => {
    try {
      await asTenant(db, tenant, requestReview);
      lines.work.ring({ tenant, kind: "review" });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error("A review could not be asked for; it is done at its time.", { tenant, reason });
    }
  };
  return (tenant, kind = "due") => {
    if (kind === "review") void ask(tenant);
    else if (kind === "read") ringReaders(lines, tenant);
    else lines.work.ring({ tenant, kind });
  };
}

/** Rings for every pair of hands: whichever is free takes what nobody reads, while another is at a long first load. */
export function ringReaders({ reads }: Pick<Lines, "reads">, tenant: number): void {
  for (let hand = 0; hand < MOST_HANDS; hand++) reads.ring({ tenant, kind: "read", hand });
}
