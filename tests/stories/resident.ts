import type { Agreement, AttributeValue, Channel, Customer, LocalDate } from "@perennial/contract";
import type { Demo } from "@perennial/server";
import type { CallOutcome, World } from "@perennial/simulators";
import { type Contact, contactsOf } from "./contacts.ts";
import {
  type Newcomer,
  newAgreement,
  newConsent,
  newCustomer,
  USUAL_CONSENTS,
} from "./newcomer.ts";
import type { Switchboard } from "./switchboard.ts";

/** A customer of the company in a story: what it does, and what it has got by the logs of the systems around. */
export class Resident {
  readonly id: string;
  /** The agreement that the customer moved in with. */
  readonly agreementId: string;
  readonly #demo: Demo;
  readonly #world: World;
  readonly #phones: Switchboard;
  #agreements = 1;

  constructor(demo: Demo, phones: Switchboard, newcomer: Newcomer & { readonly number: number }) {
    this.#demo = demo;
    this.#world = demo.world;
    this.#phones = phones;
    const { number } = newcomer;
    const { records, staff } = this.#world.crm;
    const { id } = records.putCustomer(newCustomer(number, newcomer, this.#now), this.#now);
    this.id = id;
    this.agreementId = `A${number}-1`;
    for (const kind of newcomer.consents ?? USUAL_CONSENTS) staff.addConsent(newConsent(id, kind));
    staff.addAgreement(newAgreement({ id: this.agreementId, customerId: id }, newcomer));
  }

  // ---- What the customer does ----

  /** Answers the company's SMS. */
  replies(message: string): void {
    const to = this.#world.settings["sms-46elks"].sender;
    this.#world.sms.receive({ from: this.mobile, to, message });
  }

  /** Orders a renewal; the order's id comes back. */
  orders(channel: string, agreementId = this.agreementId): string {
    return this.#world.crm.staff.placeOrder(agreementId, channel).id;
  }

  /** Accepts an order in writing; staff register when it came. */
  accepts(orderId: string, at = this.#now): void {
    this.#world.crm.staff.accept(orderId, at);
  }

  /** Signs an order: the agreement has arrived. */
  signs(orderId: string): void {
    this.#world.crm.staff.sign(orderId);
  }

  /** Cancels an agreement, or the order of one. */
  cancels(agreementId = this.agreementId): void {
    this.#world.crm.staff.cancel(agreementId);
  }

  /** Answers the next call, which takes so many minutes. */
  answersThePhone(outcome: CallOutcome, minutes = 5): void {
    this.#phones.answers(this.id, { outcome, seconds: minutes * 60, note: "" });
  }

  /** Says no to being contacted on a channel; staff note it. */
  declines(channel: Channel): void {
    const withdrawn = { state: "withdrawn", at: this.#now, source: "customer-service" } as const;
    this.#world.crm.staff.addConsent({ ...newConsent(this.id, { channel }), ...withdrawn });
  }

  // ---- What the company does ----

  /** Gives the customer one more agreement; its id comes back. */
  getsAnotherAgreement(of: Pick<Newcomer, "agreementEnds" | "agreement">): string {
    this.#agreements += 1;
    const id = `${this.agreementId.slice(0, -1)}${this.#agreements}`;
    this.#world.crm.staff.addAgreement(newAgreement({ id, customerId: this.id }, of));
    return id;
  }

  /** Moves the last day of the agreement. */
  agreementNowEnds(end: LocalDate): void {
    this.#world.crm.staff.moveEnd(this.agreementId, end);
  }

  // ---- What has come of it, by the logs of the systems around ----

  /** Everything that has reached the customer or the call list, in order. */
  contacts(): readonly Contact[] {
    const { email, mobile } = this.#customer;
    return contactsOf(this.#world, { id: this.id, email, mobile });
  }

  /** The newest e-mail: its number in the mailbox, its subject and its text. */
  lastMail(): { readonly id: string; readonly subject: string; readonly text: string } | undefined {
    const { mailbox } = this.#world;
    const { email = "" } = this.#customer;
    const found = mailbox.accepted.entries.findLast(({ to }) => to.includes(email));
    return found && { ...found, text: mailbox.textOf(found.id) ?? "" };
  }

  /** The lines on the customer's record in the CRM. */
  notes(): readonly string[] {
    return this.#world.crm.notesOf(this.id).map(({ text }) => text);
  }

  /** The titles of the tasks about this customer for people at the company. */
  tasks(): readonly string[] {
    return this.#world.crm.tasksOf(this.id).map(({ title }) => title);
  }

  /** A field of the company's own on the customer's record in the CRM. */
  field(name: string): AttributeValue | undefined {
    return this.#customer.attributes[name];
  }

  /** An agreement as the CRM knows it. */
  agreement(id = this.agreementId): Agreement {
    return known(this.#world.crm.records.agreement(id), id);
  }

  get #customer(): Customer {
    return known(this.#world.crm.records.customer(this.id), this.id);
  }

  /** The customer's mobile phone, which must be known. */
  get mobile(): string {
    return known(this.#customer.mobile, `mobile phone of ${this.id}`);
  }

  get #now(): string {
    return this.#demo.clock.now();
  }
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The CRM knows no ${what}.`);
  return value;
}
