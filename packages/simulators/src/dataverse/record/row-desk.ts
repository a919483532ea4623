import { uuidFrom } from "../../id/uuid.ts";
import type { Table } from "../metadata/table.ts";
import { badValue, DataverseRefusal, noRow, preconditionFailed } from "../refusal.ts";
import { derivedValues } from "./derived-values.ts";
import type { DeskOptions, DeskSnapshot, WriteManner } from "./desk-options.ts";
import { keptValue } from "./kept-value.ts";
import type { Row } from "./row.ts";
import type { RowChange } from "./row-change.ts";
import { stateValues } from "./row-states.ts";
import { RowStore } from "./row-store.ts";
import { checkRequired, defaultsOf, wayOf, withoutNulls } from "./row-values.ts";
import { isReference, type Reference, type Value, type Values } from "./value.ts";

const FIRST_VERSION = 1_000_000;

/** All rows of an organisation: the one place where they are written. */
export class RowDesk {
  readonly #options: DeskOptions;
  readonly #stores = new Map<string, RowStore>();
  #version = FIRST_VERSION;
  #made = 0;
  #undo: (() => void)[] | undefined;
  #untold: (() => void)[] = [];

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** The version of the last change. */
  get version(): number {
    return this.#version;
  }

  store(table: Table): RowStore {
    const known = this.#stores.get(table.name);
    if (known !== undefined) return known;
    const store = new RowStore(table);
    this.#stores.set(table.name, store);
    return store;
  }

  row(reference: Reference): Row | undefined {
    const table = this.#options.book.get(reference.table);
    return table === undefined ? undefined : this.store(table).get(reference.id);
  }

  /** Does all of it or, when something is refused, nothing. */
  together<T>(work: () => T): T {
    if (this.#undo !== undefined) return work();
    this.#undo = [];
    try {
      const result = work();
      this.#undo = undefined;
      for (const tell of this.#untold.splice(0)) tell();
      return result;
    } catch (error) {
      for (const undo of (this.#undo ?? []).reverse()) undo();
      this.#untold = [];
      throw error;
    } finally {
      this.#undo = undefined;
    }
  }

  /** Makes a row; `id` is the one that the writer chose. */
  create(table: Table, given: Values, manner: WriteManner, id = this.newId()): Row {
    return this.together(() => {
      if (this.store(table).get(id) !== undefined)
        throw preconditionFailed("0x80040237", "A record with matching key values already exists.");
      const now = this.#now();
      const { userId } = manner.writer;
      const owner = { table: "systemuser", id: userId };
      const values: Values = {
        ...defaultsOf(table),
        ...(table.ownership === "UserOwned" ? { ownerid: owner } : {}),
        ...this.#checked(table, given, manner),
      };
      checkRequired(table, values);
      const made = this.#complete(table, undefined, { values, manner });
      const stamped = {
        ...made,
        createdon: made.overriddencreatedon ?? now,
        modifiedon: now,
        createdby: owner,
        modifiedby: owner,
      };
      const row = this.#put(table, { id, order: this.store(table).nextOrder(), values: stamped });
      this.#tell({
        message: "Create",
        table,
        id,
        values: stamped,
        before: undefined,
        after: row,
        writer: manner.writer,
      });
      return row;
    });
  }

  /** Changes a row; columns that stay the same are written all the same, as the service does. */
  update(table: Table, before: Row, given: Values, manner: WriteManner): Row {
    return this.together(() => {
      const values = this.#checked(table, given, manner);
      const changed = this.#complete(table, before, { values, manner });
      const stamps = {
        modifiedon: this.#now(),
        modifiedby: { table: "systemuser", id: manner.writer.userId },
      };
      const all = { ...before.values, ...changed, ...stamps };
      const row = this.#put(table, { id: before.id, order: before.order, values: all });
      this.#tell({
        message: "Update",
        table,
        id: row.id,
        values: { ...changed, ...stamps },
        before,
        after: row,
        writer: manner.writer,
      });
      return row;
    });
  }

  /** Deletes a row, and what hangs on it as the relationships say. */
  remove(table: Table, row: Row, manner: WriteManner): void {
    this.together(() => {
      const pointing = this.#options.book.collections(table).flatMap(({ from, column }) =>
        this.store(from)
          .pointingAt(column.name, row.id)
          .map((one) => ({ from, column, row: one })),
      );
      const ways = pointing.map((one) => ({ ...one, way: wayOf(one.column, table) }));
      const held = ways.find(({ way }) => way === "Restrict");
      if (held !== undefined)
        throw new DataverseRefusal(
          400,
          "0x80040227",
          `The object you tried to delete is associated with another object and cannot be deleted. (${held.from.name} ${held.row.id})`,
        );
      const followed = { ...manner, writer: { ...manner.writer, depth: manner.writer.depth + 1 } };
      for (const { from, column, row: one, way } of ways) {
        const current = this.store(from).get(one.id);
        if (current === undefined) continue;
        if (way === "Cascade") this.remove(from, current, followed);
        else this.update(from, current, { [column.name]: null }, { ...followed, byService: true });
      }
      this.#remove(table, row);
      this.#tell({
        message: "Delete",
        table,
        id: row.id,
        values: {},
        before: row,
        after: undefined,
        writer: manner.writer,
      });
    });
  }

  /** Brings a deleted row back under its own id. */
  restoreRow(table: Table, id: string, manner: WriteManner): Row {
    const binned = this.store(table).binned(id);
    if (binned === undefined || this.store(table).get(id) !== undefined)
      throw noRow(table.name, id);
    return this.together(() => {
      const row = this.#put(table, { id, order: binned.order, values: binned.values });
      this.store(table).putBack(row);
      this.#tell({
        message: "Create",
        table,
        id,
        values: binned.values,
        before: undefined,
        after: row,
        writer: manner.writer,
      });
      return row;
    });
  }

  /** Tells of something that is no write of one row alone. */
  tell(change: RowChange): void {
    this.#tell(change);
  }

  /** Does something when what is being done is there to stay; never, when it is undone. */
  afterwards(work: () => void): void {
    if (this.#undo === undefined) work();
    else this.#untold.push(work);
  }

  /** An id that no row has. */
  newId(): string {
    this.#made += 1;
    return uuidFrom(this.#options.seed, "row", this.#made);
  }

  snapshot(): DeskSnapshot {
    const stores = [...this.#stores].map(([name, store]) => [name, store.snapshot()] as const);
    return { version: this.#version, made: this.#made, stores: Object.fromEntries(stores) };
  }

  restore(snapshot: DeskSnapshot): void {
    this.#version = snapshot.version;
    this.#made = snapshot.made;
    for (const [name, kept] of Object.entries(snapshot.stores))
      this.store(this.#options.book.need(name)).restore(kept);
  }

  #checked(table: Table, given: Values, manner: WriteManner): Values {
    const values: Record<string, Value> = {};
    for (const [name, value] of Object.entries(given)) {
      const column = table.column(name);
      if (column === undefined)
        throw badValue(
          "0x80041103",
          `'${table.name}' entity doesn't contain attribute with Name = '${name}'.`,
        );
      // What the service alone writes is passed over, whoever sends it.
      if ((column.isReadOnly && !manner.byService) || name === table.primaryId) continue;
      const kept = keptValue(table, column, value);
      if (isReference(kept) && this.row(kept) === undefined) throw noRow(kept.table, kept.id);
      values[name] = kept;
    }
    return values;
  }

  #complete(
    table: Table,
    before: Row | undefined,
    { values, manner }: { values: Values; manner: WriteManner },
  ): Values {
    const { byAction } = manner;
    const states = stateValues(table, before, {
      values,
      ...(byAction === undefined ? {} : { byAction }),
    });
    const owner = values.ownerid;
    const unit = isReference(owner) ? this.#options.businessUnitOf(owner) : undefined;
    const full = { ...before?.values, ...values };
    const more: Values = {
      ...values,
      ...(before === undefined || "statecode" in values || "statuscode" in values ? states : {}),
      ...(unit === undefined ? {} : { owningbusinessunit: { table: "businessunit", id: unit } }),
      ...derivedValues(table, full),
    };
    const whole = { ...full, ...more };
    this.#options.check(table, whole);
    this.#checkKeys(table, before, whole);
    return more;
  }

  #checkKeys(table: Table, before: Row | undefined, values: Values): void {
    for (const key of table.keys) {
      if (key.status !== "Active") continue;
      const holder = this.store(table).owner(key, values);
      if (holder === undefined || holder === before?.id) continue;
      throw preconditionFailed(
        "0x80060892",
        `A record that has the attribute values ${key.columns.join(", ")} already exists. The entity key ${key.name} requires that this set of attributes contains unique values. Select unique values and try again.`,
      );
    }
  }

  #put(table: Table, made: Omit<Row, "version">): Row {
    const store = this.store(table);
    this.#version += 1;
    const row: Row = { ...made, version: this.#version, values: withoutNulls(made.values) };
    const before = store.get(row.id);
    store.put(row);
    this.#undo?.push(() => store.unput(row.id, before));
    return row;
  }

  #remove(table: Table, row: Row): void {
    const store = this.store(table);
    this.#version += 1;
    store.remove(row, this.#version, this.#options.keepsDeleted);
    this.#undo?.push(() => store.unremove(row));
  }

  #tell(change: RowChange): void {
    this.afterwards(() => this.#options.onChange(change));
  }

  #now(): string {
    return `${this.#options.clock.now().slice(0, 19)}Z`;
  }
}
