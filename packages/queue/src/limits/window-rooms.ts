import { machinePace, type Pace } from "./pace.ts";
import { RateWindow } from "./rate-window.ts";
import type { Admission, Limit, Room, Rooms, Waiting } from "./room.ts";

/** Room that one process keeps for itself. */
export class WindowRoom implements Room {
  readonly #window: RateWindow;
  readonly #pace: Pace;
  #drainedUntil = Number.NEGATIVE_INFINITY;

  constructor(limit: Limit, pace: Pace = machinePace) {
    this.#window = new RateWindow(limit, pace);
    this.#pace = pace;
  }

  get size(): number {
    return this.#window.size;
  }

  async take(count: number, waiting: Waiting = {}): Promise<Admission> {
    const { patience = Number.POSITIVE_INFINITY, heedsRest = true, signal } = waiting;
    if (count > this.size) return { admitted: false, wait: 0 };
    const until = this.#pace.now() + patience;
    for (;;) {
      const rest = heedsRest ? Math.max(0, this.#drainedUntil - this.#pace.now()) : 0;
      const wait = Math.max(rest, this.#window.waitFor(count));
      if (wait > 0 && this.#pace.now() + wait > until) return { admitted: false, wait };
      if (rest <= 0) break;
      await this.#pace.wait(rest, signal);
    }
    await this.#window.take(count, signal);
    return { admitted: true };
  }

  drain(milliseconds: number): void {
    this.#drainedUntil = Math.max(this.#drainedUntil, this.#pace.now() + milliseconds);
  }

  /** Counts some that pass elsewhere, so many milliseconds from now. */
  note(count: number, wait: number): void {
    this.#window.note(count, wait);
  }

  async headroom(): Promise<number> {
    return this.#drainedUntil > this.#pace.now() ? 0 : this.#window.free;
  }
}

/** Keeps the room under every limit in the process: for an installation that has one, or no Redis. */
export class WindowRooms implements Rooms {
  readonly #pace: Pace;
  readonly #rooms = new Map<string, WindowRoom>();

  constructor(pace: Pace = machinePace) {
    this.#pace = pace;
  }

  of(key: string, limit: Limit): WindowRoom {
    const known = this.#rooms.get(key);
    if (known) return known;
    const room = new WindowRoom(limit, this.#pace);
    this.#rooms.set(key, room);
    return room;
  }
}
