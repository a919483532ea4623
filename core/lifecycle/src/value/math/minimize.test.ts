import { describe, expect, test } from "vitest";
import { isRefusal } from "../value-refusal.ts";
import { positiveEstimate, shareEstimate, symmetricEstimate } from "./estimate.ts";
import { fitLikelihood, hessian, standardErrorOf } from "./fit-likelihood.ts";
import { invertDefinite } from "./matrix.ts";
import { minimize, type Objective } from "./minimize.ts";

/** Rosenbrock's valley (1960): narrow, bent, with its minimum at 1, 1. */
const rosenbrock: Objective = ([x = 0, y = 0]) => ({
  value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
});

describe("the search for a minimum", () => {
  test.each([[[-1.2, 1]], [[3, -4]], [[0, 0]]])(
    "finds the end of a bent valley from %j",
    (start) => {
      const found = minimize(rosenbrock, start);
      expect(found.converged).toBe(true);
      expect(found.at[0]).toBeCloseTo(1, 6);
      expect(found.at[1]).toBeCloseTo(1, 6);
    },
  );

  test("finds the minimum of Powell's function, whose second derivatives vanish there", () => {
    const powell: Objective = ([a = 0, b = 0, c = 0, d = 0]) => ({
      value: (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4,
      gradient: [
        2 * (a + 10 * b) + 40 * (a - d) ** 3,
        20 * (a + 10 * b) + 4 * (b - 2 * c) ** 3,
        10 * (c - d) - 8 * (b - 2 * c) ** 3,
        -10 * (c - d) - 40 * (a - d) ** 3,
      ],
    });
    const found = minimize(powell, [3, -1, 0, 1]);
    expect(found.converged).toBe(true);
    expect(found.value).toBeLessThan(1e-9);
  });

  test("says so when it has not arrived", () => {
    expect(minimize(rosenbrock, [-1.2, 1], { iterations: 2 }).converged).toBe(false);
  });

  test("steps back from where there is no value", () => {
    const walled: Objective = ([x = 0]) => ({
      value: x > 2 ? Number.NaN : (x - 1.9) ** 2,
      gradient: [2 * (x - 1.9)],
    });
    expect(minimize(walled, [-40]).at[0]).toBeCloseTo(1.9, 6);
  });
});

describe("a likelihood fit", () => {
  // The mean negative log-likelihood of normal draws with mean 3 and standard deviation 2, in the mean.
  const normal: Objective = ([mean = 0]) => ({
    value: (mean - 3) ** 2 / 8,
    gradient: [(mean - 3) / 4],
  });

  test("knows how sure it is: a mean of 400 draws with deviation 2 has the error 0.1", () => {
    const fit = fitLikelihood({ objective: normal, customers: 400, starts: [[0], [10]] });
    if (isRefusal(fit)) throw new Error("the fit was refused");
    expect(fit.at[0]).toBeCloseTo(3, 6);
    expect(standardErrorOf(fit, ([mean = 0]) => mean)).toBeCloseTo(0.1, 6);
    expect(standardErrorOf(fit, ([mean = 0]) => 5 * mean)).toBeCloseTo(0.5, 6);
    expect(fit.agreeing).toBe(2);
  });

  test("is refused where no two starts agree", () => {
    const twoValleys: Objective = ([x = 0]) => ({
      value: (x * x - 1) ** 2 + 0.3 * x,
      gradient: [4 * x * (x * x - 1) + 0.3],
    });
    const fit = fitLikelihood({ objective: twoValleys, customers: 100, starts: [[-1], [1]] });
    expect(fit).toEqual({ refused: "not-converged", starts: 2, agreeing: 1 });
  });

  test("is refused where two parameters do the same", () => {
    const ridge: Objective = ([x = 0, y = 0]) => ({
      value: (x + y) ** 2,
      gradient: [2 * (x + y), 2 * (x + y)],
    });
    const fit = fitLikelihood({
      objective: ridge,
      customers: 100,
      starts: [
        [1, 1],
        [2, -1],
      ],
    });
    expect(fit).toEqual({ refused: "not-identified" });
  });
});

test("second derivatives are those of the function", () => {
  const [[xx = 0, xy = 0] = [], [, yy = 0] = []] = hessian(rosenbrock, [1, 1]);
  expect(xx).toBeCloseTo(802, 3);
  expect(xy).toBeCloseTo(-400, 3);
  expect(yy).toBeCloseTo(200, 3);
});

test("a definite matrix times its inverse is one, and others have none", () => {
  const inverse = invertDefinite([
    [4, 2, 0],
    [2, 5, 3],
    [0, 3, 6],
  ]);
  expect(inverse?.[0]?.[0]).toBeCloseTo(21 / 60, 12);
  expect(inverse?.[2]?.[1]).toBeCloseTo(-12 / 60, 12);
  expect(
    invertDefinite([
      [1, 2],
      [2, 1],
    ]),
  ).toBeUndefined();
});

test("bounds keep to what the number can be", () => {
  expect(symmetricEstimate(10, 1).low).toBeCloseTo(8.04, 2);
  expect(positiveEstimate(1, 2).low).toBeGreaterThan(0);
  expect(shareEstimate(0.99, 2).high).toBeLessThan(1);
  expect(shareEstimate(0.5, 0).low).toBe(0.5);
});
