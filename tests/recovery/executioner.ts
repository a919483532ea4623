import type { Instant } from "@perennial/contract";
import type { Kill } from "./kill-plan.ts";

/** Kills by a plan, whatever is going on when the time has come. */
export class Executioner {
  /** The kills that were done. */
  readonly done: Kill[] = [];
  readonly #plan: readonly Kill[];
  readonly #now: () => Instant;
  readonly #strike: (kill: Kill) => void;
  #moment: Instant = "";
  #acts = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: readonly Kill[], now: () => Instant, strike: (kill: Kill) => void) {
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
    const next = this.#next;
    if (next?.during !== "work" || next.moment > now) return;
    if (next.moment === now && this.#acts <= next.acts) return;
    this.#arm(next);
  }

  /** A server is being started. */
  start(): void {
    this.#acts = 0;
    if (this.#next?.during === "start") this.#arm(this.#next);
  }

  get #next(): Kill | undefined {
    return this.#plan[this.done.length];
  }

  #arm(kill: Kill): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.done.push(kill);
      this.#strike(kill);
    }, kill.delay);
  }
}
