import type { FieldValue } from "../schema/field.ts";
import type { SObjectRecord, Values } from "./record.ts";
import { longId, recordId } from "./record-id.ts";

/** What the records of one type are kept as over a restart. */
export interface StoreSnapshot {
  readonly lastNumber: number;
  readonly rows: readonly (readonly [string, Values])[];
  readonly purged: readonly (readonly [string, number])[];
}

/** The records of one type in one org, live or in the bin, in the order of their last change. */
export class RecordStore {
  readonly #records = new Map<string, SObjectRecord>();
  /** Whose value it is, by field and value. */
  readonly #unique = new Map<string, Map<FieldValue, string>>();
  /** What was deleted for good, and when it went to the bin, in milliseconds since 1970. */
  readonly #purged = new Map<string, number>();
  readonly #pod: string;
  #lastNumber = 0;

  constructor(pod: string) {
    this.#pod = pod;
  }

  get size(): number {
    return this.#records.size;
  }

  get purged(): ReadonlyMap<string, number> {
    return this.#purged;
  }

  /** How many records it has ever had. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  nextId(prefix: string): string {
    this.#lastNumber += 1;
    return recordId(prefix, this.#pod, this.#lastNumber);
  }

  /** The record of an id with 15 or 18 characters, also one in the bin. */
  get(id: string): SObjectRecord | undefined {
    return this.#records.get(id) ?? this.#records.get(longId(id) ?? "");
  }

  all(): IterableIterator<SObjectRecord> {
    return this.#records.values();
  }

  /** Adds a record or replaces it; it is then the last in order. */
  put(record: SObjectRecord): void {
    this.#records.delete(record.id);
    this.#records.set(record.id, record);
  }

  remove(id: string): void {
    this.#records.delete(id);
  }

  /** Notes that a record is gone for good. */
  purge(id: string, deletedMs: number): void {
    this.#records.delete(id);
    this.#purged.set(id, deletedMs);
  }

  owner(field: string, value: FieldValue): string | undefined {
    return this.#unique.get(field)?.get(value);
  }

  claim(field: string, value: FieldValue, id: string): void {
    const values = this.#unique.get(field) ?? new Map<FieldValue, string>();
    values.set(value, id);
    this.#unique.set(field, values);
  }

  release(field: string, value: FieldValue, id: string): void {
    if (this.owner(field, value) === id) this.#unique.get(field)?.delete(value);
  }

  snapshot(): StoreSnapshot {
    const rows = [...this.#records.values()].map(({ id, values }) => [id, values] as const);
    return { lastNumber: this.#lastNumber, rows, purged: [...this.#purged] };
  }

  /** Forgets everything; the desk puts back what the snapshot holds. */
  clear(lastNumber: number): void {
    this.#records.clear();
    this.#unique.clear();
    this.#purged.clear();
    this.#lastNumber = lastNumber;
  }
}
