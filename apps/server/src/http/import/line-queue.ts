/** Lines that come from one side and are read on the other, some of them waiting in between. */
export class LineQueue<Line> {
  readonly #waiting: Line[] = [];
  readonly #most: number;
  #wake = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();
  #ended: { readonly error?: unknown } | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** Adds a line; resolves when there is room for more. */
  add(line: Line): Promise<void> | undefined {
    this.#waiting.push(line);
    this.#wake.resolve();
    if (this.#waiting.length < this.#most) return undefined;
    this.#room = Promise.withResolvers<void>();
    return this.#room.promise;
  }

  /** Says that no more lines come, or that it broke off. */
  end(ended: { readonly error?: unknown } = {}): void {
    this.#ended = ended;
    this.#wake.resolve();
  }

  /** Gives the lines as they come, until the end. */
  async *lines(): AsyncGenerator<Line> {
    for (;;) {
      for (let line = this.#waiting.shift(); line !== undefined; line = this.#waiting.shift()) {
        if (this.#waiting.length < this.#most) this.#room.resolve();
        yield line;
      }
      if (this.#ended) {
        if ("error" in this.#ended) throw this.#ended.error;
        return;
      }
      this.#wake = Promise.withResolvers<void>();
      await this.#wake.promise;
    }
  }

  /** Nobody reads any more: whoever adds is held up no longer. */
  abandon(): void {
    this.#room.resolve();
  }
}
