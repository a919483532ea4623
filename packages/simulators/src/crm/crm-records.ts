import type { Agreement, Consent, Customer, Instant, Purchase } from "@perennial/contract";
import { fromMillis, toMillis } from "../time/instant.ts";
import { ChangeFeed } from "./change-feed.ts";
import {
  agreementItem,
  type CompanyRecords,
  type CrmItem,
  consentItem,
  customerItem,
  itemKey,
  purchaseItem,
  toItems,
} from "./crm-item.ts";

// After a restart a reader may already have read places that were forgotten; new ones come well after.
const GAP = 1_000_000;

/** The records as a snapshot keeps them: only what has changed since the start. */
export interface RecordsSnapshot {
  readonly last: number;
  readonly changed: readonly CrmItem[];
}

/** The records of a CRM, with the ways to find them and the feed of their changes. */
export class CrmRecords {
  readonly feed = new ChangeFeed();
  readonly #base: readonly CrmItem[];
  readonly #customers = new Map<string, Customer>();
  readonly #agreements = new Map<string, Agreement>();
  readonly #agreementsOf = new Map<string, Set<string>>();
  readonly #purchasesOf = new Map<string, Purchase[]>();
  readonly #consentsOf = new Map<string, Consent[]>();
  readonly #byAddress = new Map<string, string>();
  readonly #changed = new Map<string, CrmItem>();
  readonly #listeners: ((item: CrmItem) => void)[] = [];

  constructor(company: CompanyRecords) {
    this.#base = toItems(company);
    for (const item of this.#base) this.#store(item);
  }

  /** Calls `listener` for each change from now on. */
  onChange(listener: (item: CrmItem) => void): void {
    this.#listeners.push(listener);
  }

  customer(id: string): Customer | undefined {
    return this.#customers.get(id);
  }

  agreement(id: string): Agreement | undefined {
    return this.#agreements.get(id);
  }

  customers(): IterableIterator<Customer> {
    return this.#customers.values();
  }

  agreements(): IterableIterator<Agreement> {
    return this.#agreements.values();
  }

  agreementsOf(customerId: string): Agreement[] {
    const ids = this.#agreementsOf.get(customerId) ?? [];
    return [...ids].flatMap((id) => this.#agreements.get(id) ?? []);
  }

  purchasesOf(customerId: string): readonly Purchase[] {
    return this.#purchasesOf.get(customerId) ?? [];
  }

  consentsOf(customerId: string): readonly Consent[] {
    return this.#consentsOf.get(customerId) ?? [];
  }

  /** The customer with that mobile number or e-mail address. */
  customerAt(address: string): Customer | undefined {
    return this.#customers.get(this.#byAddress.get(address.toLowerCase()) ?? "");
  }

  /** Sets a customer; its `updatedAt` becomes that moment, or just after what it was. */
  putCustomer(record: Omit<Customer, "updatedAt">, at: Instant): Customer {
    const customer = { ...record, updatedAt: afterLast(at, this.#customers.get(record.id)) };
    this.#change(customerItem(customer));
    return customer;
  }

  /** Sets an agreement; its `updatedAt` becomes that moment, or just after what it was. */
  putAgreement(record: Omit<Agreement, "updatedAt">, at: Instant): Agreement {
    const agreement = { ...record, updatedAt: afterLast(at, this.#agreements.get(record.id)) };
    this.#change(agreementItem(agreement));
    return agreement;
  }

  addPurchase(record: Purchase): void {
    this.#change(purchaseItem(record));
  }

  addConsent(record: Consent): void {
    this.#change(consentItem(record));
  }

  snapshot(): RecordsSnapshot {
    return { last: this.feed.last, changed: [...this.#changed.values()] };
  }

  restore({ last, changed }: RecordsSnapshot): void {
    this.feed.startAfter(0);
    for (const map of [this.#customers, this.#agreements, this.#agreementsOf]) map.clear();
    for (const map of [this.#purchasesOf, this.#consentsOf, this.#byAddress]) map.clear();
    this.#changed.clear();
    for (const item of this.#base) this.#store(item);
    this.feed.skipTo(last + GAP);
    for (const item of changed) {
      this.#changed.set(itemKey(item), item);
      this.#store(item);
    }
  }

  #change(item: CrmItem): void {
    const key = itemKey(item);
    // Taken out first, so that the order of the snapshot is the order of the last changes.
    this.#changed.delete(key);
    this.#changed.set(key, item);
    this.#store(item);
    for (const listener of this.#listeners) listener(item);
  }

  #store(item: CrmItem): void {
    this.feed.add(item);
    if (item.type === "customer") this.#storeCustomer(item.record);
    else if (item.type === "agreement") this.#storeAgreement(item.record);
    else if (item.type === "purchase") addTo(this.#purchasesOf, item.record);
    else addTo(this.#consentsOf, item.record);
  }

  #storeCustomer(customer: Customer): void {
    const earlier = this.#customers.get(customer.id);
    for (const address of [earlier?.mobile, earlier?.email]) {
      if (address !== undefined) this.#byAddress.delete(address.toLowerCase());
    }
    for (const address of [customer.mobile, customer.email]) {
      if (address !== undefined) this.#byAddress.set(address.toLowerCase(), customer.id);
    }
    this.#customers.set(customer.id, customer);
  }

  #storeAgreement(agreement: Agreement): void {
    this.#agreements.set(agreement.id, agreement);
    const ids = this.#agreementsOf.get(agreement.customerId);
    if (ids === undefined) this.#agreementsOf.set(agreement.customerId, new Set([agreement.id]));
    else ids.add(agreement.id);
  }
}

function addTo<T extends { readonly customerId: string }>(map: Map<string, T[]>, record: T): void {
  const records = map.get(record.customerId);
  if (records === undefined) map.set(record.customerId, [record]);
  else records.push(record);
}

function afterLast(at: Instant, earlier: { readonly updatedAt: Instant } | undefined): Instant {
  if (earlier === undefined || earlier.updatedAt < at) return at;
  return fromMillis(toMillis(earlier.updatedAt) + 1);
}
