import {
  Agreement,
  Consent,
  Customer,
  type Instant,
  type Interaction,
  Invitation,
  Purchase,
  type Signal,
  type Standing,
} from "@perennial/contract";
import {
  type ContactPolicy,
  type Effect,
  type Enrolment,
  type Facts,
  localDateOf,
  newestRenewal,
  optOutIntent,
  type Person,
  relationshipOf,
  stillRuns,
} from "@perennial/lifecycle";

/** Who a story is about, where it differs from Anna, who gave her consent to e-mail and text messages. */
export interface StoryPerson {
  readonly customer?: Partial<Customer>;
  readonly agreements?: readonly Partial<Agreement>[];
  readonly purchases?: readonly Partial<Purchase>[];
  /** @default given by e-mail and SMS long ago */
  readonly consents?: readonly Partial<Consent>[];
  readonly interactions?: readonly Interaction[];
  readonly invitations?: readonly Partial<Invitation>[];
  /** What has been computed of her. */
  readonly standing?: Standing;
}

/** Which of the customer's records an enrolment or a signal is about. */
export type About = Pick<Enrolment, "agreementId" | "invitationId">;

const LONG_AGO = "2024-01-01T08:00:00.000Z";
const CONSENTS: readonly Partial<Consent>[] = [{ channel: "email" }, { channel: "sms" }];

/** What is known of the customer of a story: its records, and how signals and updates change them. */
export class StoryWorld {
  customer: Customer;
  readonly agreements: Agreement[];
  readonly purchases: Purchase[];
  readonly consents: Consent[];
  readonly interactions: Interaction[];
  readonly invitations: Invitation[];
  /** May be set anew, as the nightly review does. */
  standing: Standing;
  readonly #policy: ContactPolicy;

  constructor(person: StoryPerson, policy: ContactPolicy) {
    this.#policy = policy;
    this.customer = Customer.parse({
      ...{ id: "c1", name: "Anna Berg", firstName: "Anna", updatedAt: LONG_AGO },
      ...{ mobile: "+46701234567", email: "anna@example.com", ...person.customer },
    });
    this.agreements = (person.agreements ?? []).map(newAgreement);
    this.purchases = (person.purchases ?? []).map(newPurchase);
    this.consents = (person.consents ?? CONSENTS).map(newConsent);
    this.interactions = [...(person.interactions ?? [])];
    this.invitations = (person.invitations ?? []).map(newInvitation);
    this.standing = person.standing ?? {};
  }

  /** Lets a signal change what is known, as the runtime does before it looks at programs. */
  learn(signal: Signal): void {
    const { customer } = this;
    switch (signal.type) {
      case "customer.changed":
        this.customer = signal.customer;
        break;
      case "purchase.made":
        this.purchases.push(signal.purchase);
        break;
      case "consent.changed":
        this.consents.push(signal.consent);
        break;
      case "interaction.happened":
        this.interactions.push(signal.interaction);
        break;
      case "customer.phase-changed":
        this.customer = { ...customer, phase: signal.to };
        break;
      case "customer.class-changed":
        this.customer = { ...customer, valueClass: signal.to };
        break;
      case "customer.tier-changed":
        this.customer = { ...customer, tier: signal.to };
        break;
      case "customer.flow-changed":
        this.standing = { ...this.standing, flow: signal.to };
        break;
      case "customer.tier-near":
        this.standing = {
          ...this.standing,
          nextTier: signal.tier,
          remaining: signal.remaining,
        };
        break;
      case "customer.segment-changed":
        this.customer = { ...customer, segment: signal.to };
        break;
      default:
        this.#object(signal);
    }
  }

  /** The system of record sets fields that a program asked it to set. */
  update({ object, recordId, values }: Extract<Effect, { kind: "update" }>): void {
    if (object === "customer") {
      this.customer = Customer.parse(written(this.customer, Customer.shape, values));
      return;
    }
    const index = this.agreements.findIndex(({ id }) => id === recordId);
    const found = this.agreements[index];
    if (found) this.agreements[index] = Agreement.parse(written(found, Agreement.shape, values));
  }

  /** Makes an agreement, or changes the one of that id, and gives it as it was and as it is. */
  put(
    change: Partial<Agreement>,
    at: Instant,
  ): { before: Agreement | undefined; after: Agreement } {
    const index = this.agreements.findIndex(({ id }) => id === (change.id ?? "a1"));
    const before = this.agreements[index];
    const after = newAgreement({ ...before, ...change, updatedAt: at });
    if (before) this.agreements[index] = after;
    else this.agreements.push(after);
    return { before, after };
  }

  /** Makes an invitation, or changes the one of that id, and gives it as it was and as it is. */
  invite(
    change: Partial<Invitation>,
    at: Instant,
  ): { before: Invitation | undefined; after: Invitation } {
    const index = this.invitations.findIndex(({ id }) => id === (change.id ?? "i1"));
    const before = this.invitations[index];
    const after = newInvitation({ ...before, ...change, updatedAt: at });
    if (before) this.invitations[index] = after;
    else this.invitations.push(after);
    return { before, after };
  }

  /** Everything that conditions and texts may ask about at a moment. */
  factsAt(now: Instant, enrolment: About & Pick<Enrolment, "variables">): Facts {
    const { timeZone: zone, holidays } = this.#policy;
    const agreement = this.agreements.find(({ id }) => id === enrolment.agreementId);
    const renewal = agreement && newestRenewal(this.agreements, agreement.id);
    const invitation = this.invitations.find(({ id }) => id === enrolment.invitationId);
    return {
      ...{ now, today: localDateOf(now, zone), zone, holidays, customer: this.customer },
      ...(agreement && { agreement }),
      ...(renewal && { renewal }),
      ...(invitation && { invitation }),
      ...{ standing: this.standing, purchases: this.purchases, interactions: this.interactions },
      ...{ signal: {}, enrolment: enrolment.variables },
    };
  }

  /** The customer as the contact policy sees it. */
  personAt(now: Instant): Person {
    const relationship = relationshipOf(this.agreements);
    const recent = this.purchases.filter(({ at }) =>
      stillRuns(at, "P1Y", now, this.#policy.timeZone),
    );
    return {
      ...{ customer: this.customer, consents: this.consents, suppressions: [] },
      ...(relationship && { relationship }),
      purchasesLastYear: recent.length,
    };
  }

  /** STOP ends marketing by text message, and "do not call" ends calls (product.md, 3.2 and 3.4). */
  #object(signal: Signal): void {
    const { stopWords } = this.#policy.rulePack;
    if (signal.type === "message.replied" && optOutIntent(signal.text, stopWords) === "stop") {
      const { channel, at } = signal;
      this.consents.push(newConsent({ channel, at, state: "withdrawn", source: "reply" }));
    }
    if (signal.type === "call.finished" && signal.outcome === "do-not-call") {
      const at = signal.endedAt;
      this.consents.push(newConsent({ channel: "phone", at, state: "withdrawn", source: "call" }));
    }
  }
}

/** A purchase of Anna's, where nothing else is said for 49 kronor. */
export function newPurchase(of: Partial<Purchase>): Purchase {
  const at = of.at ?? LONG_AGO;
  return Purchase.parse({ ...{ id: `p-${at}`, customerId: "c1", at, amount: 4900 }, ...of });
}

/** A consent of Anna's, where nothing else is said to e-mail. */
export function newConsent(of: Partial<Consent>): Consent {
  const usual = { customerId: "c1", channel: "email", state: "given", at: LONG_AGO };
  return Consent.parse({ ...usual, source: "web-form", ...of });
}

function newAgreement(of: Partial<Agreement>): Agreement {
  const usual = { id: "a1", customerId: "c1", product: "Fast pris 1 år", kind: "fixed" };
  return Agreement.parse({ ...usual, start: "2025-04-01", updatedAt: LONG_AGO, ...of });
}

function newInvitation(of: Partial<Invitation>): Invitation {
  const usual = { id: "i1", customerId: "c1", event: "spring", eventName: "Vårens kundkväll" };
  const when = { startsAt: "2026-04-16T16:00:00.000Z", updatedAt: LONG_AGO };
  return Invitation.parse({ ...usual, ...when, place: "Storgatan 12", ...of });
}

/** A record with values of its own fields set, and the rest among its attributes. */
function written<Record extends { readonly attributes: object }>(
  record: Record,
  shape: object,
  values: Readonly<{ [name: string]: unknown }>,
): object {
  const entries = Object.entries(values);
  const own = entries.filter(([name]) => Object.hasOwn(shape, name));
  const other = entries.filter(([name]) => !Object.hasOwn(shape, name));
  const attributes = { ...record.attributes, ...Object.fromEntries(other) };
  return { ...record, ...Object.fromEntries(own), attributes };
}
