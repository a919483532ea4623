import { type DynamicsRow, RowPage } from "../dynamics-client.ts";
import { type DynamicsTools, type KnownTable, neededTable } from "../dynamics-tools.ts";
import type { OwnedRow } from "../mapping/agreement-mapping.ts";
import { customerIdOf, recordIdOf } from "../mapping/customer-id.ts";
import { isCustomerTable } from "../mapping/map-row.ts";
import { lookupOf, lookupProperty } from "../mapping/row-value.ts";

const ACCOUNT = "account";
const PRIMARY_CONTACT = "primarycontactid";
/** Accounts of one request: its address stays well below what the service takes. */
const TOGETHER = 40;

/** A row's id. */
export function idOf({ primaryId }: Pick<KnownTable, "primaryId">, row: DynamicsRow): string {
  return String(row[primaryId]).toLowerCase();
}

/** Rows of a table, and the column that says whose they are. */
export interface OwnedRows {
  readonly table: KnownTable;
  readonly rows: readonly DynamicsRow[];
  /** The column with the contact or account. */
  readonly customer: string;
}

/**
 * Says whose rows are: the contact or account that a row names; where accounts are no customers here, the primary contact of the
 * account. Throws a `ConnectorError`.
 */
export async function withCustomers(
  tools: DynamicsTools,
  { table, rows, customer }: OwnedRows,
): Promise<readonly OwnedRow[]> {
  const { tables } = tools.settings.customers;
  const named = rows.map((row) => {
    const { id, table: of = "contact" } = lookupOf(row, customer) ?? {};
    return { row, named: id === undefined ? undefined : { table: of, id: id.toLowerCase() } };
  });
  const strangers = named.flatMap((one) =>
    one.named?.table === ACCOUNT && !tables.includes(ACCOUNT) ? [one.named.id] : [],
  );
  const contacts = await primaryContacts(tools, [...new Set(strangers)]);
  return named.map(({ row, named: found }) => {
    const id = recordIdOf({ table: table.logicalName, id: idOf(table, row) });
    if (found === undefined) return { row, id, customerId: undefined };
    const isKnown = isCustomerTable(found.table) && tables.includes(found.table);
    return { row, id, customerId: isKnown ? customerIdOf(found) : contacts.get(found.id) };
  });
}

async function primaryContacts(
  tools: DynamicsTools,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  if (accounts.length === 0) return found;
  const table = await neededTable(tools, ACCOUNT);
  const $select = `${table.primaryId},${lookupProperty(PRIMARY_CONTACT)}`;
  for (let from = 0; from < accounts.length; from += TOGETHER) {
    const some = accounts.slice(from, from + TOGETHER);
    const $filter = some.map((id) => `${table.primaryId} eq ${id}`).join(" or ");
    const query = { $select, $filter };
    const answer = await tools.client.request({ method: "GET", path: [table.setName], query });
    for (const row of answer.read(RowPage).value) {
      const contact = lookupOf(row, PRIMARY_CONTACT);
      if (contact) found.set(idOf(table, row), contact.id.toLowerCase());
    }
  }
  return found;
}
