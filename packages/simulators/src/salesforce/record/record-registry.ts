import type { Field, FieldValue } from "../schema/field.ts";
import type { Schema } from "../schema/schema.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { isDeleted, type SObjectRecord } from "./record.ts";
import { RecordStore, type StoreSnapshot } from "./record-store.ts";

/** What all records of an org are kept as over a restart. */
export type RecordsSnapshot = readonly (readonly [string, StoreSnapshot])[];

/** All records of one org, by type. */
export class RecordRegistry {
  readonly schema: Schema;
  readonly #stores = new Map<string, RecordStore>();
  readonly #pod: string;

  constructor(schema: Schema, pod: string) {
    this.schema = schema;
    this.#pod = pod;
  }

  store(type: SObjectType): RecordStore {
    const known = this.#stores.get(type.name);
    if (known !== undefined) return known;
    const made = new RecordStore(this.#pod);
    this.#stores.set(type.name, made);
    return made;
  }

  /** The record of an id of any type, also one in the bin. */
  find(id: string): SObjectRecord | undefined {
    const type = this.schema.typeOfId(id);
    return type === undefined ? undefined : this.store(type).get(id);
  }

  /** The live record that holds a value of a unique field. */
  findBy(type: SObjectType, field: string, value: FieldValue): SObjectRecord | undefined {
    const key = this.uniqueKey(type, field, value);
    const id = this.store(type).owner(field, key);
    return id === undefined ? undefined : this.store(type).get(id);
  }

  /** The live records that hold a value of an external id field, which need not be unique. */
  matching(type: SObjectType, field: Field, value: FieldValue): readonly SObjectRecord[] {
    if (field.unique) {
      const found = this.findBy(type, field.name, value);
      return found === undefined ? [] : [found];
    }
    const key = this.uniqueKey(type, field.name, value);
    return [...this.store(type).all()].filter(
      (record) =>
        !isDeleted(record) &&
        this.uniqueKey(type, field.name, record.values[field.name] ?? null) === key,
    );
  }

  /** A value as uniqueness looks at it: case counts only where the field says so. */
  uniqueKey(type: SObjectType, name: string, value: FieldValue): FieldValue {
    const isExact = this.schema.field(type, name)?.caseSensitive ?? false;
    return typeof value === "string" && !isExact ? value.toLowerCase() : value;
  }

  snapshot(): RecordsSnapshot {
    return [...this.#stores].map(([name, store]) => [name, store.snapshot()] as const);
  }

  restore(snapshot: RecordsSnapshot): void {
    for (const [name, kept] of snapshot) {
      const type = this.schema.type(name);
      if (type === undefined) continue;
      const store = this.store(type);
      store.clear(kept.lastNumber);
      for (const [id, values] of kept.rows) {
        const record = { id, type, values };
        store.put(record);
        if (values.IsDeleted !== true) this.claim(record);
      }
      for (const [id, deletedMs] of kept.purged) store.purge(id, deletedMs);
    }
  }

  /** Notes a record's values of unique fields as its own. */
  claim(record: SObjectRecord): void {
    this.#eachUnique(record, (store, name, key) => store.claim(name, key, record.id));
  }

  release(record: SObjectRecord): void {
    this.#eachUnique(record, (store, name, key) => store.release(name, key, record.id));
  }

  #eachUnique(
    record: SObjectRecord,
    act: (store: RecordStore, name: string, key: FieldValue) => void,
  ): void {
    const store = this.store(record.type);
    for (const { name, unique } of this.schema.fields(record.type)) {
      const value = record.values[name] ?? null;
      if (unique && value !== null) act(store, name, this.uniqueKey(record.type, name, value));
    }
  }
}
