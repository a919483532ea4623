import { understand } from "@perennial/connector-kit";
import type { Understanding } from "@perennial/contract";
import type { PurchaseSource } from "../settings/source-settings.ts";
import { type OwnedRow, ownerless } from "./agreement-mapping.ts";
import { ColumnReader } from "./column-reader.ts";
import type { MappingContext } from "./mapping-context.ts";
import { versionOf } from "./row-value.ts";

/** When a purchase was made, the first column that says so; and the `statecode` in which it is made (crm/dynamics.md, 5). */
export const PURCHASE_COLUMNS: Readonly<
  Record<
    PurchaseSource["from"],
    { readonly at: readonly string[]; readonly made: readonly string[] }
  >
> = {
  salesorder: { at: ["datefulfilled", "submitdate", "createdon"], made: ["3", "4"] },
  invoice: { at: ["createdon"], made: ["2"] },
};

/** A row as a purchase of a source; nothing where it is not made. Pure: the same row gives the same signals under the same ids. */
export function mapPurchase(
  { row, id, customerId }: OwnedRow,
  source: PurchaseSource,
  context: MappingContext,
): Understanding {
  const { at, made } = PURCHASE_COLUMNS[source.from];
  const wanted = source.statuses.length > 0 ? source.statuses : made;
  if (!wanted.includes(String(row.statecode ?? ""))) return understand([]);
  const about = id.replace(":", " ");
  if (customerId === undefined) return understand([ownerless(about)]);
  const read = new ColumnReader(about, row, context);
  const currency = read.currency(source.currency);
  const quantity = read.number(source.quantity);
  const parts = {
    id,
    customerId,
    at: [source.at, ...at].map((name) => read.instant(name)).find((one) => one !== undefined),
    amount: read.money(source.amount, currency),
    currency,
    quantity: quantity !== undefined && quantity > 0 ? quantity : undefined,
    category: read.text(source.category),
    channel: read.text(source.channel),
  };
  if (parts.amount === undefined) {
    const isEmpty = read.raw(source.amount) === undefined;
    if (isEmpty) read.problem(source.amount ?? "amount", "is empty; fill in the amount");
    return understand(read.problems);
  }
  const purchase = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const signalId = `purchase:${id}:${source.name}:${versionOf(row)}:${context.fingerprint}`;
  const signal = { type: "purchase.made", id: signalId, at: parts.at, purchase };
  return understand([{ place: about, about, signal }, ...read.problems]);
}
