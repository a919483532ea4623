import type { Agreement, Consent, Customer, Instant, LocalDate } from "@perennial/contract";
import { addDays, subtractFromDate } from "@perennial/lifecycle";

/** Who moves in, and with what agreement; what is not said is as with most people. */
export interface Newcomer {
  /** The last day of the agreement; none for one that runs until further notice. */
  readonly agreementEnds?: LocalDate;
  /** What else is to be known of the agreement. */
  readonly agreement?: Partial<Agreement>;
  /** What else is to be known of the customer. */
  readonly customer?: Partial<Customer>;
  /** What the customer never told the company. */
  readonly without?: readonly ("email" | "mobile")[];
  /** What the customer has consented to. @default advertising by SMS and e-mail, and the club's mails */
  readonly consents?: readonly ConsentKind[];
}

/** What a consent is about. */
export type ConsentKind = Pick<Consent, "channel" | "topic">;

/** What most people have consented to. */
export const USUAL_CONSENTS: readonly ConsentKind[] = [
  { channel: "sms" },
  { channel: "email" },
  { channel: "email", topic: "club" },
];

/** The CRM's record of the newcomer numbered so. */
export function newCustomer(number: number, newcomer: Newcomer, updatedAt: Instant): Customer {
  const { customer, without = [] } = newcomer;
  const reach = {
    ...(!without.includes("email") && { email: `anna.berg.${number}@example.com` }),
    ...(!without.includes("mobile") && { mobile: `+4670000010${number}` }),
  };
  return {
    id: `K${number}`,
    kind: "person",
    name: "Anna Berg",
    firstName: "Anna",
    lastName: "Berg",
    locale: "sv",
    country: "SE",
    ...reach,
    postalAddress: "Storgatan 1, 541 30 Skövde",
    segment: "house",
    valueClass: "silver",
    doNotCall: false,
    customerSince: "2022-05-01",
    attributes: {},
    updatedAt,
    ...customer,
  };
}

/** The CRM's record of an agreement that was ordered on the web and signed in its time. */
export function newAgreement(
  about: Pick<Agreement, "id" | "customerId">,
  { agreementEnds, agreement }: Pick<Newcomer, "agreementEnds" | "agreement">,
): Omit<Agreement, "updatedAt"> {
  const start = agreementEnds ? addDays(subtractFromDate(agreementEnds, "P1Y"), 1) : "2024-05-01";
  const signed: Instant = `${subtractFromDate(start, "P20D")}T10:00:00.000Z`;
  return {
    ...about,
    party: "own",
    product: "Fast 1 år",
    kind: "fixed",
    status: "active",
    start,
    ...(agreementEnds !== undefined && { end: agreementEnds }),
    orderedAt: `${subtractFromDate(start, "P30D")}T10:00:00.000Z`,
    orderChannel: "web",
    acceptedAt: signed,
    signedAt: signed,
    yearlyValue: 1_250_000,
    currency: "SEK",
    attributes: {},
    ...agreement,
  };
}

/** A consent to advertising with its proof, given last summer. */
export function newConsent(customerId: string, kind: ConsentKind): Consent {
  return {
    customerId,
    ...kind,
    purpose: "marketing",
    state: "given",
    at: "2025-06-01T09:30:00.000Z",
    source: "web-form",
    legalBasis: "consent",
    proof: "Samtyckesformulär version 4",
  };
}
