import { isLookup } from "../metadata/column.ts";
import type { AlternateKey, Table } from "../metadata/table.ts";
import type { Row } from "./row.ts";
import { isReference, type Value, type Values } from "./value.ts";

/** A row that is gone: what change tracking tells of it. */
export interface Deleted {
  readonly id: string;
  readonly version: number;
}

/** What a store is kept as over a restart. */
export interface RowStoreSnapshot {
  readonly lastOrder: number;
  readonly rows: readonly Row[];
  readonly deleted: readonly Deleted[];
  readonly bin: readonly Row[];
}

/** The rows of a table, in the order they were made, and what leads to them. */
export class RowStore {
  readonly table: Table;
  readonly #rows = new Map<string, Row>();
  readonly #deleted: Deleted[] = [];
  readonly #bin = new Map<string, Row>();
  /** Who has the values of an alternate key, by key and joined values. */
  readonly #unique = new Map<string, Map<string, string>>();
  /** Which rows point at a row, by column and that row's id. */
  readonly #links = new Map<string, Map<string, Set<string>>>();
  #lastOrder = 0;

  constructor(table: Table) {
    this.table = table;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Rows that are gone, oldest first. */
  get deleted(): readonly Deleted[] {
    return this.#deleted;
  }

  /** All rows; may be gone through again and again. */
  rows(): Iterable<Row> {
    return { [Symbol.iterator]: () => this.#rows.values() };
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  nextOrder(): number {
    this.#lastOrder += 1;
    return this.#lastOrder;
  }

  /** Adds a row or replaces it. */
  put(row: Row): void {
    const before = this.#rows.get(row.id);
    this.#index(row.id, before?.values, row.values);
    this.#rows.set(row.id, row);
  }

  /** Takes a row out; with a version it is told of as deleted. */
  remove(row: Row, version: number, keeps: boolean): void {
    this.#index(row.id, row.values, undefined);
    this.#rows.delete(row.id);
    this.#deleted.push({ id: row.id, version });
    if (keeps) this.#bin.set(row.id, row);
  }

  /** A row that is gone and can be brought back. */
  binned(id: string): Row | undefined {
    return this.#bin.get(id);
  }

  /** Undoes a `put`. */
  unput(id: string, before: Row | undefined): void {
    this.#index(id, this.#rows.get(id)?.values, before?.values);
    if (before === undefined) this.#rows.delete(id);
    else this.#rows.set(id, before);
  }

  /** Undoes a `remove`. */
  unremove(row: Row): void {
    this.#deleted.pop();
    this.#bin.delete(row.id);
    this.putBack(row);
  }

  /** Adds a row that was there before at its old place. */
  putBack(row: Row): void {
    this.put(row);
    const rows = [...this.#rows.values()].sort((one, other) => one.order - other.order);
    this.#rows.clear();
    for (const one of rows) this.#rows.set(one.id, one);
  }

  /** The row whose values of an alternate key are these. */
  owner(key: AlternateKey, values: Values): string | undefined {
    const joined = joinedValues(key, values);
    return joined === undefined ? undefined : this.#unique.get(key.name)?.get(joined);
  }

  /** The rows whose column points at a row. */
  pointingAt(column: string, id: string): readonly Row[] {
    const ids = this.#links.get(column)?.get(id);
    if (ids === undefined) return [];
    return [...ids].flatMap((one) => this.#rows.get(one) ?? []);
  }

  /** Builds the index of a key anew, as activating it does; false when two rows have the same values. */
  reindex(key: AlternateKey): boolean {
    const index = new Map<string, string>();
    this.#unique.set(key.name, index);
    for (const row of this.#rows.values()) {
      const joined = joinedValues(key, row.values);
      if (joined === undefined) continue;
      if (index.has(joined)) return false;
      index.set(joined, row.id);
    }
    return true;
  }

  snapshot(): RowStoreSnapshot {
    const [rows, bin] = [[...this.#rows.values()], [...this.#bin.values()]];
    return { lastOrder: this.#lastOrder, rows, deleted: [...this.#deleted], bin };
  }

  restore(snapshot: RowStoreSnapshot): void {
    for (const row of [...this.#rows.values()]) this.unput(row.id, undefined);
    this.#lastOrder = snapshot.lastOrder;
    for (const row of snapshot.rows.toSorted((one, other) => one.order - other.order))
      this.put(row);
    this.#deleted.splice(0, this.#deleted.length, ...snapshot.deleted);
    for (const row of snapshot.bin) this.#bin.set(row.id, row);
  }

  #index(id: string, before: Values | undefined, after: Values | undefined): void {
    for (const key of this.table.keys) {
      const [old, now] = [before && joinedValues(key, before), after && joinedValues(key, after)];
      if (old === now) continue;
      const index = this.#unique.get(key.name) ?? new Map<string, string>();
      this.#unique.set(key.name, index);
      if (old !== undefined && index.get(old) === id) index.delete(old);
      if (now !== undefined) index.set(now, id);
    }
    for (const column of this.table.columns) {
      // Everyone's rows point at few users; nobody asks for all of them.
      if (!isLookup(column) || column.type === "Owner" || column.isReadOnly) continue;
      const [old, now] = [idOf(before?.[column.name]), idOf(after?.[column.name])];
      if (old === now) continue;
      if (old !== undefined) this.#links.get(column.name)?.get(old)?.delete(id);
      if (now !== undefined) this.#link(column.name, now, id);
    }
  }

  #link(column: string, target: string, id: string): void {
    const byTarget = this.#links.get(column) ?? new Map<string, Set<string>>();
    this.#links.set(column, byTarget);
    const ids = byTarget.get(target);
    if (ids === undefined) byTarget.set(target, new Set([id]));
    else ids.add(id);
  }
}

/** The values of a key as one text; nothing where one of them is missing. */
function joinedValues(key: AlternateKey, values: Values): string | undefined {
  const parts: string[] = [];
  for (const name of key.columns) {
    const value = values[name] ?? null;
    if (value === null) return undefined;
    parts.push(isReference(value) ? value.id : String(value).toLowerCase());
  }
  return JSON.stringify(parts);
}

function idOf(value: Value | undefined): string | undefined {
  return isReference(value) ? value.id : undefined;
}
