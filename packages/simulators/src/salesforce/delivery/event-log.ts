import type { ChangePayload } from "./change-events.ts";

/** A change event that is kept for those who missed it. */
export interface StoredEvent {
  readonly replayId: number;
  readonly atMs: number;
  readonly payload: ChangePayload;
}

/** What the log is kept as over a restart. */
export interface EventLogSnapshot {
  readonly last: number;
  readonly events: readonly StoredEvent[];
}

/** Events are kept for 72 hours (Change Data Capture Developer Guide). */
const KEPT_MS = 72 * 3_600_000;
/** Subscribes to what comes from now on, and to everything that is kept. */
const NEW_ONLY = -1;
const ALL_KEPT = -2;

/** The change events of one org; their ids grow, with holes between them. */
export class EventLog {
  #events: StoredEvent[] = [];
  #last: number;

  constructor(first: number) {
    this.#last = first;
  }

  get last(): number {
    return this.#last;
  }

  /** All that are kept at a moment, oldest first. */
  kept(nowMs: number): readonly StoredEvent[] {
    const from = this.#events.findIndex(({ atMs }) => atMs > nowMs - KEPT_MS);
    this.#events = from < 0 ? [] : this.#events.slice(from);
    return this.#events;
  }

  add(payload: ChangePayload, atMs: number): StoredEvent {
    this.#last += 1 + (this.#last % 3);
    const event = { replayId: this.#last, atMs, payload };
    this.#events.push(event);
    return event;
  }

  /** What follows a replay id; nothing where that id is unknown or not kept any more. */
  after(replayId: number, nowMs: number): readonly StoredEvent[] | undefined {
    if (replayId === NEW_ONLY) return [];
    const kept = this.kept(nowMs);
    if (replayId === ALL_KEPT) return kept;
    const index = kept.findIndex((event) => event.replayId === replayId);
    return index < 0 ? undefined : kept.slice(index + 1);
  }

  /** Forgets everything; ids go on elsewhere, as after a move to other servers. */
  reset(): void {
    this.#events = [];
    this.#last += 1_000_000;
  }

  snapshot(): EventLogSnapshot {
    return { last: this.#last, events: this.#events };
  }

  restore({ last, events }: EventLogSnapshot): void {
    this.#last = last;
    this.#events = [...events];
  }
}
