/**
 * Writes results in the order they come, as many as have come at a time: while one transaction is under way the
 * next results gather, so a slow disk makes bigger batches instead of a longer queue.
 */
export class Recorder<Result> {
  readonly #write: (results: readonly Result[]) => Promise<void>;
  #waiting: Result[] = [];
  #writing: Promise<void> | undefined;

  constructor(write: (results: readonly Result[]) => Promise<void>) {
    this.#write = write;
  }

  /** Takes results and returns at once. */
  add(results: readonly Result[]): void {
    this.#waiting.push(...results);
    this.#writing ??= this.#run();
    // Whoever finishes is told; until then nobody waits for it.
    this.#writing.catch(() => undefined);
  }

  /** Resolves when everything added is written; throws what went wrong. */
  async finish(): Promise<void> {
    await this.#writing;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const results = this.#waiting;
      this.#waiting = [];
      await this.#write(results);
    }
    this.#writing = undefined;
  }
}
