import type { Log } from "@perennial/contract";
import type { Queue } from "@perennial/queue";
import { asTenant, type Database, requestReview } from "@perennial/store";

/** The lines in which work stands: what is slow at subscribers' ends is none of our own work. */
export interface Lines {
  readonly work: Queue;
  readonly events: Queue;
}

/** Says that there may be work for a tenant; `review` when its dates are to be looked at as well. */
export type Ring = (tenant: number, kind?: "due" | "review") => void;

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
    else lines.work.ring({ tenant, kind });
  };
}
