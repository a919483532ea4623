import type { Agreement, Consent, Customer, Instant, Purchase } from "@perennial/contract";

/** A record as the feed and the pushes tell it. */
export type CrmItem =
  | { readonly type: "customer"; readonly id: string; readonly record: Customer }
  | { readonly type: "agreement"; readonly id: string; readonly record: Agreement }
  | { readonly type: "purchase"; readonly id: string; readonly record: Purchase }
  | { readonly type: "consent"; readonly id: string; readonly record: Consent };

/** The records a CRM starts with. */
export interface CompanyRecords {
  readonly customers: readonly Customer[];
  readonly agreements: readonly Agreement[];
  readonly purchases: readonly Purchase[];
  readonly consents: readonly Consent[];
}

/** All records of a company, each customer's before those that name it. */
export function toItems(company: CompanyRecords): CrmItem[] {
  return [
    ...company.customers.map(customerItem),
    ...company.agreements.map(agreementItem),
    ...company.consents.map(consentItem),
    ...company.purchases.map(purchaseItem),
  ];
}

/** A customer as the feed tells it. */
export function customerItem(record: Customer): CrmItem {
  return { type: "customer", id: record.id, record };
}

/** An agreement as the feed tells it. */
export function agreementItem(record: Agreement): CrmItem {
  return { type: "agreement", id: record.id, record };
}

/** A purchase as the feed tells it. */
export function purchaseItem(record: Purchase): CrmItem {
  return { type: "purchase", id: record.id, record };
}

/** A consent has no id of its own: what it is about stands for it, and its moment tells it from others. */
export function consentItem(record: Consent): CrmItem {
  const about = [record.customerId, record.channel, record.purpose, record.topic];
  return { type: "consent", id: about.filter((part) => part !== undefined).join(":"), record };
}

/** What makes two items the same: a consent is only ever added, the others replace what they were. */
export function itemKey(item: CrmItem): string {
  return item.type === "consent"
    ? `consent:${item.id}:${item.record.at}`
    : `${item.type}:${item.id}`;
}

/** When a record became what it is. */
export function itemMoment(item: CrmItem): Instant {
  return item.type === "customer" || item.type === "agreement"
    ? item.record.updatedAt
    : item.record.at;
}
