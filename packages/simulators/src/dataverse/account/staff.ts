import { SimulatorError } from "../../simulator-error.ts";
import type { Column } from "../metadata/column.ts";
import type { Labels } from "../metadata/label.ts";
import { readSolutionSource } from "../metadata/solution-source.ts";
import type { AlternateKey, Table } from "../metadata/table.ts";
import type { TableBook } from "../metadata/table-book.ts";
import type { WriteManner } from "../record/desk-options.ts";
import type { Row } from "../record/row.ts";
import type { RowDesk } from "../record/row-desk.ts";
import { mergeRows } from "../record/row-merge.ts";
import type { Reference, Values } from "../record/value.ts";
import type { FirstRows } from "./organization-seed.ts";
import type { Privileges } from "./privilege.ts";
import type { Security } from "./security.ts";

/** What the staff needs of the organisation. */
export interface StaffDesk {
  readonly desk: RowDesk;
  readonly book: TableBook;
  readonly security: Security;
  readonly first: FirstRows;
}

/** Someone who works with the organisation's rows. */
export interface StaffUser {
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  /** The object id in Entra ID, for someone who signs in. */
  readonly objectId?: string;
}

/** What people do in the organisation, in its pages and its settings; no privilege is asked for. */
export class Staff {
  readonly #desk: StaffDesk;
  #acts = 0;

  constructor(desk: StaffDesk) {
    this.#desk = desk;
  }

  /** Makes a row; `by` is the id of the user. @default the administrator */
  create(table: string, values: Values, by?: string): Row {
    return this.#desk.desk.create(this.#table(table), values, this.#manner(by));
  }

  change(table: string, id: string, values: Values, by?: string): Row {
    return this.#desk.desk.update(
      this.#table(table),
      this.#row(table, id),
      values,
      this.#manner(by),
    );
  }

  /** Writes what the service alone writes, such as how often a mail was opened. */
  observe(table: string, id: string, values: Values): Row {
    const manner = { ...this.#manner(), byService: true };
    return this.#desk.desk.update(this.#table(table), this.#row(table, id), values, manner);
  }

  remove(table: string, id: string): void {
    this.#desk.desk.remove(this.#table(table), this.#row(table, id), this.#manner());
  }

  /** Brings a deleted row back, where the organisation keeps them. */
  restore(table: string, id: string): Row {
    return this.#desk.desk.restoreRow(this.#table(table), id, this.#manner());
  }

  /** Merges a row into another. */
  merge(table: string, target: string, subordinate: string, content: Values = {}): void {
    const { desk, book } = this.#desk;
    const rows = { target: this.#row(table, target), subordinate: this.#row(table, subordinate) };
    mergeRows(desk, book, { table: this.#table(table), ...rows, content }, this.#manner());
  }

  look(table: string, id: string): Row | undefined {
    return this.#desk.desk.store(this.#table(table)).get(id);
  }

  /** All rows of a table. */
  list(table: string): readonly Row[] {
    return [...this.#desk.desk.store(this.#table(table)).rows()];
  }

  /** Makes many rows and gives their ids. */
  fill(table: string, rows: Iterable<Values>): readonly string[] {
    const manner = this.#manner();
    const into = this.#table(table);
    const ids: string[] = [];
    for (const values of rows) ids.push(this.#desk.desk.create(into, values, manner).id);
    return ids;
  }

  /** Someone begins to work here. */
  hire(user: StaffUser): string {
    return this.create("systemuser", {
      firstname: user.firstName,
      lastname: user.lastName,
      internalemailaddress: user.email ?? null,
      azureactivedirectoryobjectid: user.objectId ?? null,
      businessunitid: this.#businessUnit,
    }).id;
  }

  /** Adds an application user for an app; it has no role yet (crm/dynamics.md, 2.1). */
  addApplicationUser(clientId: string, name = "# Perennial"): string {
    return this.create("systemuser", {
      firstname: "",
      lastname: name,
      applicationid: clientId,
      accessmode: 4,
      businessunitid: this.#businessUnit,
    }).id;
  }

  /** Blocks a user or lets it work again. */
  setDisabled(userId: string, isDisabled: boolean): void {
    const manner = { ...this.#manner(), byService: true };
    const row = this.#row("systemuser", userId);
    this.#desk.desk.update(this.#table("systemuser"), row, { isdisabled: isDisabled }, manner);
  }

  addTeam(name: string, members: readonly string[]): string {
    const { id } = this.create("team", { name, businessunitid: this.#businessUnit });
    for (const member of members) this.#desk.security.join(id, member);
    return id;
  }

  /** Makes a security role. */
  addRole(name: string, privileges: Privileges): string {
    const { id } = this.create("role", { name, businessunitid: this.#businessUnit });
    this.#desk.security.define(id, privileges);
    return id;
  }

  /** Changes what a role allows. */
  setRole(roleId: string, privileges: Privileges): void {
    this.#desk.security.define(roleId, privileges);
  }

  assign(principalId: string, roleId: string): void {
    this.#desk.security.assign(principalId, roleId);
  }

  unassign(principalId: string, roleId: string): void {
    this.#desk.security.unassign(principalId, roleId);
  }

  /** Adds a table, as importing a solution does. */
  addTable(table: Table): void {
    this.#desk.book.add(table);
    for (const message of this.list("sdkmessage"))
      this.create("sdkmessagefilter", {
        name: table.name,
        primaryobjecttypecode: table.name,
        sdkmessageid: { table: "sdkmessage", id: message.id },
      });
  }

  /** Imports a solution from its unpacked source: its tables, and its columns of tables that are there. */
  importSolution(folder: string): void {
    const { tables, columns } = readSolutionSource(folder);
    for (const each of tables) this.addTable(each);
    for (const [table, own] of columns) for (const each of own) this.setColumn(table, each);
  }

  /** Adds a column or changes it. */
  setColumn(table: string, column: Column): void {
    this.#table(table).setColumn(column);
  }

  /** Gives a choice other names. */
  renameChoice(table: string, column: string, value: number, label: Labels): void {
    const known = this.#table(table).column(column);
    if (known === undefined)
      throw new SimulatorError(`The table ${table} has no column ${column}.`);
    const choices = known.choices.map((one) => (one.value === value ? { ...one, label } : one));
    this.#table(table).setColumn({ ...known, choices });
  }

  /** Begins to track changes of a table; there is no way back. */
  trackChanges(table: string): void {
    this.#table(table).changeTracking = true;
  }

  /** Adds an alternate key or moves its index on; becoming active it fails where values come twice. */
  setKey(table: string, key: AlternateKey): AlternateKey {
    const into = this.#table(table);
    into.setKey(key);
    if (key.status !== "Active" || this.#desk.desk.store(into).reindex(key)) return key;
    const failed: AlternateKey = { ...key, status: "Failed" };
    into.setKey(failed);
    return failed;
  }

  get #businessUnit(): Reference {
    return { table: "businessunit", id: this.#desk.first.businessUnit };
  }

  #table(name: string): Table {
    return this.#desk.book.need(name);
  }

  #row(table: string, id: string): Row {
    const row = this.look(table, id);
    if (row !== undefined) return row;
    throw new SimulatorError(`The table ${table} has no row ${id}.`);
  }

  #manner(by = this.#desk.first.administrator): WriteManner {
    this.#acts += 1;
    return { writer: { userId: by, correlationId: `staff-${this.#acts}`, depth: 1 } };
  }
}
