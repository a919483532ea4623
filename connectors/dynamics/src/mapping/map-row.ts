import type { Understanding } from "@perennial/contract";
import { CUSTOMER_TABLES, type CustomerTable } from "../settings/customer-settings.ts";
import type { AgreementSource, PurchaseSource } from "../settings/source-settings.ts";
import { agreementColumns, CREATED, mapAgreement, type OwnedRow } from "./agreement-mapping.ts";
import { callColumns, mapCall, PHONE_CALL, REGARDING } from "./call-mapping.ts";
import { ACCOUNT_NAME, MASTER, MERGED, STATE } from "./customer-mapping.ts";
import type { MappingContext, ReadSettings } from "./mapping-context.ts";
import { mapPurchase, PURCHASE_COLUMNS } from "./purchase-mapping.ts";

/** The tables that the settings read, customers' first: the rest belongs to them. */
export function tablesOf({
  customers,
  agreements,
  purchases,
  calls,
}: ReadSettings): readonly string[] {
  const sources = [...agreements, ...purchases].map(({ from }) => from);
  const own = CUSTOMER_TABLES.filter((one) => customers.tables.includes(one));
  return [...new Set([...own, ...sources, ...(calls.read ? [PHONE_CALL] : [])])];
}

/** The tables of which it matters that a row is gone; a purchase that was made stays made. */
export function lastingTables({ customers, agreements }: ReadSettings): readonly string[] {
  return [...new Set([...customers.tables, ...agreements.map(({ from }) => from)])];
}

/** Whether a table's rows can be customers. */
export function isCustomerTable(table: string): table is CustomerTable {
  return CUSTOMER_TABLES.some((one) => one === table);
}

/** The columns that a table's rows are read with; those that an organisation has not are left out by whoever reads. */
export function columnsOf(table: string, settings: ReadSettings): readonly string[] {
  const agreements = settings.agreements.filter(({ from }) => from === table);
  const purchases = settings.purchases.filter(({ from }) => from === table);
  const names = [
    ...(isCustomerTable(table) ? customerColumns(settings) : []),
    ...agreements.flatMap((source) => {
      const { start, end, product, renewalOf } = agreementColumns(source);
      return [start, end, product, renewalOf, ...named(source)];
    }),
    ...purchases.flatMap((source) => [...PURCHASE_COLUMNS[source.from].at, ...named(source)]),
    ...(table === PHONE_CALL && settings.calls.read ? callColumns(settings.calls) : []),
    ...[STATE, CREATED, "modifiedon"],
  ];
  return [...new Set(names.filter((name) => typeof name === "string"))];
}

/** The columns that say no, by which nobody may be read where they are hidden. */
export function refusalColumns({ customers, consents }: ReadSettings): readonly string[] {
  const { doNotCall } = customers;
  const names = [
    ...consents.map(({ column }) => column),
    ...(doNotCall === null ? [] : [doNotCall]),
  ];
  return [...new Set(names)];
}

/** Something that the settings make of a table's rows. */
export interface RowSource {
  /** The column that says whose they are. */
  readonly customer: string;
  /** Pure: the same row gives the same signals under the same ids. */
  map(owned: OwnedRow, context: MappingContext): Understanding;
}

/** What the settings make of a table's rows beside customers. */
export function sourcesOf(
  table: string,
  { agreements, purchases, calls }: ReadSettings,
): readonly RowSource[] {
  return [
    ...(table === PHONE_CALL && calls.read ? [{ customer: REGARDING, map: mapCall }] : []),
    ...agreements
      .filter(({ from }) => from === table)
      .map(
        (source): RowSource => ({
          customer: source.customer,
          map: (owned, context) => mapAgreement(owned, source, context),
        }),
      ),
    ...purchases
      .filter(({ from }) => from === table)
      .map(
        (source): RowSource => ({
          customer: source.customer,
          map: (owned, context) => mapPurchase(owned, source, context),
        }),
      ),
  ];
}

/** Several as one. */
export function joined(parts: readonly Understanding[]): Understanding {
  return {
    signals: parts.flatMap(({ signals }) => signals),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

function customerColumns({ customers, consents }: ReadSettings): (string | null)[] {
  const { tables: _, postalAddress, attributes, phase, valueClass, ...single } = customers;
  return [
    ...Object.values(single),
    ...postalAddress,
    ...attributes.map(({ column }) => column),
    ...[phase?.column ?? null, valueClass?.column ?? null, MERGED, MASTER, ACCOUNT_NAME],
    ...consents.map(({ column }) => column),
  ];
}

/** Parts of a source that name no column. */
const NO_COLUMNS: ReadonlySet<string> = new Set(["name", "from", "party", "statuses"]);

function named(source: AgreementSource | PurchaseSource): string[] {
  return Object.entries(source).flatMap(([part, value]) => {
    if (NO_COLUMNS.has(part)) return [];
    if (typeof value === "string") return [value];
    const settings: readonly unknown[] = Array.isArray(value) ? value : [value];
    return settings.flatMap((one) =>
      typeof one === "object" && one !== null && "column" in one && typeof one.column === "string"
        ? [one.column]
        : [],
    );
  });
}
