import type { PurchaseHistory } from "../purchases/purchase-history.ts";

/**
 * Customers with the same history counted as one row, in columns: most customers of a year have bought once, so
 * a likelihood over a million of them is a sum over some thousands.
 */
export interface HistoryGroups {
  readonly customers: number;
  readonly counts: Float64Array;
  readonly repeats: Float64Array;
  readonly recencies: Float64Array;
  readonly ages: Float64Array;
  /** Which of the distinct numbers of repeat purchases a row has. */
  readonly repeatsAt: Uint32Array;
  readonly distinctRepeats: readonly number[];
}

type History = Pick<PurchaseHistory, "repeats" | "recency" | "age">;

/** Groups histories by repeats, recency and age, in the order in which they first come. */
export function groupHistories(histories: readonly History[]): HistoryGroups {
  const rows = new Map<string, { history: History; count: number }>();
  for (const history of histories) {
    const key = `${history.repeats} ${history.recency} ${history.age}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { history, count: 1 });
    else row.count += 1;
  }
  const distinct = new Map<number, number>();
  const list = [...rows.values()];
  for (const { history } of list) {
    if (!distinct.has(history.repeats)) distinct.set(history.repeats, distinct.size);
  }
  return {
    customers: histories.length,
    counts: Float64Array.from(list, (row) => row.count),
    repeats: Float64Array.from(list, (row) => row.history.repeats),
    recencies: Float64Array.from(list, (row) => row.history.recency),
    ages: Float64Array.from(list, (row) => row.history.age),
    repeatsAt: Uint32Array.from(list, (row) => distinct.get(row.history.repeats) ?? 0),
    distinctRepeats: [...distinct.keys()],
  };
}
