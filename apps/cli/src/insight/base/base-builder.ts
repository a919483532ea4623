import type { Agreement, Currency, Customer, Interaction, Purchase } from "@perennial/contract";
import { epochDay, localDateOf } from "@perennial/lifecycle";
import { FieldFills } from "./field-fills.ts";
import { InsightBase } from "./insight-base.ts";
import { PurchaseColumns } from "./purchase-columns.ts";

/** What a base says of itself beside its records. */
export interface BaseAbout {
  readonly currency?: Currency | undefined;
  readonly rejected: number;
  readonly sources: readonly string[];
}

/** The money of a base without purchases and agreements. */
const DEFAULT_CURRENCY = "SEK";

/** Takes records in, in any order, and makes a base of them. */
export class BaseBuilder {
  readonly #zone: string;
  readonly #numbers = new Map<string, number>();
  readonly #records = new Map<string, Customer>();
  readonly #purchases = new PurchaseColumns();
  readonly #currencies: Currency[] = [];
  /** How many purchases and agreements are in each currency. */
  readonly #uses = new Map<Currency, number>();
  readonly #agreements: Agreement[] = [];
  readonly #interactions: Interaction[] = [];
  readonly #days = new Map<string, number>();
  readonly #fills = new FieldFills();
  readonly #kept: Purchase[] | undefined;

  /**
   * @param zone in which days are counted, an IANA name
   * @param keepsRecords whether purchases are kept as they are too, for segments that ask about them
   */
  constructor(zone: string, keepsRecords: boolean) {
    this.#zone = zone;
    this.#kept = keepsRecords ? [] : undefined;
  }

  addCustomer(customer: Customer, told?: ReadonlySet<string>): void {
    this.#numberOf(customer.id);
    this.#records.set(customer.id, customer);
    this.#fills.add("customer", customer, told);
  }

  addAgreement(agreement: Agreement, told?: ReadonlySet<string>): void {
    this.#numberOf(agreement.customerId);
    this.#agreements.push(agreement);
    this.#note(agreement.currency);
    this.#fills.add("agreement", agreement, told);
  }

  addPurchase(purchase: Purchase, told?: ReadonlySet<string>): void {
    const { customerId, at, amount, margin, currency, discount } = purchase;
    this.#purchases.add({
      owner: this.#numberOf(customerId),
      day: this.#dayOf(at),
      ...{ amount, margin },
      currency: this.#note(currency),
      isDiscounted: discount > 0,
    });
    this.#kept?.push(purchase);
    this.#fills.add("purchases", purchase, told);
  }

  addInteraction(interaction: Interaction): void {
    this.#interactions.push(interaction);
    this.#fills.add("interactions", interaction);
  }

  /** The base; in the currency of most purchases and agreements where none is asked for. */
  build({ currency, rejected, sources }: BaseAbout): InsightBase {
    const ids = [...this.#numbers.keys()];
    const usual = [...this.#uses].toSorted(([, a], [, b]) => b - a)[0]?.[0];
    return new InsightBase({
      ...{ zone: this.#zone, ids, rejected, sources },
      currency: currency ?? usual ?? DEFAULT_CURRENCY,
      records: this.#records,
      purchases: this.#purchases,
      currencies: this.#currencies,
      agreements: this.#agreements,
      interactions: this.#interactions,
      kept: this.#kept ?? [],
      fills: this.#fills.fills(ids.length),
    });
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(id, number);
    return number;
  }

  #note(currency: Currency): number {
    this.#uses.set(currency, (this.#uses.get(currency) ?? 0) + 1);
    const known = this.#currencies.indexOf(currency);
    return known >= 0 ? known : this.#currencies.push(currency) - 1;
  }

  /** Files that know days alone have few moments, so each is turned into a day once. */
  #dayOf(at: string): number {
    const known = this.#days.get(at);
    if (known !== undefined) return known;
    const day = epochDay(localDateOf(at, this.#zone));
    if (this.#days.size < MOST_REMEMBERED) this.#days.set(at, day);
    return day;
  }
}

const MOST_REMEMBERED = 100_000;
