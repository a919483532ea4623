/** A purchase as it goes into columns. */
export interface ColumnPurchase {
  /** The customer's number in the base. */
  readonly owner: number;
  /** Counted from 1970-01-01. */
  readonly day: number;
  /** In minor units of its currency; below 0 for a return. */
  readonly amount: number;
  /** Missing where it is not known. */
  readonly margin: number | undefined;
  /** The currency's number in the base. */
  readonly currency: number;
  readonly isDiscounted: boolean;
}

type Growing = Uint32Array | Int32Array | Float64Array | Uint8Array;

/**
 * Purchases as columns instead of objects, in the order they came: 26 bytes each, so that the ten million purchases of
 * a million customers take a quarter of a gigabyte.
 */
export class PurchaseColumns {
  #owners = new Uint32Array(1024);
  #days = new Int32Array(1024);
  #amounts = new Float64Array(1024);
  #margins = new Float64Array(1024);
  #currencies = new Uint8Array(1024);
  #discounted = new Uint8Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(purchase: ColumnPurchase): void {
    const at = this.#count;
    if (at === this.#owners.length) this.#grow();
    this.#owners[at] = purchase.owner;
    this.#days[at] = purchase.day;
    this.#amounts[at] = purchase.amount;
    this.#margins[at] = purchase.margin ?? Number.NaN;
    this.#currencies[at] = purchase.currency;
    this.#discounted[at] = purchase.isDiscounted ? 1 : 0;
    this.#count = at + 1;
  }

  /** The purchase at a place, in the order they came. */
  at(place: number): ColumnPurchase {
    const margin = this.#margins[place] ?? Number.NaN;
    return {
      owner: this.#owners[place] ?? 0,
      day: this.#days[place] ?? 0,
      amount: this.#amounts[place] ?? 0,
      margin: Number.isNaN(margin) ? undefined : margin,
      currency: this.#currencies[place] ?? 0,
      isDiscounted: this.#discounted[place] === 1,
    };
  }

  /** The places of each owner's purchases, one owner after the other, each owner's oldest first. */
  *byOwner(owners: number): Generator<{ readonly owner: number; readonly places: Uint32Array }> {
    const starts = new Uint32Array(owners + 1);
    for (let at = 0; at < this.#count; at++) {
      const next = (this.#owners[at] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let owner = 1; owner <= owners; owner++) {
      starts[owner] = (starts[owner] ?? 0) + (starts[owner - 1] ?? 0);
    }
    const free = starts.slice();
    const places = new Uint32Array(this.#count);
    for (let at = 0; at < this.#count; at++) {
      const owner = this.#owners[at] ?? 0;
      const place = free[owner] ?? 0;
      places[place] = at;
      free[owner] = place + 1;
    }
    for (let owner = 0; owner < owners; owner++) {
      const own = places.subarray(starts[owner], starts[owner + 1]);
      own.sort((a, b) => (this.#days[a] ?? 0) - (this.#days[b] ?? 0) || a - b);
      yield { owner, places: own };
    }
  }

  #grow(): void {
    this.#owners = grown(this.#owners, new Uint32Array(this.#count * 2));
    this.#days = grown(this.#days, new Int32Array(this.#count * 2));
    this.#amounts = grown(this.#amounts, new Float64Array(this.#count * 2));
    this.#margins = grown(this.#margins, new Float64Array(this.#count * 2));
    this.#currencies = grown(this.#currencies, new Uint8Array(this.#count * 2));
    this.#discounted = grown(this.#discounted, new Uint8Array(this.#count * 2));
  }
}

function grown<T extends Growing>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
