/** Finds what a text stands for in a list of texts: as it is written, else whatever the case. */
export class ValueTable<T> {
  readonly #exact: ReadonlyMap<string, T>;
  readonly #folded: ReadonlyMap<string, T>;

  constructor(entries: Readonly<Record<string, T>>) {
    const pairs = Object.entries(entries);
    this.#exact = new Map(pairs);
    this.#folded = new Map(pairs.map(([key, value]) => [fold(key), value]));
  }

  has(text: string): boolean {
    return this.#exact.has(text) || this.#folded.has(fold(text));
  }

  find(text: string): T | undefined {
    return this.#exact.get(text) ?? this.#folded.get(fold(text));
  }

  /** The texts there are, for sentences. */
  get texts(): string {
    return [...this.#exact.keys()].join(", ");
  }
}

/** A text without the differences of case and of how accents are encoded. */
export function fold(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}
