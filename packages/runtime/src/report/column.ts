type Array = Int32Array | Float64Array | Uint32Array;

/** Numbers that come one after the other, in as little memory as they take. */
export class Column<Kind extends Array> {
  readonly #make: (length: number) => Kind;
  #values: Kind;
  #count = 0;

  constructor(make: (length: number) => Kind) {
    this.#make = make;
    this.#values = make(1024);
  }

  get length(): number {
    return this.#count;
  }

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = this.#make(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  /** The numbers, in an array of their own. */
  take(): Kind {
    const taken = this.#make(this.#count);
    taken.set(this.#values.subarray(0, this.#count));
    return taken;
  }
}
