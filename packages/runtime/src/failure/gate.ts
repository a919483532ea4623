/** Lets so many pass at a time and has the others wait in line. */
export class Gate {
  readonly #width: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(width: number) {
    this.#width = Math.max(1, width);
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#width) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#inside += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Whoever is next takes the place over.
      if (next) next();
      else this.#inside -= 1;
    }
  }
}

/** What a pool of connections has at most, where nothing is said. */
const USUAL = 10;

const GATES = new WeakMap<object, Gate>();

/**
 * The gate of those that hold one connection of a pool and ask for a second: one fewer than there are connections, so
 * that the last is never waited for by whoever would have to give one back.
 */
export function gateOf(pool: { readonly options?: { readonly max?: number | undefined } }): Gate {
  const known = GATES.get(pool) ?? new Gate((pool.options?.max ?? USUAL) - 1);
  GATES.set(pool, known);
  return known;
}
