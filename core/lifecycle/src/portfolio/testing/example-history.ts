import type { LocalDate } from "@perennial/contract";
import fc from "fast-check";
import { addDays } from "../../schedule/date.ts";
import type { CustomerHistory } from "../customer-history.ts";
import type { DatedAgreement } from "../dated-agreement.ts";
import type { KnownPurchase } from "../known-purchase.ts";

/** A purchase for tests: 100 kr at full price unless something else is said. */
export function examplePurchase(
  on: LocalDate,
  changes: Partial<KnownPurchase> = {},
): KnownPurchase {
  return { on, amount: 10_000, margin: 4_000, isDiscounted: false, isReturn: false, ...changes };
}

/** A history for tests; empty but for what is given. */
export function exampleHistory(changes: Partial<CustomerHistory> = {}): CustomerHistory {
  return { purchases: [], agreements: [], signs: [], ...changes };
}

const FIRST = "2023-01-01";

/** Any day of three years. */
export const anyDay: fc.Arbitrary<LocalDate> = fc
  .integer({ min: 0, max: 1_095 })
  .map((days) => addDays(FIRST, days));

const purchase = fc
  .record({
    on: anyDay,
    amount: fc.integer({ min: -5_000, max: 50_000 }),
    isDiscounted: fc.boolean(),
  })
  .map(({ amount, ...rest }) => ({
    ...rest,
    amount,
    margin: Math.round(amount / 3),
    isReturn: amount < 0,
  }));

const agreement: fc.Arbitrary<DatedAgreement> = fc
  .record({
    from: anyDay,
    length: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
    stop: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
    yearlyValue: fc.integer({ min: 0, max: 100_000 }),
  })
  .map(({ from, length, stop, yearlyValue }) => ({
    from,
    yearlyValue,
    ...(length !== undefined && { end: addDays(from, length) }),
    ...(stop !== undefined && { stoppedOn: addDays(from, stop), cancelledOn: addDays(from, stop) }),
  }));

const byDay = (a: { on: LocalDate }, b: { on: LocalDate }) =>
  a.on < b.on ? -1 : Number(a.on > b.on);

/** Any history of three years: purchases and returns, agreements, calls and complaints. */
export const anyHistory: fc.Arbitrary<CustomerHistory> = fc.record(
  {
    customerSince: anyDay,
    purchases: fc.array(purchase, { maxLength: 8 }).map((all) => all.sort(byDay)),
    agreements: fc
      .array(agreement, { maxLength: 3 })
      .map((all) => all.sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))),
    signs: fc
      .array(
        fc.record({ on: anyDay, sign: fc.constantFrom("call-in", "complaint", "call-declined") }),
        { maxLength: 4 },
      )
      .map((all) => all.sort(byDay)),
  },
  { requiredKeys: ["purchases", "agreements", "signs"] },
);
