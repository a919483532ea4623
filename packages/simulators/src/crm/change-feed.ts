import { type CrmItem, itemKey } from "./crm-item.ts";

/** A page of changes, oldest first. */
export interface FeedPage {
  readonly items: readonly CrmItem[];
  /** Where to go on. */
  readonly cursor: string;
  readonly more: boolean;
}

interface Line {
  readonly place: number;
  readonly key: string;
}

/** Every record at the place of its latest change. */
export class ChangeFeed {
  #lines: Line[] = [];
  readonly #latest = new Map<string, { place: number; item: CrmItem }>();
  #last = 0;

  get last(): number {
    return this.#last;
  }

  add(item: CrmItem): void {
    const key = itemKey(item);
    this.#last += 1;
    this.#lines.push({ place: this.#last, key });
    this.#latest.set(key, { place: this.#last, item });
  }

  /** Forgets everything; what is added from now on comes after `place`. */
  startAfter(place: number): void {
    this.#lines = [];
    this.#latest.clear();
    this.#last = place;
  }

  /** Leaves out the places up to there, so that what comes next is new to whoever has read so far. */
  skipTo(place: number): void {
    this.#last = Math.max(this.#last, place);
  }

  /** The changes after a cursor, from the beginning without one; nothing for a cursor it never gave. */
  page(cursor: string | undefined, limit: number): FeedPage | undefined {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) return undefined;
    let at = Number(cursor ?? 0);
    if (at > this.#last) return undefined;
    const items: CrmItem[] = [];
    for (let index = this.#firstAfter(at); index < this.#lines.length; index += 1) {
      const line = this.#lines[index];
      const latest = line && this.#latest.get(line.key);
      // A record that changed again since is told at its later place.
      if (line === undefined || latest?.place !== line.place) continue;
      if (items.length === limit) return { items, cursor: String(at), more: true };
      items.push(latest.item);
      at = line.place;
    }
    return { items, cursor: String(this.#last), more: false };
  }

  #firstAfter(place: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.place ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
