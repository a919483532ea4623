import type { ImportedCounts } from "@perennial/store";
import type { RecordKind } from "../mapping/record-kinds.ts";

/** What became of the records of one kind. */
export interface KindTotals extends ImportedCounts {
  /** All that the rows told of: the sum of the others. */
  readonly read: number;
  readonly rejected: number;
  /** Are of people who were forgotten, and stay out; only where there are any. */
  readonly forgotten?: number;
  /** Are copies of customers that have become one with others, whose own copies hold; only where there are any. */
  readonly merged?: number;
}

const NONE: KindTotals = { read: 0, new: 0, changed: 0, unchanged: 0, older: 0, rejected: 0 };

/** Adds up what becomes of records, by kind. */
export class Totals {
  readonly #kinds = new Map<RecordKind, KindTotals>();

  add(kind: RecordKind, counts: Partial<Omit<KindTotals, "read">>): void {
    const before = this.of(kind);
    const sum = (key: keyof KindTotals) =>
      (before[key] ?? 0) + (key === "read" ? 0 : (counts[key] ?? 0));
    const read = Object.values(counts).reduce((total, count) => total + count, before.read);
    const [forgotten, merged] = [sum("forgotten"), sum("merged")];
    this.#kinds.set(kind, {
      ...{ read, new: sum("new"), changed: sum("changed"), unchanged: sum("unchanged") },
      ...{ older: sum("older"), rejected: sum("rejected") },
      ...(forgotten > 0 && { forgotten }),
      ...(merged > 0 && { merged }),
    });
  }

  of(kind: RecordKind): KindTotals {
    return this.#kinds.get(kind) ?? NONE;
  }

  /** The kinds there were records of. */
  entries(): readonly (readonly [RecordKind, KindTotals])[] {
    return [...this.#kinds];
  }
}
