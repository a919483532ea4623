import type { Candidate } from "@perennial/connector-kit";
import type { Misunderstanding } from "@perennial/contract";
import type { PurchaseSource } from "../hubspot-settings.ts";
import type { HubspotRecord, OwnedRecord } from "../read/hubspot-record.ts";
import { ownerless } from "./agreement-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";
import { PropertyReader } from "./property-reader.ts";
import { PAYMENTS, PURCHASE_FIELDS, WON, wordOf } from "./source-fields.ts";

/** A record as a purchase of a source; nothing where it is not made yet, or was taken back. */
export function mapPurchase(
  { record, contactId }: OwnedRecord,
  source: PurchaseSource,
  context: MappingContext,
): (Candidate | Misunderstanding)[] {
  if (!isMade(record, source)) return [];
  const about = `${wordOf(source.from)} ${record.id}`;
  if (contactId === undefined) return [ownerless(about)];
  const fields = PURCHASE_FIELDS[source.from];
  const read = new PropertyReader(about, record, context);
  const currency = read.currency(source.currency ?? fields.currency);
  const quantity = read.number(source.quantity);
  const amountField = source.amount ?? fields.amount;
  const parts = {
    id: idOf(record, source),
    customerId: contactId,
    at: read.instant(source.at ?? fields.at) ?? untold(record, source),
    amount: read.money(amountField, currency),
    currency,
    quantity: quantity !== undefined && quantity > 0 ? quantity : undefined,
    category: read.text(source.category),
    channel: read.text(source.channel),
    discount: read.money(source.discount, currency),
  };
  if (parts.amount === undefined) {
    if (read.raw(amountField) === undefined)
      read.problem(amountField, "is empty; fill in the amount");
    return read.problems;
  }
  const purchase = Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  );
  const signal = {
    ...{ type: "purchase.made", id: signalId(parts.id, record, { source, context }) },
    ...{ at: parts.at, purchase },
  };
  return [{ place: about, about, signal }, ...read.problems];
}

function isMade({ properties, archivedAt }: HubspotRecord, source: PurchaseSource): boolean {
  if (archivedAt) return false;
  const fields = PURCHASE_FIELDS[source.from];
  const pipeline = fields.pipeline === null ? "" : (properties[fields.pipeline] ?? "");
  if (source.pipelines.length > 0 && !source.pipelines.includes(pipeline)) return false;
  if (source.stages.length > 0) return source.stages.includes(properties[fields.stage] ?? "");
  if (source.from === "deals") return properties[WON] === "true";
  return source.from === "orders" || Number(properties[PAYMENTS] ?? 0) > 0;
}

/** Each payment of a subscription is a purchase of its own. */
function idOf({ id, properties }: HubspotRecord, { from, amount }: PurchaseSource): string {
  const whole = `${wordOf(from)}:${id}`;
  const payments = properties[PAYMENTS];
  return from === "subscriptions" && amount === null && payments ? `${whole}:${payments}` : whole;
}

/** HubSpot does not date a subscription's payments: one is dated by when it shows. */
function untold({ createdAt, updatedAt }: HubspotRecord, { from }: PurchaseSource): string {
  return from === "subscriptions" ? updatedAt : createdAt;
}

interface Told {
  readonly source: PurchaseSource;
  readonly context: MappingContext;
}

/** A payment that was told is not told anew when its subscription changes in something else. */
function signalId(id: string, { updatedAt }: HubspotRecord, { source, context }: Told): string {
  const isPayment = source.from === "subscriptions" && source.at === null;
  return ["purchase", id, ...(isPayment ? [] : [updatedAt]), context.fingerprint].join(":");
}
