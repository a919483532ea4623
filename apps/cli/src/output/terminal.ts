/** A place lines are written to. */
export interface Sink {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** What a command speaks through: results on standard output, everything else on standard error. */
export class Terminal {
  readonly #out: Sink;
  readonly #err: Sink;

  constructor(out: Sink, err: Sink) {
    this.#out = out;
    this.#err = err;
  }

  /** Whether a person watches what goes to standard error. */
  get isWatched(): boolean {
    return this.#err.isTTY === true;
  }

  /** A line of the result. */
  say(line = ""): void {
    this.#out.write(`${line}\n`);
  }

  /** The result as JSON. */
  json(value: unknown): void {
    this.say(JSON.stringify(value, undefined, 2));
  }

  /** A line about the work, which is no result. */
  note(line: string): void {
    this.#err.write(`${line}\n`);
  }

  /** Writes over the line at the end of standard error, where a person watches. */
  overwrite(line: string): void {
    this.#err.write(`\r${line}\u001b[K`);
  }
}
