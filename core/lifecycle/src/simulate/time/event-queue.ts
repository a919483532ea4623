const FIRST_ROOM = 1_024;
/** Above every number of events that fit into memory, and its multiples are still whole numbers. */
const SERIALS = 2 ** 44;

/**
 * A queue of what is to happen, earliest first: by moment, then by phase, then in the order in which it was put.
 * A binary heap over flat arrays of numbers, so that an event costs no object of its own.
 */
export class EventQueue<Item> {
  #moments = new Float64Array(FIRST_ROOM);
  #ranks = new Float64Array(FIRST_ROOM);
  readonly #items: Item[] = [];
  #put = 0;

  get size(): number {
    return this.#items.length;
  }

  /** The moment of the earliest event; `Infinity` when there is none. */
  get nextMoment(): number {
    return this.#items.length === 0 ? Infinity : this.#momentAt(0);
  }

  /** The phase of the earliest event; `Infinity` when there is none. */
  get nextPhase(): number {
    return this.#items.length === 0 ? Infinity : Math.floor(this.#rankAt(0) / SERIALS);
  }

  /**
   * Puts an event.
   * @param moment Milliseconds since 1970.
   * @param phase A small whole number: which of the events of one moment come first.
   */
  add(moment: number, phase: number, item: Item): void {
    const at = this.#items.length;
    if (at === this.#moments.length) this.#grow();
    this.#items.push(item);
    this.#moments[at] = moment;
    this.#ranks[at] = phase * SERIALS + this.#put++;
    this.#rise(at);
  }

  /** Takes the earliest event; nothing when there is none. */
  take(): Item | undefined {
    const last = this.#items.length - 1;
    if (last < 0) return undefined;
    this.#swap(0, last);
    const item = this.#items.pop();
    this.#sink(0);
    return item;
  }

  #rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    const size = this.#items.length;
    let at = from;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= size) return;
      const right = left + 1;
      const child = right < size && this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(child, at)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const difference = this.#momentAt(one) - this.#momentAt(other);
    return difference === 0 ? this.#rankAt(one) < this.#rankAt(other) : difference < 0;
  }

  #swap(one: number, other: number): void {
    swap(this.#moments, one, other);
    swap(this.#ranks, one, other);
    swap(this.#items, one, other);
  }

  #momentAt(at: number): number {
    return this.#moments[at] ?? Infinity;
  }

  #rankAt(at: number): number {
    return this.#ranks[at] ?? Infinity;
  }

  #grow(): void {
    const room = this.#moments.length * 2;
    const moments = new Float64Array(room);
    const ranks = new Float64Array(room);
    moments.set(this.#moments);
    ranks.set(this.#ranks);
    this.#moments = moments;
    this.#ranks = ranks;
  }
}

function swap<Item>(list: { [index: number]: Item }, one: number, other: number): void {
  const kept = list[one];
  const moved = list[other];
  if (kept === undefined || moved === undefined) return;
  list[one] = moved;
  list[other] = kept;
}
