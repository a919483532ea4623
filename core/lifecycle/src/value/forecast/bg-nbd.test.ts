import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logGamma } from "../math/log-gamma.ts";
import { type BgNbdParameters, bgNbdObjective } from "./bg-nbd.ts";
import {
  discountedPurchases,
  expectedOfNewCustomer,
  expectedPurchases,
  type PredictedHistory,
  probabilityAlive,
} from "./bg-nbd-prediction.ts";
import { groupHistories } from "./history-groups.ts";

/** The estimates for CDNOW's customers in Fader, Hardie & Lee 2005, table 2. */
const published: BgNbdParameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/** The first customer of the same data. */
const first: PredictedHistory = { repeats: 2, recency: 30.43, age: 38.86 };

const parametersArbitrary = fc.record({
  r: fc.double({ min: 0.05, max: 40, noNaN: true }),
  alpha: fc.double({ min: 0.5, max: 60, noNaN: true }),
  a: fc.double({ min: 0.05, max: 6, noNaN: true }),
  b: fc.double({ min: 0.05, max: 12, noNaN: true }),
});
const historyArbitrary = fc
  .record({
    repeats: fc.nat(80),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    age: fc.double({ min: 1, max: 100, noNaN: true }),
  })
  .map(({ repeats, share, age }) => ({ repeats, recency: repeats === 0 ? 0 : share * age, age }));
const SEED = { seed: 20_261_122, numRuns: 200 };

const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);

/**
 * The definition: E[(1 - (B / (B + p t))^n) / p] over p drawn from a beta distribution (a, b + x), where n = r + x and
 * B = alpha + T, by the trapezoid rule over p = 1 / (1 + exp(-pi sinh s)).
 */
function integrated({ r, alpha, a, b }: BgNbdParameters, history: PredictedHistory, t: number) {
  const stays = b + history.repeats;
  const base = alpha + history.age;
  const step = 1 / 256;
  let sum = 0;
  for (let at = -8; at <= 8; at += step) {
    const odds = Math.PI * Math.sinh(at);
    const logP = -Math.log1p(Math.exp(-odds));
    const logRest = -Math.log1p(Math.exp(odds));
    const p = Math.exp(logP);
    const purchases =
      p < 1e-280
        ? ((r + history.repeats) * t) / base
        : -Math.expm1(-(r + history.repeats) * Math.log1p((p * t) / base)) / p;
    const density = Math.exp(a * logP + stays * logRest - logBeta(a, stays));
    if (density > 0) sum += step * Math.PI * Math.cosh(at) * density * purchases;
  }
  return sum * probabilityAlive({ r, alpha, a, b }, history);
}

describe("with the published parameters", () => {
  test("the published customer is expected to buy 1.226 times in 39 weeks", () => {
    expect(expectedPurchases(published, first, 39)).toBeCloseTo(1.226, 3);
  });

  test("the published customer is still one with the probability of the formula", () => {
    // 1 / (1 + 0.793 / 3.426 * (43.274 / 34.844)^2.243), by hand.
    expect(probabilityAlive(published, first)).toBeCloseTo(0.7266, 3);
  });

  test("who has bought once counts as active, whatever time has passed", () => {
    expect(probabilityAlive(published, { repeats: 0, recency: 0, age: 500 })).toBe(1);
  });

  test("nothing is expected of no time", () => {
    expect(expectedPurchases(published, first, 0)).toBe(0);
  });
});

describe("expected purchases", () => {
  test("are those of the definition, for customers alike and unlike", () => {
    const weeks = fc.double({ min: 0.5, max: 150, noNaN: true });
    const property = fc.property(
      parametersArbitrary,
      historyArbitrary,
      weeks,
      (parameters, history, t) => {
        const wanted = integrated(parameters, history, t);
        const found = expectedPurchases(parameters, history, t);
        expect(Math.abs(found - wanted)).toBeLessThan(1e-7 * Math.max(1e-3, wanted) + 1e-12);
      },
    );
    fc.assert(property, SEED);
  });

  test.each([
    ["a = 1", { r: 0.5, alpha: 5, a: 1, b: 2 }, 3],
    ["a = 1 with customers alike", { r: 40, alpha: 50, a: 1, b: 2 }, 3],
    ["a + b = 1 and no repeats", { r: 0.5, alpha: 5, a: 0.4, b: 0.6 }, 0],
    ["a + b = 1, no repeats, customers alike", { r: 30, alpha: 50, a: 0.4, b: 0.6 }, 0],
  ])("have no pole at %s", (_, parameters, repeats) => {
    const history = { repeats, recency: repeats === 0 ? 0 : 20, age: 30 };
    const found = expectedPurchases(parameters, history, 52);
    expect(found / integrated(parameters, history, 52)).toBeCloseTo(1, 7);
  });

  test("stay numbers for a customer with two thousand purchases", () => {
    for (const r of [0.5, 900]) {
      const parameters = { r, alpha: 5, a: 0.5, b: 3 };
      const history = { repeats: 2_000, recency: 99.99, age: 100 };
      expect(expectedPurchases(parameters, history, 52)).toBeGreaterThan(100);
      expect(expectedPurchases(parameters, history, 52)).toBeLessThan(2_000);
    }
  });

  test("of a new customer are formula 9", () => {
    // (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + t))^r 2F1(r, b; a + b - 1; t / (alpha + t))), by integration.
    const none = { repeats: 0, recency: 0, age: 0 };
    expect(expectedOfNewCustomer(published, 52)).toBeCloseTo(integrated(published, none, 52), 8);
  });

  test("discounted are fewer, and undiscounted the same", () => {
    const all = expectedPurchases(published, first, 52);
    const outlook = { weeks: 52, yearlyDiscount: 0 };
    expect(discountedPurchases(published, first, outlook)).toBeCloseTo(all, 10);
    const discounted = discountedPurchases(published, first, { weeks: 52, yearlyDiscount: 0.1 });
    expect(discounted).toBeLessThan(all);
    expect(discounted).toBeGreaterThan(all / 1.1);
  });
});

describe("the log-likelihood", () => {
  /** The likelihood as the paper has it, without logarithms. */
  function plain(
    { r, alpha, a, b }: BgNbdParameters,
    { repeats: x, recency, age }: PredictedHistory,
  ) {
    const beta = (left: number, right: number) => Math.exp(logBeta(left, right));
    const gamma = Math.exp(logGamma(r + x) - logGamma(r));
    const stayed = (beta(a, b + x) / beta(a, b)) * gamma * (alpha ** r / (alpha + age) ** (r + x));
    if (x === 0) return Math.log(stayed);
    const left =
      (beta(a + 1, b + x - 1) / beta(a, b)) * gamma * (alpha ** r / (alpha + recency) ** (r + x));
    return Math.log(stayed + left);
  }

  const histories = [
    first,
    first,
    { repeats: 0, recency: 0, age: 38.86 },
    { repeats: 1, recency: 1.71, age: 38.86 },
    { repeats: 7, recency: 29.43, age: 38.86 },
  ];
  const at = (parameters: BgNbdParameters) =>
    [parameters.r, parameters.alpha, parameters.a, parameters.b].map(Math.log);

  test("is that of the paper, summed over customers", () => {
    const wanted = histories.reduce((sum, each) => sum + plain(published, each), 0);
    const found = bgNbdObjective(groupHistories(histories))(at(published));
    expect(-found.value * histories.length).toBeCloseTo(wanted, 10);
  });

  test("stays a number where the plain formula does not", () => {
    const many = [{ repeats: 2_000, recency: 99, age: 100 }];
    expect(plain(published, many[0] ?? first)).toBeNaN();
    expect(bgNbdObjective(groupHistories(many))(at(published)).value).toBeLessThan(0);
  });

  test("has the slope it says it has", () => {
    const property = fc.property(
      parametersArbitrary,
      fc.array(historyArbitrary, { minLength: 1, maxLength: 5 }),
      (parameters, drawn) => {
        const objective = bgNbdObjective(groupHistories(drawn));
        const { gradient } = objective(at(parameters));
        const slopes = at(parameters).map((_, index) => {
          const moved = (by: number) =>
            objective(at(parameters).map((each, other) => each + (other === index ? by : 0)));
          return (moved(1e-5).value - moved(-1e-5).value) / 2e-5;
        });
        for (const [index, slope] of slopes.entries()) {
          const scale = 1 + Math.abs(slope);
          expect(Math.abs((gradient[index] ?? 0) - slope) / scale).toBeLessThan(1e-5);
        }
      },
    );
    fc.assert(property, SEED);
  });
});
