import type {
  Agreement,
  AttributeValue,
  Customer,
  Instant,
  LocalDate,
  Purchase,
} from "@perennial/contract";
import { newestRenewal } from "../../condition/newest-renewal.ts";
import type { Facts } from "../../facts/facts.ts";
import { type Relationship, relationshipOf } from "../../policy/person.ts";
import { daysBetween } from "../../schedule/date.ts";
import type { HolidayCalendar } from "../../schedule/holidays.ts";
import type { SimulationRecords } from "../simulation-input.ts";
import { DateShelf } from "./date-shelf.ts";
import { type Dossier, openDossier } from "./dossier.ts";

/** When and where facts are asked for. */
export interface Present {
  readonly now: Instant;
  readonly today: LocalDate;
  readonly zone: string;
}

/** Wants to know of a customer or an agreement as it is now; of each once at the start. */
export interface RecordListener {
  customer?(dossier: Dossier): void;
  agreement?(agreement: Agreement): void;
}

/** How long before its end an agreement is one that people think of renewing, in days. */
const NEAR_END = 130;
const NOTHING = Object.freeze({});

/** The base in a dry run: the records as they are now, found without searching. */
export class World {
  /** Own agreements by their last day. */
  readonly ends = new DateShelf();
  /** Orders by the day on which they begin. */
  readonly starts = new DateShelf();
  /** Records whose customer is not in the base. */
  readonly withoutCustomer: number;
  readonly customersAtStart: number;
  readonly agreementsAtStart: number;
  readonly #holidays: HolidayCalendar;
  readonly #dossiers = new Map<string, Dossier>();
  readonly #agreements = new Map<string, Agreement>();
  readonly #renewalsOf = new Map<string, string[]>();
  readonly #newest = new Map<string, Agreement>();
  readonly #byMobile = new Map<string, string[]>();
  readonly #listeners: RecordListener[] = [];
  readonly #standings: SimulationRecords["standings"];

  /** @param records Of a double id the last one counts. */
  constructor(records: SimulationRecords, holidays: HolidayCalendar) {
    this.#holidays = holidays;
    this.#standings = records.standings;
    for (const customer of inOrder(records.customers)) this.putCustomer(customer);
    const { agreements, purchases = [], consents = [], interactions = [] } = records;
    let strangers = 0;
    for (const agreement of inOrder(agreements)) {
      if (this.#dossiers.has(agreement.customerId)) this.putAgreement(agreement);
      else strangers++;
    }
    const file = <Own extends { readonly customerId: string }>(
      own: readonly Own[],
      into: (dossier: Dossier) => Own[],
    ) => {
      for (const each of own) {
        const dossier = this.#dossiers.get(each.customerId);
        if (dossier) into(dossier).push(each);
        else strangers++;
      }
    };
    file([...purchases].sort(byTime), (dossier) => dossier.purchases);
    file(consents, (dossier) => dossier.consents);
    file([...interactions].sort(byTime), (dossier) => dossier.interactions);
    this.withoutCustomer = strangers;
    this.customersAtStart = this.#dossiers.size;
    this.agreementsAtStart = this.#agreements.size;
  }

  /** Tells of every record now and of each change from now on. */
  listen(listener: RecordListener): void {
    this.#listeners.push(listener);
    for (const dossier of this.#dossiers.values()) listener.customer?.(dossier);
    for (const agreement of this.#agreements.values()) listener.agreement?.(agreement);
  }

  dossier(customerId: string): Dossier | undefined {
    return this.#dossiers.get(customerId);
  }

  agreement(id: string | undefined): Agreement | undefined {
    return id === undefined ? undefined : this.#agreements.get(id);
  }

  agreements(): Iterable<Agreement> {
    return this.#agreements.values();
  }

  /** The newest agreement that continues another. */
  renewal(of: string): Agreement | undefined {
    return this.#newest.get(of);
  }

  /** The customers whose mobile number it is. */
  atMobile(mobile: string): readonly Dossier[] {
    const ids = this.#byMobile.get(mobile) ?? [];
    return ids.flatMap((id) => this.#dossiers.get(id) ?? []);
  }

  /** Whether an agreement is in force and nothing continues it yet. */
  canBeRenewed({ id, status, party }: Agreement): boolean {
    if (status !== "active" || party !== "own") return false;
    const renewals = this.#renewalsOf.get(id) ?? [];
    return !renewals.some((each) => {
      const found = this.#agreements.get(each)?.status;
      return found === "ordered" || found === "active";
    });
  }

  /** Whether its end is so near that people think of renewing it. */
  isNearEnd({ end }: Agreement, today: LocalDate): boolean {
    return end !== undefined && daysBetween(today, end) <= NEAR_END;
  }

  putCustomer(customer: Customer): void {
    const known = this.#dossiers.get(customer.id);
    const before = known?.customer.mobile;
    const dossier = known ?? openDossier(customer);
    dossier.customer = customer;
    if (!known) this.#dossiers.set(customer.id, dossier);
    if (before !== customer.mobile) this.#moveMobile(customer.id, before, customer.mobile);
    for (const listener of this.#listeners) listener.customer?.(dossier);
  }

  /** Keeps an agreement as it is now and gives what it was. */
  putAgreement(agreement: Agreement): Agreement | undefined {
    const { id, customerId, renewalOf } = agreement;
    const before = this.#agreements.get(id);
    this.#agreements.set(id, agreement);
    const dossier = this.#dossiers.get(customerId);
    if (dossier) {
      dossier.relationship = "unknown";
      if (!before) dossier.agreementIds.push(id);
    }
    if (renewalOf !== undefined) this.#linkRenewal(id, renewalOf, before === undefined);
    this.ends.put(id, agreement.party === "own" ? agreement.end : undefined);
    this.starts.put(id, agreement.status === "ordered" ? agreement.start : undefined);
    for (const listener of this.#listeners) listener.agreement?.(agreement);
    return before;
  }

  /** The business that a customer does or did with the company. */
  relationship(dossier: Dossier): Relationship | undefined {
    if (dossier.relationship === "unknown") {
      const agreements = dossier.agreementIds.flatMap((id) => this.#agreements.get(id) ?? []);
      dossier.relationship = relationshipOf(agreements) ?? "none";
    }
    return dossier.relationship === "none" ? undefined : dossier.relationship;
  }

  /** What is known of a customer and an agreement, put together as the runtime does. */
  factsOf(
    { customer, purchases, interactions }: Dossier,
    { agreementId, enrolment = NOTHING, at }: FactsWanted,
  ): Facts {
    const agreement = this.agreement(agreementId);
    const renewal = agreementId === undefined ? undefined : this.#newest.get(agreementId);
    const standing = this.#standings?.get(customer.id);
    return {
      now: at.now,
      today: at.today,
      zone: at.zone,
      holidays: this.#holidays,
      customer,
      ...(agreement && { agreement }),
      ...(renewal && { renewal }),
      ...(standing && { standing }),
      purchases,
      interactions,
      enrolment,
      signal: NOTHING,
    };
  }

  #linkRenewal(id: string, renewed: string, isNew: boolean): void {
    const ids = this.#renewalsOf.get(renewed) ?? [];
    if (isNew) this.#renewalsOf.set(renewed, [...ids, id]);
    const all = this.#renewalsOf.get(renewed) ?? [];
    const newest = newestRenewal(
      all.flatMap((each) => this.#agreements.get(each) ?? []),
      renewed,
    );
    if (newest) this.#newest.set(renewed, newest);
  }

  #moveMobile(id: string, before: string | undefined, after: string | undefined): void {
    if (before !== undefined) {
      const others = this.#byMobile.get(before)?.filter((each) => each !== id) ?? [];
      this.#byMobile.set(before, others);
    }
    if (after !== undefined) this.#byMobile.set(after, [...(this.#byMobile.get(after) ?? []), id]);
  }
}

/** Which facts are asked for. */
export interface FactsWanted {
  readonly agreementId: string | undefined;
  /** What the enrolment has noted. @default nothing */
  readonly enrolment?: Readonly<Record<string, AttributeValue>>;
  readonly at: Present;
}

/** Sorted by id, so that the order of the input does not matter. */
function inOrder<Own extends { readonly id: string }>(records: readonly Own[]): readonly Own[] {
  return [...records].sort((a, b) => compare(a.id, b.id));
}

function byTime(a: Pick<Purchase, "at" | "id">, b: Pick<Purchase, "at" | "id">): number {
  return compare(a.at, b.at) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
