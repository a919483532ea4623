import type { Currency, LocalDate, Purchase } from "@perennial/contract";
import { type CompiledTest, compileTest } from "../condition/compile-test.ts";
import type { Condition, RecordTest } from "../condition/condition.ts";
import type { Catalogue } from "../condition/fields.ts";
import { resolveCondition } from "../condition/resolve-condition.ts";
import type { FieldTest } from "../condition/resolved-condition.ts";
import type { Facts } from "../facts/facts.ts";
import { localDateOf } from "../schedule/calendar.ts";
import { addToDate } from "../schedule/date.ts";
import type { PointsEntry } from "./points-entry.ts";
import type { PointsRules } from "./points-rules.ts";

/** Where and in which currency points are earned. */
export interface EarningPlace {
  readonly catalogue: Catalogue;
  /** Purchases in any other earn nothing. */
  readonly currency: Currency;
}

/** Gives the ledger's entry for a purchase; nothing for one that earns nothing. */
export type PointsEarner = (purchase: Purchase, facts: Facts) => PointsEntry | undefined;

/**
 * Makes points rules ready for purchases (product.md, 20): so many points for each whole major unit of a purchase, times
 * what the first rule says whose tests the purchase satisfies, rounded down once for each purchase. A record with a
 * negative amount takes as many points back as the purchase of that amount would have earned. Points are earned on the
 * purchase's day in the tenant's zone.
 * @throws ConditionError for tests that no purchase can be asked
 */
export function pointsEarner(
  rules: PointsRules,
  { catalogue, currency }: EarningPlace,
): PointsEarner {
  const multiples = rules.multiply.map(({ where, times }) => {
    const tests: readonly CompiledTest<Purchase>[] = purchaseTests(where, catalogue).map((test) =>
      compileTest(test),
    );
    return {
      times,
      holds: (purchase: Purchase, facts: Facts) => tests.every((test) => test(purchase, facts)),
    };
  });
  return (purchase, facts) => {
    if (purchase.currency !== currency) return undefined;
    const times = multiples.find(({ holds }) => holds(purchase, facts))?.times ?? 1;
    const points = pointsFor(purchase.amount, { perUnit: rules.perUnit, times, currency });
    if (points === 0) return undefined;
    const on = localDateOf(purchase.at, facts.zone);
    if (points < 0) return { kind: "return", ref: purchase.id, points, on };
    return { kind: "earn", ref: purchase.id, points, on, ...daysOfPoints(on, rules) };
  };
}

/** From which day points that were earned on a day can be spent, and until which; never so that they never can. */
export function daysOfPoints(
  on: LocalDate,
  { pending, life }: Pick<PointsRules, "pending" | "life">,
): { readonly from: LocalDate; readonly last: LocalDate } {
  const from = addToDate(on, pending);
  const last = addToDate(on, life);
  return { from, last: last < from ? from : last };
}

/** Looks up the fields that tests of a purchase ask about, for a compiler. */
export function purchaseTests(
  where: RecordTest[],
  catalogue: Catalogue,
): readonly FieldTest<Purchase>[] {
  const asked: Condition = { count: "purchases", where, is: "at-least", value: 1 };
  const resolved = resolveCondition(asked, catalogue);
  return resolved.op === "figure" && resolved.figure.over === "purchases"
    ? resolved.figure.where
    : [];
}

const MOST_POINTS = BigInt(Number.MAX_SAFE_INTEGER);

/** The points for an amount in minor units, to the point: 0.1 a krona for 30 kr is 3. Below 0 for a return. */
export function pointsFor(
  amount: number,
  {
    perUnit,
    times,
    currency,
  }: { readonly perUnit: number; readonly times: number; readonly currency: Currency },
): number {
  const units = BigInt(Math.floor(Math.abs(amount) / minorUnits(currency)));
  const [rate, multiple] = [decimalOf(perUnit), decimalOf(times)];
  const exact =
    (units * rate.digits * multiple.digits) / 10n ** BigInt(rate.places + multiple.places);
  const points = Number(exact < MOST_POINTS ? exact : MOST_POINTS);
  // 0 and not -0 for a return too small to take anything.
  return amount < 0 ? 0 - points : points;
}

/** How many minor units a major one has: 100 öre, 1 yen. */
export function minorUnits(currency: Currency): number {
  const { maximumFractionDigits } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return 10 ** (maximumFractionDigits ?? 2);
}

/** A number that is not negative as the whole decimal digits it is written with, and how many of them stand after the point. */
function decimalOf(value: number): { readonly digits: bigint; readonly places: number } {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const digits = BigInt(`${whole}${fraction}`);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}
