import type {
  Agreement,
  Currency,
  Customer,
  Interaction,
  LocalDate,
  Purchase,
} from "@perennial/contract";
import {
  type DatedAgreement,
  type DatedSign,
  dateAgreements,
  dateOfEpochDay,
  dateSigns,
  type FieldFill,
  type KnownCustomer,
  type KnownPurchase,
  type PurchaseRow,
} from "@perennial/lifecycle";
import type { ColumnPurchase, PurchaseColumns } from "./purchase-columns.ts";

/** What a base is made of, once everything has been read. */
export interface BaseParts {
  readonly zone: string;
  readonly currency: Currency;
  /** Customers by their numbers. */
  readonly ids: readonly string[];
  readonly records: ReadonlyMap<string, Customer>;
  readonly purchases: PurchaseColumns;
  /** Currencies by their numbers. */
  readonly currencies: readonly Currency[];
  readonly agreements: readonly Agreement[];
  readonly interactions: readonly Interaction[];
  /** Purchases as they were read, where segments ask about them; else none. */
  readonly kept: readonly Purchase[];
  readonly fills: Readonly<Record<string, FieldFill>>;
  /** Records that could not be read. */
  readonly rejected: number;
  /** Where it comes from: paths, or a tenant. */
  readonly sources: readonly string[];
}

/** A base of customers with its purchases and agreements, to be reported on (D-33). */
export class InsightBase {
  readonly parts: BaseParts;
  /** Purchases in another currency than the reports': they count as purchases and not as money. */
  readonly foreign: number;
  /** The days of the first and last purchase, or of the first and last start of an agreement where there is none. */
  readonly reach: { readonly first: LocalDate; readonly last: LocalDate } | undefined;
  readonly #dates = new Map<number, LocalDate>();
  readonly #own: number;

  constructor(parts: BaseParts) {
    this.parts = parts;
    this.#own = parts.currencies.indexOf(parts.currency);
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let foreign = 0;
    for (let place = 0; place < parts.purchases.count; place++) {
      const { day, currency } = parts.purchases.at(place);
      first = Math.min(first, day);
      last = Math.max(last, day);
      if (currency !== this.#own) foreign += 1;
    }
    this.foreign = foreign;
    this.reach =
      first <= last ? { first: this.#date(first), last: this.#date(last) } : this.#agreementReach();
  }

  get hasPurchases(): boolean {
    return this.parts.purchases.count > 0;
  }

  get hasAgreements(): boolean {
    return this.parts.agreements.length > 0;
  }

  /** Purchases as value reports read them, in the order of the customers' numbers. */
  *rows(): Generator<PurchaseRow> {
    const { purchases, ids } = this.parts;
    for (let place = 0; place < purchases.count; place++) {
      const { owner, day, amount, currency } = purchases.at(place);
      const isOwn = currency === this.#own;
      if (!isOwn && amount < 0) continue;
      yield { customerId: ids[owner] ?? "", date: this.#date(day), amount: isOwn ? amount : 0 };
    }
  }

  /**
   * Every customer with its history, one at a time: they are made when they are asked for, so that a large base does
   * not stand in memory twice.
   */
  *histories(complaintOutcomes?: readonly string[]): Generator<KnownCustomer> {
    const { purchases, ids, records } = this.parts;
    const agreements = this.#agreements();
    const signs = this.#signs(complaintOutcomes);
    for (const { owner, places } of purchases.byOwner(ids.length)) {
      const id = ids[owner] ?? "";
      const customerSince = records.get(id)?.customerSince;
      const known = Array.from(places, (place) => this.#known(purchases.at(place)));
      yield {
        id,
        history: {
          ...(customerSince !== undefined && { customerSince }),
          purchases: known,
          agreements: agreements.get(id) ?? [],
          signs: signs.get(id) ?? [],
        },
      };
    }
  }

  #known({ day, amount, margin, currency, isDiscounted }: ColumnPurchase): KnownPurchase {
    const isOwn = currency === this.#own;
    return {
      on: this.#date(day),
      amount: isOwn ? amount : 0,
      margin: isOwn ? (margin ?? 0) : 0,
      isDiscounted,
      isReturn: amount < 0,
    };
  }

  #agreements(): ReadonlyMap<string, readonly DatedAgreement[]> {
    const { agreements, zone, currency } = this.parts;
    const grouped = Map.groupBy(agreements, ({ customerId }) => customerId);
    return new Map([...grouped].map(([id, own]) => [id, dateAgreements(own, { zone, currency })]));
  }

  #signs(outcomes?: readonly string[]): ReadonlyMap<string, readonly DatedSign[]> {
    const { interactions, zone } = this.parts;
    const grouped = Map.groupBy(interactions, ({ customerId }) => customerId);
    return new Map([...grouped].map(([id, own]) => [id, dateSigns(own, zone, outcomes)]));
  }

  #agreementReach(): InsightBase["reach"] {
    const starts = this.parts.agreements.map(({ start }) => start).sort();
    const [first, last] = [starts[0], starts.at(-1)];
    return first === undefined || last === undefined ? undefined : { first, last };
  }

  /** The same text for the same day, as a year has few days and a base many purchases. */
  #date(day: number): LocalDate {
    const known = this.#dates.get(day);
    if (known !== undefined) return known;
    const date = dateOfEpochDay(day);
    this.#dates.set(day, date);
    return date;
  }
}
