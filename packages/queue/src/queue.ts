/**
 * Kinds of work: everything that is due for a tenant now (deliveries to take apart, timers, effects), its daily
 * review, connections to read, and the events it tells subscribers of.
 */
export const WORK_KINDS = ["due", "review", "read", "events"] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** How many workers at most work for one tenant at the same time; the others are the other tenants'. */
export const MOST_HANDS = 4;

/**
 * That there may be work of a kind for a tenant. A hint holds nothing and promises nothing: losing one costs
 * time only, because a sweep finds what is due in the database.
 */
export interface WorkHint {
  readonly tenant: number;
  readonly kind: WorkKind;
  /** Which pair of hands is asked for, from 0 to `MOST_HANDS - 1`: the same hint is never done twice at a time. @default 0 */
  readonly hand?: number;
}

/** Does the work that a hint speaks of. */
export type Worker = (hint: WorkHint) => Promise<void>;

/** How many hints there are, for whoever watches. */
export interface QueueDepth {
  readonly waiting: number;
  readonly underWay: number;
}

/** Hands work to workers. */
export interface Queue {
  /** Says that there may be work. Never waits and never fails. */
  ring(hint: WorkHint): void;
  /** Sets who works. Hints rung before are kept for it. */
  work(worker: Worker): void;
  /**
   * Has something done again and again, every so many milliseconds, by one of all the processes that share the
   * queue, whichever it is; by this one while they cannot agree. The name tells it from other repeats of the queue
   * in whichever process; without one it is known by its interval.
   */
  repeat(every: number, look: () => Promise<void>, name?: string): void;
  /** Resolves when nothing rung so far is left undone. */
  idle(): Promise<void>;
  /** Counts the hints; nothing where they cannot be counted now. */
  depth(): Promise<QueueDepth | undefined>;
  /** Takes no more hints and resolves when the work under way is done. */
  close(): Promise<void>;
}
