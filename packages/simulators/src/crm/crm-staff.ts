import type {
  Agreement,
  AttributeValue,
  Clock,
  Consent,
  Customer,
  Instant,
  LocalDate,
  Purchase,
} from "@perennial/contract";
import { SimulatorError } from "../simulator-error.ts";
import { daysBetween, plusDays, plusMonths, wallClock } from "../time/zone.ts";
import type { CrmRecords } from "./crm-records.ts";
import { type CustomFields, updateCustomer } from "./field-update.ts";

/** Who wants to know what staff do. */
export interface StaffWatcher {
  ordered?(order: Agreement, at: Instant): void;
}

/** What people at the company do in the CRM. Every method takes the moment, which is the clock's by default. */
export class CrmStaff {
  readonly #records: CrmRecords;
  readonly #clock: Clock;
  readonly #zone: string;
  readonly #custom: CustomFields;
  readonly #watchers: StaffWatcher[] = [];

  constructor(records: CrmRecords, clock: Clock, zone: string, custom: CustomFields) {
    this.#records = records;
    this.#clock = clock;
    this.#zone = zone;
    this.#custom = custom;
  }

  watch(watcher: StaffWatcher): void {
    this.#watchers.push(watcher);
  }

  /**
   * Registers the order of a renewal of an agreement and gives it: it begins the day after the old one
   * ends, or with the next month where that has no end. Throws when the agreement is not in force.
   */
  placeOrder(agreementId: string, channel: string, at: Instant = this.#clock.now()): Agreement {
    const old = this.#agreement(agreementId);
    if (old.status !== "active")
      throw new SimulatorError(
        `Agreement ${agreementId} is ${old.status}; only an active one is renewed.`,
      );
    const start = this.#startAfter(old, at);
    const order = this.#records.putAgreement(
      {
        id: this.#orderId(old),
        customerId: old.customerId,
        party: "own",
        product: old.kind === "fixed" ? old.product : "Fast 1 år",
        kind: "fixed",
        status: "ordered",
        start,
        end: plusDays(plusMonths(start, termMonths(old)), -1),
        ...(old.noticeDays === undefined ? {} : { noticeDays: old.noticeDays }),
        orderedAt: at,
        orderChannel: channel,
        renewalOf: old.id,
        ...(old.yearlyValue === undefined ? {} : { yearlyValue: old.yearlyValue }),
        currency: old.currency,
        attributes: old.attributes,
      },
      at,
    );
    for (const watcher of this.#watchers) watcher.ordered?.(order, at);
    return order;
  }

  /** The customer's written acceptance of an order has come. */
  accept(orderId: string, at: Instant = this.#clock.now()): Agreement {
    return this.#change(orderId, { acceptedAt: at }, at);
  }

  /** The signed contract has come; it is also a written acceptance where there was none. */
  sign(orderId: string, at: Instant = this.#clock.now()): Agreement {
    const order = this.#agreement(orderId);
    return this.#change(orderId, { signedAt: at, acceptedAt: order.acceptedAt ?? at }, at);
  }

  /** The agreement, or the order of one, is cancelled. */
  cancel(agreementId: string, at: Instant = this.#clock.now()): Agreement {
    return this.#change(agreementId, { status: "cancelled", cancelledAt: at }, at);
  }

  /** The last day of an agreement becomes another. */
  moveEnd(agreementId: string, end: LocalDate, at: Instant = this.#clock.now()): Agreement {
    return this.#change(agreementId, { end }, at);
  }

  /** The state of an agreement changes as the calendar says. */
  setStatus(agreementId: string, status: Agreement["status"], at: Instant): Agreement {
    return this.#change(agreementId, { status }, at);
  }

  /** Sets fields of a customer, of ours or its own; `null` empties one. */
  changeCustomer(
    customerId: string,
    values: Readonly<Record<string, AttributeValue>>,
    at: Instant = this.#clock.now(),
  ): Customer {
    const customer = this.#records.customer(customerId);
    if (customer === undefined) throw new SimulatorError(`There is no customer ${customerId}.`);
    const update = updateCustomer(customer, values, this.#custom);
    if ("refused" in update)
      throw new SimulatorError(`Customer ${customerId} cannot be changed: ${update.refused}.`);
    return this.#records.putCustomer(update.record, at);
  }

  /** A new agreement that continues none. */
  addAgreement(
    agreement: Omit<Agreement, "updatedAt">,
    at: Instant = this.#clock.now(),
  ): Agreement {
    return this.#records.putAgreement(agreement, at);
  }

  addPurchase(purchase: Purchase): void {
    this.#records.addPurchase(purchase);
  }

  /** A consent, or its withdrawal, was given in the company's own channels. */
  addConsent(consent: Consent): void {
    this.#records.addConsent(consent);
  }

  #change(id: string, fields: Partial<Agreement>, at: Instant): Agreement {
    return this.#records.putAgreement({ ...this.#agreement(id), ...fields }, at);
  }

  #agreement(id: string): Agreement {
    const agreement = this.#records.agreement(id);
    if (agreement === undefined) throw new SimulatorError(`There is no agreement ${id}.`);
    return agreement;
  }

  #startAfter(old: Agreement, at: Instant): LocalDate {
    if (old.end !== undefined) return plusDays(old.end, 1);
    return plusMonths(`${wallClock(at, this.#zone).date.slice(0, 8)}01`, 1);
  }

  // Derived from the old one's id, so that it does not depend on who else orders, and when.
  #orderId(old: Agreement): string {
    const root = old.id.replace(/-R\d+$/, "");
    for (let number = 1; ; number += 1) {
      const id = `${root}-R${number}`;
      if (this.#records.agreement(id) === undefined) return id;
    }
  }
}

/** The term of an agreement in whole months; twelve where it has no end. */
function termMonths({ start, end }: Agreement): number {
  return end === undefined ? 12 : Math.max(1, Math.round(daysBetween(start, end) / 30.44));
}
