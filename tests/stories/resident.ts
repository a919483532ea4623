import type { Agreement, AttributeValue, Consent, Customer, LocalDate } from "@perennial/contract";
import { addDays, subtractFromDate } from "@perennial/lifecycle";
import type { CallOutcome, World } from "@perennial/simulators";
import { type Contact, contactsOf } from "./contacts.ts";
import type { Switchboard } from "./switchboard.ts";

/** Who moves in, and with what agreement; what is not said is as with most people. */
export interface Newcomer {
  /** The last day of the agreement; none for one that runs until further notice. */
  readonly agreementEnds?: LocalDate;
  /** What else is to be known of the agreement. */
  readonly agreement?: Partial<Agreement>;
  /** What else is to be known of the customer. */
  readonly customer?: Partial<Customer>;
  /** What the customer never told the company; there is no such contact point. */
  readonly without?: readonly ("email" | "mobile")[];
  /** What the customer has consented to. @default advertising by SMS and e-mail, and the club's mails */
  readonly consents?: readonly Pick<Consent, "channel" | "topic">[];
}

const USUAL_CONSENTS: NonNullable<Newcomer["consents"]> = [
  { channel: "sms" },
  { channel: "email" },
  { channel: "email", topic: "club" },
];

/** A customer of the company in a story: what it does, and what it has got by the logs of the systems around. */
export class Resident {
  readonly id: string;
  /** The agreement that the customer moved in with. */
  readonly agreementId: string;
  readonly #world: World;
  readonly #phones: Switchboard;
  #agreements = 1;

  constructor(
    world: World,
    phones: Switchboard,
    { number, ...newcomer }: Newcomer & { readonly number: number },
  ) {
    this.#world = world;
    this.#phones = phones;
    this.id = `K${number}`;
    this.agreementId = `A${number}-1`;
    const { records, staff } = world.crm;
    records.putCustomer(this.#newCustomer(number, newcomer), this.#now);
    for (const kind of newcomer.consents ?? USUAL_CONSENTS) staff.addConsent(this.#consent(kind));
    staff.addAgreement(this.#newAgreement(this.agreementId, newcomer));
  }

  // ---- What the customer does -------------------------------------------------------------------

  /** Answers the company's SMS. */
  replies(message: string): void {
    const to = this.#world.settings["sms-46elks"].sender;
    this.#world.sms.receive({ from: this.#mobile, to, message });
  }

  /** Orders a renewal, and gives the order's id; staff register those that come by phone. */
  orders(channel: string, agreementId = this.agreementId): string {
    return this.#world.crm.staff.placeOrder(agreementId, channel).id;
  }

  /** Accepts an order in writing; staff register it. */
  accepts(orderId: string): void {
    this.#world.crm.staff.accept(orderId);
  }

  /** The signed agreement arrives. */
  signs(orderId: string): void {
    this.#world.crm.staff.sign(orderId);
  }

  /** An agreement, or an order of one, is cancelled. */
  cancels(agreementId = this.agreementId): void {
    this.#world.crm.staff.cancel(agreementId);
  }

  /** Answers the next call, which takes so many minutes. */
  answersThePhone(outcome: CallOutcome, minutes = 5, note = ""): void {
    this.#phones.answers(this.id, outcome, minutes * 60, note);
  }

  // ---- What the company does --------------------------------------------------------------------

  /** Gets one more agreement, and gives its id. */
  getsAnotherAgreement(of: Pick<Newcomer, "agreementEnds" | "agreement">): string {
    this.#agreements += 1;
    const id = `${this.agreementId.replace(/-1$/, "")}-${this.#agreements}`;
    this.#world.crm.staff.addAgreement(this.#newAgreement(id, of));
    return id;
  }

  /** Staff move the last day of the agreement. */
  agreementNowEnds(end: LocalDate): void {
    this.#world.crm.staff.moveEnd(this.agreementId, end);
  }

  /** Staff note that the customer has said no to a way of being contacted. */
  withdraws(channel: Consent["channel"]): void {
    const withdrawal = { ...this.#consent({ channel }), state: "withdrawn", at: this.#now } as const;
    this.#world.crm.staff.addConsent(withdrawal);
  }

  // ---- What has come of it, by the logs of the systems around ------------------------------------

  /** Everything that has reached the customer or the call list, in order. */
  contacts(): readonly Contact[] {
    const { email, mobile } = this.#customer;
    return contactsOf(this.#world, { id: this.id, email, mobile });
  }

  /** The newest text message in full. */
  lastSms(): string {
    const mobile = this.#mobile;
    return this.#world.sms.accepted.entries.findLast(({ to }) => to === mobile)?.message ?? "";
  }

  /** The newest e-mail in full. */
  lastMail(): string {
    const { email = "" } = this.#customer;
    const mail = this.#world.mailbox.accepted.entries.findLast(({ to }) => to.includes(email));
    return mail === undefined ? "" : (this.#world.mailbox.textOf(mail.id) ?? "");
  }

  /** The lines on the customer's record in the CRM. */
  notes(): readonly string[] {
    return this.#world.crm.notesOf(this.id).map(({ text }) => text);
  }

  /** The tasks for people at the company about this customer, by their titles. */
  tasks(): readonly string[] {
    return this.#world.crm.tasksOf(this.id).map(({ title }) => title);
  }

  /** A field of the company's own on the customer's record in the CRM. */
  field(name: string): AttributeValue | undefined {
    return this.#customer.attributes[name];
  }

  /** An agreement as the CRM knows it. */
  agreement(id = this.agreementId): Agreement {
    const found = this.#world.crm.records.agreement(id);
    if (found === undefined) throw new Error(`There is no agreement ${id}.`);
    return found;
  }

  get #customer(): Customer {
    const found = this.#world.crm.records.customer(this.id);
    if (found === undefined) throw new Error(`There is no customer ${this.id}.`);
    return found;
  }

  get #mobile(): string {
    const { mobile } = this.#customer;
    if (mobile === undefined) throw new Error(`${this.id} has no mobile phone.`);
    return mobile;
  }

  get #now() {
    return this.#world.at;
  }

  #newCustomer(number: number, { customer, without = [] }: Newcomer): Customer {
    const whole: Customer = {
      id: this.id,
      kind: "person",
      name: "Anna Berg",
      firstName: "Anna",
      lastName: "Berg",
      locale: "sv",
      country: "SE",
      email: `anna.berg.${number}@example.com`,
      mobile: `+4670000010${number}`,
      postalAddress: "Storgatan 1, 541 30 Skövde",
      segment: "house",
      valueClass: "silver",
      doNotCall: false,
      customerSince: "2022-05-01",
      attributes: {},
      updatedAt: this.#now,
      ...customer,
    };
    const { email, mobile, ...rest } = whole;
    return {
      ...rest,
      ...(email !== undefined && !without.includes("email") && { email }),
      ...(mobile !== undefined && !without.includes("mobile") && { mobile }),
    };
  }

  #newAgreement(id: string, { agreementEnds, agreement }: Newcomer): Omit<Agreement, "updatedAt"> {
    const start = agreementEnds ? addDays(subtractFromDate(agreementEnds, "P1Y"), 1) : "2024-05-01";
    return {
      id,
      customerId: this.id,
      party: "own",
      product: "Fast 1 år",
      kind: "fixed",
      status: "active",
      start,
      ...(agreementEnds !== undefined && { end: agreementEnds }),
      orderedAt: `${subtractFromDate(start, "P30D")}T10:00:00.000Z`,
      orderChannel: "web",
      acceptedAt: `${subtractFromDate(start, "P20D")}T10:00:00.000Z`,
      signedAt: `${subtractFromDate(start, "P20D")}T10:00:00.000Z`,
      yearlyValue: 1_250_000,
      currency: "SEK",
      attributes: {},
      ...agreement,
    };
  }

  #consent(kind: Pick<Consent, "channel" | "topic">): Consent {
    const given = { purpose: "marketing", state: "given", legalBasis: "consent" } as const;
    const how = { source: "web-form", proof: "Samtyckesformulär version 4" };
    return { customerId: this.id, ...kind, ...given, at: "2025-06-01T09:30:00.000Z", ...how };
  }
}
