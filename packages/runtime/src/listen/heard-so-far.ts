import type { Heard, RecordRef } from "@perennial/contract";

/** Records that are read one by one at most: of more, everything since the cursor is read, which asks less of the other side. */
const MOST_NAMED = 500;

/** What was heard and is not kept yet: told many times, it is kept once. */
export class HeardSoFar {
  readonly #changed = new Map<string, RecordRef>();
  #readAll = false;
  #position: string | null | undefined;
  #isEmpty = true;

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** Adds what was told; the last position holds. */
  add({ changed = [], readAll = false, position }: Heard): void {
    this.#isEmpty = false;
    for (const { object, id } of changed)
      this.#changed.set(JSON.stringify([object, id]), { object, id });
    if (position !== undefined) this.#position = position;
    this.#readAll ||= readAll || this.#changed.size > MOST_NAMED;
    // Everything is read: what is named is among it, but for what no reading tells of, such as what is gone for good.
    if (this.#changed.size > MOST_NAMED) this.#changed.clear();
  }

  /** Takes it all. */
  take(): Heard {
    const taken: Heard = {
      ...{ changed: [...this.#changed.values()], readAll: this.#readAll },
      ...(this.#position !== undefined && { position: this.#position }),
    };
    this.#changed.clear();
    this.#readAll = false;
    this.#position = undefined;
    this.#isEmpty = true;
    return taken;
  }
}
