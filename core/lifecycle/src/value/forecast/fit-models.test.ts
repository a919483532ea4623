import { describe, expect, test } from "vitest";
import type { Estimate } from "../math/estimate.ts";
import type { PurchaseHistory } from "../purchases/purchase-history.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { simulateHistories } from "../testing/simulate-histories.ts";
import { isRefusal, type ValueRefusal } from "../value-refusal.ts";
import { expectedPurchases, probabilityAlive } from "./bg-nbd-prediction.ts";
import { fitBgNbd } from "./fit-bg-nbd.ts";
import { fitGammaGamma } from "./fit-gamma-gamma.ts";
import { expectedAveragePurchase, gammaGammaObjective } from "./gamma-gamma.ts";

const purchases = { r: 0.6, alpha: 6, a: 0.8, b: 2.5 };
const spend = { p: 6.25, q: 3.74, gamma: 1_544 };
const drawn = { customers: 6_000, purchases, spend, laterWeeks: 26 };
const histories = simulateHistories(seededRandom(20_261_122), drawn);

function fitted<Fit extends object>(fit: Fit | ValueRefusal): Fit {
  if (isRefusal(fit)) throw new Error(`the fit was refused: ${JSON.stringify(fit)}`);
  return fit;
}

/** How many standard errors of its logarithm an estimate is from the truth. */
function errorsFrom(truth: number, { value, standardError }: Estimate): number {
  return Math.abs(Math.log(value / truth)) / (standardError / value);
}

describe("the purchase model fitted to what it has drawn itself", () => {
  const model = fitted(fitBgNbd(histories));

  test("finds its parameters again within three standard errors, and those are small", () => {
    for (const name of ["r", "alpha", "a", "b"] as const) {
      const estimate = model.estimates[name];
      expect(errorsFrom(purchases[name], estimate), name).toBeLessThan(3);
      expect(estimate.standardError / estimate.value, name).toBeLessThan(0.25);
      expect(estimate.low).toBeLessThan(estimate.value);
      expect(estimate.high).toBeGreaterThan(estimate.value);
    }
  });

  test("has converged, from every start to the same height", () => {
    expect(model.fit.gradientNorm).toBeLessThan(1e-6);
    expect(model.fit.agreeing).toBe(model.fit.starts);
  });

  test("expects what then comes, within three per cent", () => {
    const expected = histories.reduce(
      (sum, each) => sum + expectedPurchases(model.parameters, each, 26),
      0,
    );
    const came = histories.reduce((sum, each) => sum + each.later, 0);
    expect(Math.abs(expected / came - 1)).toBeLessThan(0.03);
  });

  test("expects more of those it holds to be active", () => {
    const asleep = { repeats: 5, recency: 10, age: 50 };
    const awake = { repeats: 5, recency: 49, age: 50 };
    expect(probabilityAlive(model.parameters, awake)).toBeGreaterThan(
      probabilityAlive(model.parameters, asleep),
    );
  });

  test("gives the same answer for the same data", () => {
    expect(fitBgNbd(histories)).toEqual(model);
  });
});

describe("a forecast is refused", () => {
  const few = histories.slice(0, 50);
  const once = histories.map((each) => ({ ...each, repeats: 0, recency: 0 }));

  test.each<[string, readonly PurchaseHistory[], object]>([
    ["of no customers", [], { refused: "too-few-customers", have: 0, need: 100 }],
    ["of fifty customers", few, { refused: "too-few-customers", have: 50, need: 100 }],
    ["where nobody bought again", once, { refused: "too-few-repeat-buyers", have: 0, need: 30 }],
    [
      "of six weeks",
      histories.map((each) => ({ ...each, recency: each.recency / 10, age: each.age / 10 })),
      { refused: "span-too-short", needWeeks: 13 },
    ],
  ])("%s", (_, data, refusal) => {
    expect(fitBgNbd(data)).toMatchObject(refusal);
  });

  test("where nobody ever leaves, which the model cannot tell from leaving late", () => {
    const stay = simulateHistories(seededRandom(7), {
      ...drawn,
      customers: 400,
      purchases: { r: 4, alpha: 8, a: 1e-9, b: 1 },
    }).map((each) => ({ ...each, recency: each.repeats === 0 ? 0 : each.age }));
    expect(isRefusal(fitBgNbd(stay))).toBe(true);
  });

  test("not for fifty customers if the tenant's limits say so", () => {
    expect(fitBgNbd(few, { customers: 40, repeatBuyers: 10 })).not.toMatchObject({
      refused: "too-few-customers",
    });
  });
});

describe("the spend model", () => {
  test("with the published parameters expects 24.65 of the published customer and 35.2 of one unknown", () => {
    // Fader & Hardie 2013: the first customer bought twice again for 22.35 on average; the estimates are rounded.
    const published = { p: 6.25, q: 3.74, gamma: 15.44 };
    const known = expectedAveragePurchase(published, { repeats: 2, averageRepeat: 22.35 });
    expect(known).toBeCloseTo(24.65, 1);
    const unknown = expectedAveragePurchase(published, { repeats: 0, averageRepeat: 0 });
    expect(unknown).toBeCloseTo(35.2, 1);
  });

  test("finds the parameters of its own data again within three standard errors", () => {
    const { estimates, fit, correlation } = fitted(fitGammaGamma(histories));
    for (const name of ["p", "q", "gamma"] as const) {
      expect(errorsFrom(spend[name], estimates[name]), name).toBeLessThan(3);
    }
    expect(fit.agreeing).toBe(fit.starts);
    expect(Math.abs(correlation)).toBeLessThan(0.1);
  });

  test("is the same in öre and in kronor", () => {
    const inKronor = histories.map((each) => ({
      ...each,
      averageRepeat: each.averageRepeat / 100,
    }));
    const small = fitted(fitGammaGamma(inKronor));
    const large = fitted(fitGammaGamma(histories));
    expect(small.parameters.p / large.parameters.p).toBeCloseTo(1, 5);
    expect((small.parameters.gamma * 100) / large.parameters.gamma).toBeCloseTo(1, 5);
    const moved = small.customers * Math.log(100);
    expect(small.fit.logLikelihood - large.fit.logLikelihood).toBeCloseTo(moved, 2);
  });

  test("has the slope it says it has", () => {
    const objective = gammaGammaObjective([
      { repeats: 2, averageRepeat: 22.35 },
      { repeats: 7, averageRepeat: 73.74 },
      { repeats: 1, averageRepeat: 11.77 },
    ]);
    const at = [6.25, 3.74, 15.44].map(Math.log);
    const { gradient } = objective(at);
    for (const index of at.keys()) {
      const moved = (by: number) =>
        objective(at.map((each, other) => each + (other === index ? by : 0))).value;
      expect(gradient[index]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
    }
  });

  test("is refused where those who buy often buy for more", () => {
    const tied = histories.map((each) => ({ ...each, averageRepeat: 100 * each.repeats }));
    expect(fitGammaGamma(tied)).toMatchObject({
      refused: "frequency-and-value-correlated",
      limit: 0.3,
    });
  });

  test("is refused where nobody bought again for money, and leaves such customers out", () => {
    const free = histories.map((each) => ({ ...each, averageRepeat: 0 }));
    expect(fitGammaGamma(free)).toEqual({ refused: "too-few-repeat-buyers", have: 0, need: 30 });
    const gift = { customerId: "gift", repeats: 3, recency: 5, age: 40, averageRepeat: 0 };
    expect(fitted(fitGammaGamma([...histories, gift])).leftOut).toBe(1);
  });

  test("is refused where some purchases are so large that there is no average", () => {
    const heavy = simulateHistories(seededRandom(3), {
      ...drawn,
      customers: 3_000,
      spend: { p: 2, q: 0.6, gamma: 100 },
    });
    expect(fitGammaGamma(heavy, { correlation: 1 })).toEqual({ refused: "no-finite-average" });
  });
});
