/**
 * Writes results in the order they come, as many as have come at a time: while one transaction is under way the
 * next results gather, so a slow disk makes bigger batches instead of a longer queue.
 */
export class Recorder<Result> {
  readonly #write: (results: readonly Result[]) => Promise<void>;
  #waiting: Result[] = [];
  #writing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(write: (results: readonly Result[]) => Promise<void>) {
    this.#write = write;
  }

  /** Takes a result and returns at once. */
  add(result: Result): void {
    this.#waiting.push(result);
    this.#writing ??= this.#run();
  }

  /** Resolves when everything added is written; throws the first thing that went wrong, after trying the rest. */
  async finish(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure.error;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const results = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(results);
      } catch (error) {
        this.#failure ??= { error };
      }
    }
    this.#writing = undefined;
  }
}
