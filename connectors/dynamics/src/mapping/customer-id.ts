import type { CustomerTable } from "../settings/customer-settings.ts";

/** A row of a table. */
export interface RowRef {
  readonly table: string;
  readonly id: string;
}

const ACCOUNT = "account:";

/** The id that a customer has here: a contact's is its row's, an account's says that it is one. */
export function customerIdOf({ table, id }: RowRef): string {
  return table === "account" ? `${ACCOUNT}${id}` : id;
}

/** The row that a customer's id stands for. */
export function customerRow(customerId: string): {
  readonly table: CustomerTable;
  readonly id: string;
} {
  return customerId.startsWith(ACCOUNT)
    ? { table: "account", id: customerId.slice(ACCOUNT.length) }
    : { table: "contact", id: customerId };
}

/** The id that an agreement or a purchase has here: its table's rows have none in common with another's. */
export function recordIdOf({ table, id }: RowRef): string {
  return `${table}:${id}`;
}

/** The row that the id of an agreement stands for; undefined where it is none of ours. */
export function recordRow(recordId: string): RowRef | undefined {
  const found = /^([a-z][a-z0-9_]*):([0-9a-f-]{36})$/i.exec(recordId);
  return found === null ? undefined : { table: found[1] ?? "", id: found[2] ?? "" };
}
