/** Has what goes by the same name done one after the other, and different names at the same time. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** How many there are, those that wait for their turn included. */
  get size(): number {
    return this.#last.size;
  }

  /** Does it when everything taken before by this name is done; fails as it fails. */
  async take(name: string, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(name);
    const mine = (before ?? Promise.resolve()).catch(() => undefined).then(work);
    this.#last.set(name, mine);
    try {
      await mine;
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }

  /** Resolves when everything is done; a failure is its taker's. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}
