import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { share } from "../enrolment/share.ts";
import { fitLogistic, logistic } from "./fit-logistic.ts";
import { solvePositiveDefinite } from "./solve-positive-definite.ts";

describe("a logistic regression", () => {
  test("recovers the weights that data were made with", () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      4 * share(`a${index}`) - 2,
      4 * share(`b${index}`) - 2,
    ]);
    const outcomes = rows.map(([a = 0, b = 0], index) =>
      share(`lot${index}`) < logistic(-1 + 0.8 * a - 1.5 * b) ? 1 : 0,
    );
    const fit = fitLogistic({ rows, outcomes });
    expect(fit.hasConverged).toBe(true);
    expect(fit.intercept).toBeCloseTo(-1, 1);
    expect(fit.weights[0]).toBeCloseTo(0.8, 1);
    expect(fit.weights[1]).toBeCloseTo(-1.5, 1);
  });

  test("gives the share itself where there is nothing to tell rows apart by", () => {
    const fit = fitLogistic({ rows: [[], [], [], []], outcomes: [1, 0, 0, 0] });
    expect(logistic(fit.intercept)).toBeCloseTo(0.25, 10);
    expect(fit.logLikelihood).toBeCloseTo(Math.log(0.25) + 3 * Math.log(0.75), 10);
  });

  test("agrees with the closed form for one yes-or-no feature, without a penalty to speak of", () => {
    const rows = [
      ...Array.from({ length: 40 }, () => [1]),
      ...Array.from({ length: 60 }, () => [0]),
    ];
    const outcomes = rows.map((_, index) => (index < 30 || (index >= 40 && index < 55) ? 1 : 0));
    const fit = fitLogistic({ rows, outcomes }, { ridge: 1e-9 });
    expect(fit.intercept).toBeCloseTo(Math.log(15 / 45), 6);
    expect(fit.weights[0]).toBeCloseTo(Math.log(30 / 10) - Math.log(15 / 45), 6);
  });

  test("ends where the slope is nothing, also for rows that a line parts", () => {
    const any = fc.record({
      rows: fc.array(
        fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: -1, max: 1 })),
        {
          minLength: 4,
          maxLength: 30,
        },
      ),
      ridge: fc.constantFrom(0.1, 1, 10),
    });
    fc.assert(
      fc.property(any, ({ rows, ridge }) => {
        const outcomes = rows.map(([a]) => (a > 0 ? 1 : 0));
        fc.pre(outcomes.includes(0) && outcomes.includes(1));
        const fit = fitLogistic({ rows, outcomes }, { ridge });
        expect(fit.hasConverged).toBe(true);
        const rest = rows.map(([a, b], index) => {
          const score = fit.intercept + (fit.weights[0] ?? 0) * a + (fit.weights[1] ?? 0) * b;
          return (outcomes[index] ?? 0) - logistic(score);
        });
        const slope = rest.reduce((sum, each, index) => sum + each * (rows[index]?.[0] ?? 0), 0);
        expect(slope - ridge * (fit.weights[0] ?? 0)).toBeCloseTo(0, 5);
        expect(rest.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 5);
      }),
      { seed: 16, numRuns: 100 },
    );
  });

  test("does not say that it has converged when it was not let", () => {
    const rows = [[1], [2], [3], [4]];
    expect(fitLogistic({ rows, outcomes: [0, 1, 0, 1] }, { mostSteps: 0 }).hasConverged).toBe(
      false,
    );
  });
});

test("equations are solved, and a matrix that is not positive definite is refused", () => {
  const solution = solvePositiveDefinite([[4], [2, 3]], [10, 9]);
  expect(solution?.[0]).toBeCloseTo(1.5, 12);
  expect(solution?.[1]).toBeCloseTo(2, 12);
  expect(solvePositiveDefinite([[1], [2, 1]], [1, 1])).toBeUndefined();
});
