import type { Terminal } from "./terminal.ts";

/** Nothing is told of work that takes less, in milliseconds. */
const QUIET = 1_000;
/** A person sees it move; a file of lines grows slowly. In milliseconds. */
const EVERY = { watched: 200, written: 5_000 } as const;

/** Tells how far work has come, on standard error: on one line where a person watches, on new ones else. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #begun: number;
  #told: number;
  #isOpen = false;

  /** @param now milliseconds that only grow */
  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
    this.#begun = now();
    this.#told = this.#begun + QUIET - EVERY.watched;
  }

  /** Seconds since the work began. */
  get seconds(): number {
    return (this.#now() - this.#begun) / 1_000;
  }

  /** Tells it, if it is time; the words are made only then. */
  tell(words: (seconds: number) => string): void {
    const now = this.#now();
    const { isWatched } = this.#terminal;
    const wait = isWatched || !this.#isOpen ? EVERY.watched : EVERY.written;
    if (now - this.#told < wait) return;
    this.#told = now;
    this.#isOpen = true;
    const line = words(this.seconds);
    if (isWatched) this.#terminal.overwrite(line);
    else this.#terminal.note(line);
  }

  /** Takes the line away that was written over, so that others may follow. */
  clear(): void {
    if (this.#isOpen && this.#terminal.isWatched) this.#terminal.overwrite("");
  }
}
