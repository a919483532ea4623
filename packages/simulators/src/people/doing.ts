import type { Agreement, Instant } from "@perennial/contract";
import type { Crm } from "../crm/crm.ts";
import type { Sms46elks } from "../sms/sms-46elks.ts";
import { plusDays, wallClock } from "../time/zone.ts";
import type { Deed } from "./deed.ts";
import { canBeRenewed, isUnsigned, needsAcceptance } from "./message-topic.ts";
import { ZONE } from "./timing.ts";

/** Something that a person did. */
export interface PersonAct {
  readonly at: Instant;
  readonly customerId: string;
  readonly what:
    | "ordered"
    | "texted"
    | "accepted"
    | "signed"
    | "bought"
    | "left the club"
    | "refused calls"
    | "left"
    | "went on with a variable price";
  /** The agreement, the words or the thing it is about. */
  readonly detail: string;
}

const dayOf = (at: Instant) => wallClock(at, ZONE).date;
const CLUB_PURCHASE = 149_900;

/** The doing of deeds: what has become impossible or needless since it was planned is left undone. */
export class Doing {
  readonly #crm: Crm;
  readonly #sms: Pick<Sms46elks, "receive">;
  readonly #acts: PersonAct[] = [];

  constructor({ crm, sms }: { readonly crm: Crm; readonly sms: Pick<Sms46elks, "receive"> }) {
    this.#crm = crm;
    this.#sms = sms;
  }

  get acts(): readonly PersonAct[] {
    return this.#acts;
  }

  perform(deed: Deed, at: Instant): void {
    if (deed.kind === "order") this.#order(deed, at);
    else if (deed.kind === "text") this.#text(deed, at);
    else if (deed.kind === "accept") this.#accept(deed, at);
    else if (deed.kind === "sign") this.#sign(deed, at);
    else if (deed.kind === "buy") this.#buy(deed, at);
    else this.#leaveClub(deed, at);
  }

  /** Staff note that the customer wants no more calls. */
  refuseCalls(customerId: string, at: Instant): void {
    if (this.#crm.records.customer(customerId) === undefined) return;
    this.#crm.staff.changeCustomer(customerId, { doNotCall: true }, at);
    this.#note(at, customerId, "refused calls", "");
  }

  /** The customer leaves with this agreement, and the company where it was the last one. */
  leave(agreement: Agreement, at: Instant): void {
    const { customerId } = agreement;
    const others = this.#crm.records.agreementsOf(customerId);
    if (!others.some(({ status }) => status === "active" || status === "ordered"))
      this.#crm.staff.changeCustomer(customerId, { "attributes.leftAt": dayOf(at) }, at);
    this.#note(at, customerId, "left", agreement.id);
  }

  /** The customer stays without binding: a new agreement that runs until further notice. */
  goOnWithVariablePrice(agreement: Agreement, at: Instant): void {
    const { id, customerId, yearlyValue, attributes, currency, end } = agreement;
    this.#crm.staff.addAgreement(
      {
        id: `${id}-V`,
        customerId,
        party: "own",
        product: "Rörligt månadspris",
        kind: "variable",
        status: "active",
        start: plusDays(end ?? dayOf(at), 1),
        noticeDays: 14,
        ...(yearlyValue === undefined ? {} : { yearlyValue }),
        currency,
        attributes,
      },
      at,
    );
    this.#note(at, customerId, "went on with a variable price", `${id}-V`);
  }

  #order({ customerId, agreementId, channel }: Deed & { kind: "order" }, at: Instant): void {
    const all = this.#crm.records.agreementsOf(customerId);
    const agreement = all.find(({ id }) => id === agreementId);
    if (agreement === undefined || !canBeRenewed(agreement, all)) return;
    const order = this.#crm.staff.placeOrder(agreementId, channel, at);
    this.#note(at, customerId, "ordered", `${order.id} ${channel}`);
  }

  #text({ customerId, from, to, message, about }: Deed & { kind: "text" }, at: Instant): void {
    if (about !== undefined && this.#isSettled(customerId, about)) return;
    this.#sms.receive({ from, to, message }, at);
    this.#note(at, customerId, "texted", message);
  }

  #isSettled(customerId: string, agreementId: string): boolean {
    const all = this.#crm.records.agreementsOf(customerId);
    const agreement = all.find(({ id }) => id === agreementId);
    if (agreement === undefined) return true;
    if (agreement.status === "ordered") return !needsAcceptance(agreement);
    return !canBeRenewed(agreement, all);
  }

  #accept({ customerId, orderId }: Deed & { kind: "accept" }, at: Instant): void {
    const order = this.#crm.records.agreement(orderId);
    if (order?.status !== "ordered" || order.acceptedAt !== undefined) return;
    this.#crm.staff.accept(orderId, at);
    this.#note(at, customerId, "accepted", orderId);
  }

  #sign({ customerId, orderId }: Deed & { kind: "sign" }, at: Instant): void {
    const order = this.#crm.records.agreement(orderId);
    if (order === undefined || !isUnsigned(order)) return;
    this.#crm.staff.sign(orderId, at);
    this.#note(at, customerId, "signed", orderId);
  }

  #buy({ customerId, purchaseId }: Deed & { kind: "buy" }, at: Instant): void {
    this.#crm.staff.addPurchase({
      id: purchaseId,
      customerId,
      at,
      amount: CLUB_PURCHASE,
      currency: "SEK",
      quantity: 1,
      category: "club-offer",
      channel: "web",
      discount: 0,
    });
    this.#note(at, customerId, "bought", purchaseId);
  }

  #leaveClub({ customerId }: Deed & { kind: "leave-club" }, at: Instant): void {
    this.#crm.staff.addConsent({
      customerId,
      channel: "email",
      purpose: "marketing",
      topic: "club",
      state: "withdrawn",
      at,
      source: "my-pages",
      legalBasis: "consent",
      proof: `Val på Mina sidor ${dayOf(at)}`,
    });
    this.#note(at, customerId, "left the club", "");
  }

  #note(at: Instant, customerId: string, what: PersonAct["what"], detail: string): void {
    this.#acts.push({ at, customerId, what, detail });
  }
}
