import { SimulatorError } from "../../simulator-error.ts";
import { type Column, isLookup, type Target } from "./column.ts";
import type { Labels } from "./label.ts";

/** Columns whose values together name a row (crm/dynamics.md, 4). */
export interface AlternateKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly status: "Pending" | "InProgress" | "Active" | "Failed";
}

/** What a table is made of. */
export interface TableSketch {
  /** The logical name, in lower case. */
  readonly name: string;
  readonly schemaName: string;
  /** The name of the set in the Web API. */
  readonly setName: string;
  readonly label: Labels;
  readonly pluralLabel: Labels;
  readonly primaryId: string;
  /** The column that names a row to people. */
  readonly primaryName: string;
  readonly typeCode: number;
  readonly ownership: "UserOwned" | "OrganizationOwned" | "None";
  readonly isActivity: boolean;
  readonly isCustom: boolean;
  readonly changeTracking: boolean;
  /** Whether CreateMultiple and its like are there. */
  readonly isBulkEnabled: boolean;
  readonly columns: readonly Column[];
  readonly keys?: readonly AlternateKey[];
}

/** What leads from a row of one table to rows of another that point at it. */
export interface Collection {
  readonly name: string;
  readonly from: Table;
  readonly column: Column;
}

/** A table: its columns, which may change, and how they are found. */
export class Table {
  readonly name: string;
  readonly schemaName: string;
  readonly setName: string;
  readonly label: Labels;
  readonly pluralLabel: Labels;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly typeCode: number;
  readonly ownership: TableSketch["ownership"];
  readonly isActivity: boolean;
  readonly isCustom: boolean;
  readonly isBulkEnabled: boolean;
  /** Whether changes can be asked for; once on, it stays on. */
  changeTracking: boolean;
  readonly #columns = new Map<string, Column>();
  readonly #byProperty = new Map<string, Column>();
  readonly #byNavigation = new Map<string, { column: Column; target: Target }>();
  readonly #keys = new Map<string, AlternateKey>();

  constructor(sketch: TableSketch) {
    this.name = sketch.name;
    this.schemaName = sketch.schemaName;
    this.setName = sketch.setName;
    this.label = sketch.label;
    this.pluralLabel = sketch.pluralLabel;
    this.primaryId = sketch.primaryId;
    this.primaryName = sketch.primaryName;
    this.typeCode = sketch.typeCode;
    this.ownership = sketch.ownership;
    this.isActivity = sketch.isActivity;
    this.isCustom = sketch.isCustom;
    this.isBulkEnabled = sketch.isBulkEnabled;
    this.changeTracking = sketch.changeTracking;
    for (const column of sketch.columns) this.setColumn(column);
    for (const key of sketch.keys ?? []) this.setKey(key);
  }

  get columns(): readonly Column[] {
    return [...this.#columns.values()];
  }

  get keys(): readonly AlternateKey[] {
    return [...this.#keys.values()];
  }

  column(name: string): Column | undefined {
    return this.#columns.get(name);
  }

  /** A column by the name it has in the Web API: `_ownerid_value` for `ownerid`. */
  property(name: string): Column | undefined {
    return this.#byProperty.get(name);
  }

  /** Where a single-valued navigation property leads; case matters. */
  navigation(name: string): { readonly column: Column; readonly target: Target } | undefined {
    return this.#byNavigation.get(name);
  }

  key(name: string): AlternateKey | undefined {
    return this.#keys.get(name);
  }

  /** Adds a column or changes it, as customising does. */
  setColumn(column: Column): void {
    this.#columns.set(column.name, column);
    this.#byProperty.set(isLookup(column) ? `_${column.name}_value` : column.name, column);
    for (const target of column.targets)
      this.#byNavigation.set(target.navigation, { column, target });
    // An owner is read by one navigation property, whatever it is.
    if (column.type === "Owner" && column.targets[0] !== undefined)
      this.#byNavigation.set(column.name, { column, target: column.targets[0] });
  }

  setKey(key: AlternateKey): void {
    const unknown = key.columns.find((name) => !this.#columns.has(name));
    if (unknown !== undefined)
      throw new SimulatorError(
        `The key ${key.name} of ${this.name} names ${unknown}, which is no column.`,
      );
    this.#keys.set(key.name, key);
  }
}
