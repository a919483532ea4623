/**
 * Writes pieces while the next ones are made, some of them side by side. What comes of them is taken in the order
 * in which they were given, whichever is done first, and so is the first failure.
 */
export class WriteQueue<T> {
  readonly #take: (outcome: T) => void;
  readonly #underWay: Promise<T>[] = [];

  constructor(take: (outcome: T) => void) {
    this.#take = take;
  }

  /** Begins to write a piece as soon as fewer than so many are being written. */
  async add(write: () => Promise<T>, most: number): Promise<void> {
    await this.#waitFor(most - 1);
    const writing = write();
    // Its failure is told when its turn comes.
    writing.catch(() => undefined);
    this.#underWay.push(writing);
  }

  /** Waits until all is written. */
  async finish(): Promise<void> {
    await this.#waitFor(0);
  }

  /** Waits until nothing is being written any more, whatever came of it. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #waitFor(left: number): Promise<void> {
    while (this.#underWay.length > left) {
      const [first] = this.#underWay;
      if (first === undefined) return;
      this.#take(await first);
      this.#underWay.shift();
    }
  }
}
