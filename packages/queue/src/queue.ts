/** Kinds of work, one for each loop of the runtime. */
export const WORK_KINDS = ["ingest", "advance", "deliver", "review", "sync", "events"] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/**
 * That there may be work of a kind for a tenant. A hint holds nothing and promises nothing: losing one costs
 * time only, because a sweep finds what is due in the database.
 */
export interface WorkHint {
  readonly tenant: number;
  readonly kind: WorkKind;
}

/** Does the work that a hint speaks of. */
export type Worker = (hint: WorkHint) => Promise<void>;

/** Hands work to workers. */
export interface Queue {
  /** Says that there may be work. Never waits and never fails. */
  ring(hint: WorkHint): void;
  /** Sets who works. Hints rung before are kept for it. */
  work(worker: Worker): void;
  /** Resolves when nothing rung so far is left undone. */
  idle(): Promise<void>;
  /** Takes no more hints and resolves when the work under way is done. */
  close(): Promise<void>;
}
