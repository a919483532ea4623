import { Customer } from "@perennial/contract";
import { ContactPolicy } from "./contact-policy.ts";
import { EMPTY_LEDGER, type LedgerEntry } from "./ledger.ts";
import type { PolicyMessage } from "./message.ts";
import type { Person } from "./person.ts";
import type { PolicyQuestion } from "./question.ts";
import { RulePack } from "./rule-pack.ts";

/** A complete rule pack, as a Swedish electricity supplier would have it: the example that tests and authors start from. */
export const EXAMPLE_RULE_PACK: RulePack = RulePack.parse({
  id: "se-example",
  country: "SE",
  title: { sv: "Exempel: svensk elhandel", en: "Example: Swedish electricity retail" },
  sources: [
    {
      text: "Marknadsföringslagen (2008:486), 19–21 §§",
      url: "https://www.riksdagen.se/sv/dokument-och-lagar/dokument/svensk-forfattningssamling/marknadsforingslag-2008486_sfs-2008-486/",
    },
  ],
  statutoryNotice: { earliestDaysBefore: 90, latestDaysBefore: 60, channels: ["email", "post"] },
  marketingBasis: {
    email: ["consent", "existing-customer"],
    sms: ["consent", "existing-customer"],
    phone: ["consent", "existing-customer", "legitimate-interest"],
    post: ["consent", "existing-customer", "legitimate-interest"],
  },
  companyMarketingBasis: {
    email: ["consent", "legitimate-interest"],
    sms: ["consent", "legitimate-interest"],
    phone: ["consent", "legitimate-interest"],
    post: ["consent", "legitimate-interest"],
  },
  callExemptionMonths: 12,
  existingCustomerMonths: 12,
  writtenAcceptanceAfterCall: true,
  stopWords: ["STOP", "STOPP", "AVSLUTA", "SLUTA", "STOP SMS"],
});

/** A policy of all defaults on the example rule pack. */
export const EXAMPLE_POLICY: ContactPolicy = ContactPolicy.parse({ rulePack: EXAMPLE_RULE_PACK });

/** Monday 2 March 2026 at noon in Sweden, when anything may be sent. */
export const EXAMPLE_NOW = "2026-03-02T11:00:00.000Z";

const MESSAGE: PolicyMessage = {
  id: "m-1",
  commandKind: "send-sms",
  channel: "sms",
  class: "marketing",
  purpose: "marketing",
  contactPoint: "+46701234567",
  createdAt: EXAMPLE_NOW,
  priority: 50,
  program: "renewal",
  step: "sms-reminder",
  occurrence: "e-1:1",
  programStatus: "active",
  holdout: false,
  approved: true,
  ownSimilarProducts: true,
  offersOptOut: true,
};

const PERSON: Person = {
  customer: Customer.parse({
    id: "c-1",
    name: "Anna Åkesson",
    email: "anna@example.se",
    mobile: "+46701234567",
    updatedAt: "2026-01-01T00:00:00.000Z",
  }),
  consents: [
    {
      customerId: "c-1",
      channel: "sms",
      purpose: "marketing",
      state: "given",
      at: "2025-05-17T07:12:00.000Z",
      source: "web-form",
      legalBasis: "consent",
      proof: "form v3",
    },
  ],
  suppressions: [],
  relationship: { since: "2023-04-01" },
};

/** Changes to the example, by part. */
export interface ExampleChanges {
  readonly message?: Partial<PolicyMessage>;
  readonly person?: Partial<Person>;
  readonly customer?: Partial<Customer>;
  readonly ledger?: Partial<PolicyQuestion["ledger"]>;
  readonly policy?: Partial<ContactPolicy>;
  readonly pack?: Partial<RulePack>;
  readonly now?: string;
}

/** A marketing SMS to a customer who has consented, which may be sent, with what a case changes about it. */
export function exampleQuestion(changes: ExampleChanges = {}): PolicyQuestion {
  const now = changes.now ?? EXAMPLE_NOW;
  return {
    message: { ...MESSAGE, createdAt: now, ...changes.message },
    person: {
      ...PERSON,
      ...changes.person,
      customer: { ...PERSON.customer, ...changes.customer },
    },
    ledger: { ...EMPTY_LEDGER, ...changes.ledger },
    policy: {
      ...EXAMPLE_POLICY,
      ...changes.policy,
      rulePack: { ...EXAMPLE_RULE_PACK, ...changes.pack },
    },
    now,
  };
}

/** An earlier marketing SMS of another program to the example's person. */
export function exampleEntry(at: string, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    messageId: `m-${at}`,
    customerId: "c-1",
    channel: "sms",
    class: "marketing",
    at,
    contactPoint: "+46701234567",
    program: "club",
    step: "offer",
    occurrence: at,
    outcome: "accepted",
    ...changes,
  };
}
