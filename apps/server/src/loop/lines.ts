import { MOST_HANDS, type Queues } from "@perennial/queue";
import type { Lines } from "./bell.ts";

/** Pieces of work at the same time: a tenant with much to do, whose hands are all at work, leaves as many to others. */
const CONCURRENCY = 2 * MOST_HANDS;
/** Connections that are read at the same time: each waits for its other side most of the time, some for hours. */
const READ_CONCURRENCY = 16;
/** Tenants whose events are sent at the same time; what is slow there is none of our own work. */
const EVENT_CONCURRENCY = 16;

/** The lines in which work stands, of this process or of all that share a Redis. */
export function openLines(queues: Queues): Lines {
  return {
    work: queues.queue("work", { concurrency: CONCURRENCY }),
    reads: queues.queue("reads", { concurrency: READ_CONCURRENCY }),
    events: queues.queue("events", { concurrency: EVENT_CONCURRENCY }),
  };
}
