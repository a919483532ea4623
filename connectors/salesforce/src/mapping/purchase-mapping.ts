import { FieldReader, understand } from "@perennial/connector-kit";
import type { Understanding } from "@perennial/contract";
import type { SalesforceRecord } from "../salesforce-client.ts";
import type { PurchaseSource } from "../settings/source-settings.ts";
import { isBinned, type OwnedRecord, ownerless } from "./agreement-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";

/** Salesforce's own fields for what a purchase needs. */
export const PURCHASE_FIELDS = {
  Order: { at: "EffectiveDate", amount: "TotalAmount", status: "StatusCode" },
  Opportunity: { at: "CloseDate", amount: "Amount", status: "StageName" },
} as const;

/**
 * A record as a purchase of a source; nothing where it is not made, or lies in the bin. A purchase that was told stays, whatever becomes of
 * its record: what somebody bought once is not taken back here. Pure: the same record gives the same signals under the same ids.
 */
export function mapPurchase(
  { record, contactId }: OwnedRecord,
  source: PurchaseSource,
  context: MappingContext,
): Understanding {
  if (!isMade(record, source)) return understand([]);
  const about = `${source.from} ${record.Id}`;
  if (contactId === undefined) return understand([ownerless(about)]);
  const fields = PURCHASE_FIELDS[source.from];
  const read = new FieldReader(about, record, context);
  const currency = read.currency(source.currency);
  const quantity = read.number(source.quantity);
  const amountField = source.amount ?? fields.amount;
  const parts = {
    id: record.Id,
    customerId: contactId,
    at: read.instant(source.at ?? fields.at) ?? read.instant("CreatedDate"),
    amount: read.money(amountField, currency),
    currency,
    quantity: quantity !== undefined && quantity > 0 ? quantity : undefined,
    category: read.text(source.category),
    channel: read.text(source.channel),
  };
  if (parts.amount === undefined) {
    if (read.raw(amountField) === undefined)
      read.problem(amountField, "is empty; fill in the amount");
    return understand(read.problems);
  }
  const purchase = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const id = `purchase:${record.Id}:${read.instant("SystemModstamp")}:${context.fingerprint}`;
  const signal = { type: "purchase.made", id, at: parts.at, purchase };
  return understand([{ place: about, about, signal }, ...read.problems]);
}

function isMade(record: SalesforceRecord, { from, statuses }: PurchaseSource): boolean {
  if (isBinned(record)) return false;
  const status = String(record[PURCHASE_FIELDS[from].status] ?? "");
  if (statuses.length > 0) return statuses.includes(status);
  return from === "Opportunity" ? record.IsWon === true : status === "Activated";
}
