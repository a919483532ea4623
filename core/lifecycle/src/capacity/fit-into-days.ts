/** Something that takes one place on one of the days from `first` to `last`, both counted from the plan's first day. */
export interface Slotted {
  readonly first: number;
  readonly last: number;
}

/**
 * Chooses what to find room for, the first offered first: each is taken where it fits beside those already taken, which
 * may be moved to other days of theirs for it. So nothing is given up for something offered later, and no day that could
 * be used is left idle; offered by worth, the sum of what is taken is the largest there is (a transversal matroid;
 * Edmonds and Fulkerson 1965).
 * @param places How many places each day has.
 */
export function fitIntoDays<Item extends Slotted>(
  offered: readonly Item[],
  places: readonly number[],
): { readonly taken: readonly Item[]; readonly left: readonly Item[] } {
  const days = new Days<Item>(places);
  const taken: Item[] = [];
  const left: Item[] = [];
  for (const item of offered) (days.take(item) ? taken : left).push(item);
  return { taken, left };
}

/** The days with what stands on each; items move only so that a place is found. */
class Days<Item extends Slotted> {
  readonly #on: Set<Item>[];
  readonly #places: readonly number[];
  /** As far as they are known since a day last changed. */
  readonly #spans: (Slotted | undefined)[] = [];
  /** Days from which no chain of moves leads to a free one any more, and never will. */
  readonly #closed = new Set<number>();

  constructor(places: readonly number[]) {
    this.#places = places;
    this.#on = places.map(() => new Set());
  }

  /** Takes an item if there is a way: a free day of its own, or a chain of moves that ends on a free day. */
  take(item: Item): boolean {
    const cameFrom = new Map<number, number | "start">();
    const queue: number[] = [];
    const reach = (first: number, last: number, from: number | "start") => {
      for (let day = Math.max(first, 0); day <= Math.min(last, this.#on.length - 1); day++) {
        if (cameFrom.has(day) || this.#closed.has(day) || this.#places[day] === 0) continue;
        cameFrom.set(day, from);
        queue.push(day);
      }
    };
    reach(item.first, item.last, "start");
    for (let day = queue.shift(); day !== undefined; day = queue.shift()) {
      if (this.#isFree(day)) {
        this.#moveAlong(day, item, cameFrom);
        return true;
      }
      const { first, last } = this.#span(day);
      reach(first, last, day);
    }
    for (const day of cameFrom.keys()) this.#closed.add(day);
    return false;
  }

  #isFree(day: number): boolean {
    return (this.#on[day]?.size ?? 0) < (this.#places[day] ?? 0);
  }

  /** How far the items of a day could move: the earliest first day and the latest last one cover all of theirs. */
  #span(day: number): Slotted {
    const known = this.#spans[day];
    if (known) return known;
    const span = this.#spanOf(day);
    this.#spans[day] = span;
    return span;
  }

  #spanOf(day: number): Slotted {
    let first = day;
    let last = day;
    for (const item of this.#on[day] ?? []) {
      first = Math.min(first, item.first);
      last = Math.max(last, item.last);
    }
    return { first, last };
  }

  #moveAlong(free: number, item: Item, cameFrom: ReadonlyMap<number, number | "start">): void {
    let to = free;
    for (let from = cameFrom.get(to); typeof from === "number"; from = cameFrom.get(to)) {
      const moved = this.#movable(from, to);
      if (moved === undefined) break;
      this.#on[from]?.delete(moved);
      this.#add(to, moved);
      to = from;
    }
    this.#add(to, item);
  }

  /** Adds an item to a day, which may have lost another just before. */
  #add(day: number, item: Item): void {
    this.#on[day]?.add(item);
    this.#spans[day] = undefined;
  }

  #movable(from: number, to: number): Item | undefined {
    for (const item of this.#on[from] ?? []) {
      if (item.first <= to && to <= item.last) return item;
    }
    return undefined;
  }
}
