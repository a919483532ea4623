/** Which of some ranges are done when they are done in any order: how far they are done without a gap. */
export class DoneInOrder {
  readonly #ends: readonly (string | null)[];
  readonly #done = new Set<number>();
  #passed = 0;

  /** @param ends the last id of each range; nothing for one without an end */
  constructor(ends: readonly (string | null)[]) {
    this.#ends = ends;
  }

  /** Notes that a range is done. Gives the id up to which all are, where it is another than before. */
  done(index: number): string | undefined {
    this.#done.add(index);
    const before = this.#passed;
    while (this.#done.delete(this.#passed)) this.#passed += 1;
    return this.#passed === before ? undefined : (this.#ends[this.#passed - 1] ?? undefined);
  }

  /** Whether all are done. */
  isWhole(): boolean {
    return this.#passed === this.#ends.length;
  }
}
