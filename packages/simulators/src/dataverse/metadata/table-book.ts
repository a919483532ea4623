import { SimulatorError } from "../../simulator-error.ts";
import type { Collection, Table } from "./table.ts";

/** All tables of an organisation. */
export class TableBook {
  readonly #tables = new Map<string, Table>();
  readonly #sets = new Map<string, Table>();

  get all(): readonly Table[] {
    return [...this.#tables.values()];
  }

  add(table: Table): void {
    this.#tables.set(table.name, table);
    this.#sets.set(table.setName, table);
  }

  /** Takes a table out, as an organisation without that app is. */
  remove(name: string): void {
    const table = this.#tables.get(name);
    if (table !== undefined) this.#sets.delete(table.setName);
    this.#tables.delete(name);
  }

  get(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** The table of a set, as paths name it; case matters. */
  bySet(setName: string): Table | undefined {
    return this.#sets.get(setName);
  }

  /** A table that must be there. */
  need(name: string): Table {
    const table = this.#tables.get(name);
    if (table !== undefined) return table;
    throw new SimulatorError(
      `This organisation has no table ${name}; there are ${[...this.#tables.keys()].join(", ")}.`,
    );
  }

  /** What leads from a table to rows that point at it, by name. */
  collection(table: Table, name: string): Collection | undefined {
    return this.collections(table).find((one) => one.name === name);
  }

  /** Everything that leads from a table to rows that point at it. */
  collections(table: Table): readonly Collection[] {
    return this.all.flatMap((from) =>
      from.columns.flatMap((column) =>
        column.targets
          .filter((target) => target.table === table.name)
          .map((target) => ({ name: target.collection, from, column })),
      ),
    );
  }
}
