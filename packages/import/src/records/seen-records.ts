import { printOf } from "./print-of.ts";

/** Where a record of the same id stood before, and whether it was the same in all else. */
export interface Earlier {
  readonly file: number;
  readonly line: number;
  readonly isSame: boolean;
}

/** Makes two fingerprints of an id that have nothing to do with each other. */
const OTHER_SEED = 0x9747b28c;

/**
 * Remembers which ids have come and what their records held, in some 40 bytes each whatever their length, so
 * that files of millions of rows are compared with themselves. Ids are known by 64 bits of a hash: among ten
 * million the chance that two are taken for one is three in a million.
 */
export class SeenRecords {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #content = new Uint32Array(1024);
  /** Counted from 1; 0 is a free place. */
  #line = new Uint32Array(1024);
  #file = new Uint8Array(1024);
  #count = 0;

  /**
   * Notes a record, by its id and a fingerprint of what it holds; gives where the id stood before, in which case
   * nothing is noted.
   */
  note(
    id: string,
    content: number,
    at: { readonly file: number; readonly line: number },
  ): Earlier | undefined {
    const [high, low] = [printOf(id), printOf(id, OTHER_SEED)];
    const place = this.#find(high, low);
    const line = this.#line[place];
    if (line !== undefined && line > 0) {
      return { file: this.#file[place] ?? 0, line, isSame: this.#content[place] === content };
    }
    this.#set(place, { high, low, content, line: at.line, file: at.file });
    this.#count += 1;
    if (this.#count * 2 > this.#line.length) this.#grow();
    return undefined;
  }

  /** The place of an id, or the free one where it goes. */
  #find(high: number, low: number): number {
    const last = this.#line.length - 1;
    let place = low & last;
    while (this.#line[place] !== 0 && (this.#high[place] !== high || this.#low[place] !== low)) {
      place = (place + 1) & last;
    }
    return place;
  }

  #set(place: number, entry: Entry): void {
    this.#high[place] = entry.high;
    this.#low[place] = entry.low;
    this.#content[place] = entry.content;
    this.#line[place] = entry.line;
    this.#file[place] = entry.file;
  }

  #grow(): void {
    const old = [this.#high, this.#low, this.#content, this.#line, this.#file] as const;
    const size = this.#line.length * 2;
    this.#high = new Uint32Array(size);
    this.#low = new Uint32Array(size);
    this.#content = new Uint32Array(size);
    this.#line = new Uint32Array(size);
    this.#file = new Uint8Array(size);
    const [highs, lows, contents, lines, files] = old;
    for (const [index, line] of lines.entries()) {
      if (line === 0) continue;
      const [high, low] = [highs[index] ?? 0, lows[index] ?? 0];
      const [content, file] = [contents[index] ?? 0, files[index] ?? 0];
      this.#set(this.#find(high, low), { high, low, content, line, file });
    }
  }
}

interface Entry {
  readonly high: number;
  readonly low: number;
  readonly content: number;
  readonly line: number;
  readonly file: number;
}
