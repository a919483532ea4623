import { Agreement, Customer, type Interaction, type Purchase } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";

/** What of an example is to be other than usual. */
export interface ExampleFacts extends Partial<Omit<Facts, "customer" | "agreement" | "renewal">> {
  readonly customer?: Partial<Customer>;
  readonly agreement?: Partial<Agreement>;
  readonly renewal?: Partial<Agreement>;
}

const UPDATED = "2026-01-15T10:00:00.000Z";

/**
 * The facts about one electricity customer on 22 March 2026 in Stockholm, a week before the clocks go
 * forward, for tests: a gold customer whose agreement ends on 31 May and has not been renewed.
 */
export function exampleFacts(changes: ExampleFacts = {}): Facts {
  const { customer, agreement, renewal, ...rest } = changes;
  return {
    now: "2026-03-22T11:30:00.000Z",
    today: "2026-03-22",
    zone: "Europe/Stockholm",
    holidays: { country: "SE", add: [], remove: [] },
    customer: Customer.parse({
      id: "K-1",
      name: "Anna Östlund",
      valueClass: "gold",
      segment: "villa",
      mobile: "+46701234567",
      customerSince: "2019-05-01",
      updatedAt: UPDATED,
      ...customer,
    }),
    agreement: exampleAgreement({ ...agreement }),
    ...(renewal && {
      renewal: exampleAgreement({ id: "A-2", renewalOf: "A-1", status: "ordered", ...renewal }),
    }),
    purchases: [],
    interactions: [],
    enrolment: {},
    signal: {},
    ...rest,
  };
}

/** One agreement of the example customer. */
export function exampleAgreement(changes: Partial<Agreement>): Agreement {
  return Agreement.parse({
    id: "A-1",
    customerId: "K-1",
    product: "Rörligt pris",
    kind: "variable",
    start: "2024-06-01",
    end: "2026-05-31",
    noticeDays: 30,
    yearlyValue: 1_249_900,
    updatedAt: UPDATED,
    ...changes,
  });
}

/** One purchase of the example customer. */
export function examplePurchase(changes: Partial<Purchase>): Purchase {
  return {
    id: "P-1",
    customerId: "K-1",
    at: "2026-03-01T12:00:00.000Z",
    amount: 49_900,
    currency: "SEK",
    quantity: 1,
    discount: 0,
    ...changes,
  };
}

/** One interaction with the example customer. */
export function exampleInteraction(changes: Partial<Interaction>): Interaction {
  return {
    id: "I-1",
    customerId: "K-1",
    at: "2026-03-10T08:00:00.000Z",
    kind: "message",
    direction: "out",
    channel: "sms",
    text: "Hej!",
    ...changes,
  };
}
