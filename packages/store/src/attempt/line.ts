import type { Instant } from "@perennial/contract";
import { type RawBuilder, sql } from "kysely";

/** What is taken up in batches and put aside where it brings its worker down (reliability.md, 7.2 row 42). */
export type AttemptKind = "enrolment" | "delivery";

/** How a kind of work stands in its table, for the alias `w`. */
export interface Line {
  readonly table: RawBuilder<unknown>;
  /** What of it waits to be done. */
  readonly isDue: (now: Instant) => RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
  /** What takes it out of the line, so that nobody claims it. */
  readonly leave: (now: Instant) => RawBuilder<unknown>;
  /** What puts it back. */
  readonly enter: (now: Instant) => RawBuilder<unknown>;
}

/** The reason code of what is put aside. */
export const WORKER_DOWN = "worker-down";

export const LINES: Readonly<Record<AttemptKind, Line>> = {
  enrolment: {
    table: sql`enrolments`,
    isDue: (now) => sql`w.wake_at <= ${now}`,
    order: sql`w.wake_at`,
    leave: () => sql`wake_at = null`,
    enter: (now) => sql`wake_at = case when w.ended then null else ${now}::timestamptz end`,
  },
  delivery: {
    table: sql`inbox`,
    isDue: () => sql`w.taken_at is null`,
    order: sql`w.id`,
    leave: (now) => sql`taken_at = ${now}, problem = ${WORKER_DOWN}`,
    enter: () => sql`taken_at = null, problem = null`,
  },
};
