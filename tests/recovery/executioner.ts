import type { Instant } from "@perennial/contract";
import type { Kill } from "./kill-plan.ts";

/** How soon it is tried again to kill somebody who was not there, in milliseconds. */
const SOON = 10;

/** Kills by a plan, whatever is going on when the time has come. */
export class Executioner {
  /** The kills that were done. */
  readonly done: Kill[] = [];
  readonly #plan: readonly Kill[];
  readonly #now: () => Instant;
  /** Kills, and says whether there was anybody to kill. */
  readonly #strike: (kill: Kill) => boolean;
  #moment: Instant = "";
  #acts = 0;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(plan: readonly Kill[], now: () => Instant, strike: (kill: Kill) => boolean) {
    this.#plan = plan;
    this.#now = now;
    this.#strike = strike;
  }

  /** Something has happened: a server works. */
  act(): void {
    const now = this.#now();
    if (now !== this.#moment) this.#acts = 0;
    this.#moment = now;
    this.#acts += 1;
    const next = this.#plan[this.done.length];
    if (next?.during !== "work" || next.moment > now) return;
    if (next.moment === now && this.#acts <= next.acts) return;
    this.#arm(next);
  }

  /** A server is being started. */
  start(): void {
    this.#acts = 0;
    const next = this.#plan[this.done.length];
    if (next?.during === "start") this.#arm(next);
  }

  /** Kills for which no moment of the story was left: says whether any were. */
  catchUp(): boolean {
    const next = this.#plan[this.done.length];
    if (next === undefined) return false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#strike(next)) this.done.push(next);
    return true;
  }

  /** The story is over: nobody is killed any more. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  #arm(kill: Kill, delay = kill.delay): void {
    if (this.#over) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#strike(kill)) this.done.push(kill);
      // Nobody was there to be killed, or no database yet.
      else this.#arm(kill, SOON);
    }, delay);
  }
}
