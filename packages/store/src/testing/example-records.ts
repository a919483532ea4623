import {
  Agreement,
  type Consent,
  Customer,
  type Interaction,
  type Purchase,
} from "@perennial/contract";
import { MONDAY } from "./test-database.ts";

/** A customer with little to it. */
export function exampleCustomer(changes: Partial<Customer> = {}): Customer {
  return Customer.parse({ id: "c1", name: "Anna Östlund", updatedAt: MONDAY, ...changes });
}

/** An agreement of the example customer's that ends in May. */
export function exampleAgreement(changes: Partial<Agreement> = {}): Agreement {
  const dates = { start: "2024-06-01", end: "2026-05-31", updatedAt: MONDAY };
  const what = { id: "a1", customerId: "c1", product: "Rörligt pris", kind: "variable" };
  return Agreement.parse({ ...what, ...dates, ...changes });
}

/** A purchase of the example customer's. */
export function examplePurchase(changes: Partial<Purchase> = {}): Purchase {
  const what = { id: "p1", customerId: "c1", at: MONDAY, amount: 49_900, currency: "SEK" };
  return { ...what, quantity: 1, discount: 0, ...changes };
}

/** A contact with the example customer. */
export function exampleInteraction(changes: Partial<Interaction> = {}): Interaction {
  return {
    ...{ id: "i1", customerId: "c1", at: MONDAY, kind: "message", direction: "out" },
    ...{ channel: "sms", text: "Hej!" },
    ...changes,
  };
}

/** A consent of the example customer's. */
export function exampleConsent(changes: Partial<Consent> = {}): Consent {
  return {
    ...{ customerId: "c1", channel: "sms", purpose: "marketing", state: "given" },
    ...{ at: MONDAY, source: "web-form", legalBasis: "consent" },
    ...changes,
  };
}
