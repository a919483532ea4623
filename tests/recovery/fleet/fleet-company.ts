import type { Agreement, Customer, Instant } from "@perennial/contract";
import { addDays, localDateOf } from "@perennial/lifecycle";
import type { CompanyRecords } from "@perennial/simulators";

/** One in so many customers gets a text before the call. */
export const TEXT_EVERY = 20;

/** In so many days each agreement ends: within the program's time. */
const ENDS_IN = 30;

/** A company of so many customers with one agreement each, whose end is near. */
export function fleetCompany(count: number, now: Instant): CompanyRecords {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    customers: numbers.map((number) => customerOf(number, now)),
    agreements: numbers.map((number) => agreementOf(number, now)),
    purchases: [],
    consents: [],
  };
}

/** How many texts such a company gets. */
export function textsFor(count: number): number {
  return Math.floor(count / TEXT_EVERY);
}

function customerOf(number: number, updatedAt: Instant): Customer {
  return {
    id: `K${number}`,
    kind: "person",
    name: `Anna Exempel ${number}`,
    firstName: "Anna",
    locale: "sv",
    country: "SE",
    mobile: `+4670${String(number).padStart(7, "0")}`,
    segment: number % TEXT_EVERY === TEXT_EVERY - 1 ? "text" : "call",
    doNotCall: false,
    attributes: {},
    updatedAt,
  };
}

function agreementOf(number: number, updatedAt: Instant): Agreement {
  const today = localDateOf(updatedAt, "Europe/Stockholm");
  return {
    id: `A${number}`,
    customerId: `K${number}`,
    party: "own",
    product: "FIXED-12",
    kind: "fixed",
    status: "active",
    start: addDays(today, ENDS_IN - 364),
    end: addDays(today, ENDS_IN),
    currency: "SEK",
    attributes: {},
    updatedAt,
  };
}
