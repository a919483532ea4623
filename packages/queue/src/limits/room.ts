import type { RateLimit } from "@perennial/contract";

/** How many may pass in any stretch of so many seconds, as a connector's manifest says. */
export type Limit = Pick<RateLimit, "requests" | "perSeconds">;

/** How somebody waits for room. */
export interface Waiting {
  /** The longest wait to stand in line for, in milliseconds. @default as long as it takes */
  readonly patience?: number;
  /** Whether a vendor's word that there is no room is waited out too. @default true */
  readonly heedsRest?: boolean;
  /** Ends the wait; the room that was taken is left unused. */
  readonly signal?: AbortSignal;
}

/** Whether somebody may pass; if not, nothing was taken, and `wait` is when to ask again, in milliseconds. */
export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly wait: number };

/** The room under one rate limit, for all whom the limit counts together. */
export interface Room {
  /** The most that can pass together, as things stand. */
  readonly size: number;
  /**
   * Waits until so many may pass together. Those of one process that ask first pass first. More than `size`, and
   * what would take longer than `patience`, is refused at once. Rejects only where `signal` ends the wait.
   */
  take(count: number, waiting?: Waiting): Promise<Admission>;
  /** Takes a vendor's word that there is no room for so many milliseconds. */
  drain(milliseconds: number): void;
  /** How many could pass now without waiting, for whoever watches. */
  headroom(): Promise<number>;
}

/** Gives the room under a limit: the same one for the same key. */
export interface Rooms {
  of(key: string, limit: Limit): Room;
}
