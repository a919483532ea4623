import type { HubspotRecord } from "./record.ts";

/** A record as search saw it until a moment; nothing where there was none. */
interface Earlier {
  readonly until: number;
  readonly record: HubspotRecord | undefined;
}

/** What a store is kept as over a restart. */
export interface StoreSnapshot {
  readonly lastId: number;
  readonly records: readonly HubspotRecord[];
  readonly aliases: readonly (readonly [number, number])[];
  readonly unique: readonly (readonly [string, string, number])[];
}

const FIRST_ID = 1000;
/** From here on, what search has caught up with is dropped at writes too, not at searches alone. */
const MOST_EARLIER = 20_000;

/** The records of one type in one portal, in the order of their ids, and what search sees of them. */
export class ObjectStore {
  readonly #records = new Map<number, HubspotRecord>();
  #ids: number[] = [];
  #lastId = FIRST_ID;
  /** A merged id and the record it now is. */
  readonly #aliases = new Map<number, number>();
  /** Whose value it is, by property and value. */
  readonly #unique = new Map<string, Map<string, number>>();
  readonly #earlier = new Map<number, Earlier[]>();
  readonly #lagMs: number;

  constructor(lagMs: number) {
    this.#lagMs = lagMs;
  }

  get size(): number {
    return this.#records.size;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** The record of a number, live or archived. */
  get(id: number): HubspotRecord | undefined {
    return this.#records.get(id);
  }

  /** The record of a number, or the one it was merged into. */
  resolve(id: number): HubspotRecord | undefined {
    let at = id;
    for (let next = this.#aliases.get(at); next !== undefined; next = this.#aliases.get(at))
      at = next;
    return this.#records.get(at);
  }

  /** Adds a record or replaces it; `seen` leaves nothing for search to catch up with. */
  put(record: HubspotRecord, now: number, seen = false): void {
    const before = this.#records.get(record.id);
    if (before === undefined) this.#insert(record.id);
    if (!seen) this.#keepEarlier(record.id, before, now);
    this.#records.set(record.id, record);
  }

  /** Removes a record for good; search catches up as with any change. */
  remove(id: number, now: number): void {
    const before = this.#records.get(id);
    if (before !== undefined) this.#keepEarlier(id, before, now);
    this.#records.delete(id);
    const index = this.#position(id);
    if (this.#ids[index] === id) this.#ids.splice(index, 1);
  }

  alias(from: number, to: number): void {
    this.#aliases.set(from, to);
  }

  /** Live or archived records after an id, in the order of ids. */
  page(after: number, limit: number, archived: boolean): HubspotRecord[] {
    const found: HubspotRecord[] = [];
    for (let index = this.#position(after + 1); index < this.#ids.length; index += 1) {
      const record = this.#at(index);
      if (record === undefined || (record.archivedMs !== undefined) !== archived) continue;
      found.push(record);
      if (found.length === limit) break;
    }
    return found;
  }

  *all(): Generator<HubspotRecord> {
    yield* this.#records.values();
  }

  /** The live records as search sees them at a moment, in the order of ids. */
  *seen(now: number): Generator<HubspotRecord> {
    const horizon = now - this.#lagMs;
    this.#forget(horizon);
    const gone = [...this.#earlier.keys()].filter((id) => !this.#records.has(id));
    for (const id of gone.length === 0 ? this.#ids : [...this.#ids, ...gone].sort(ascending)) {
      const earlier = this.#earlier.get(id);
      const record = earlier === undefined ? this.#records.get(id) : earlier[0]?.record;
      if (record !== undefined && record.archivedMs === undefined) yield record;
    }
  }

  owner(property: string, value: string): number | undefined {
    return this.#unique.get(property)?.get(value);
  }

  claim(property: string, value: string, id: number): void {
    const values = this.#unique.get(property) ?? new Map<string, number>();
    values.set(value, id);
    this.#unique.set(property, values);
  }

  release(property: string, value: string, id: number): void {
    if (this.owner(property, value) === id) this.#unique.get(property)?.delete(value);
  }

  snapshot(): StoreSnapshot {
    const unique: [string, string, number][] = [];
    for (const [name, values] of this.#unique)
      for (const [value, id] of values) unique.push([name, value, id]);
    const records = [...this.#records.values()];
    return { lastId: this.#lastId, records, aliases: [...this.#aliases], unique };
  }

  restore(snapshot: StoreSnapshot): void {
    this.#records.clear();
    this.#aliases.clear();
    this.#unique.clear();
    this.#earlier.clear();
    this.#lastId = snapshot.lastId;
    for (const record of snapshot.records) this.#records.set(record.id, record);
    this.#ids = [...this.#records.keys()].sort(ascending);
    for (const [from, to] of snapshot.aliases) this.#aliases.set(from, to);
    for (const [name, value, id] of snapshot.unique) this.claim(name, value, id);
  }

  #insert(id: number): void {
    this.#lastId = Math.max(this.#lastId, id);
    const last = this.#ids.at(-1);
    if (last === undefined || id > last) this.#ids.push(id);
    else this.#ids.splice(this.#position(id), 0, id);
  }

  #at(index: number): HubspotRecord | undefined {
    const id = this.#ids[index];
    return id === undefined ? undefined : this.#records.get(id);
  }

  /** The place of the first id that is not below. */
  #position(id: number): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ids[middle] ?? id) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #keepEarlier(id: number, record: HubspotRecord | undefined, until: number): void {
    if (this.#lagMs === 0) return;
    if (this.#earlier.size >= MOST_EARLIER) this.#forget(until - this.#lagMs);
    const kept = this.#earlier.get(id);
    if (kept === undefined) this.#earlier.set(id, [{ until, record }]);
    else if (kept.at(-1)?.until !== until) kept.push({ until, record });
  }

  /** Drops what lies behind the horizon: what was replaced before it is not seen any more. */
  #forget(horizon: number): void {
    for (const [id, versions] of this.#earlier) {
      const rest = versions.filter(({ until }) => until > horizon);
      if (rest.length === 0) this.#earlier.delete(id);
      else if (rest.length < versions.length) this.#earlier.set(id, rest);
    }
  }
}

function ascending(one: number, other: number): number {
  return one - other;
}
