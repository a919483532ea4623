import fc from "fast-check";
import { expect, test } from "vitest";
import { backTest } from "./back-test.ts";
import type { ChurnModel } from "./churn-model.ts";
import { ChurnRules } from "./churn-rules.ts";

const rules = ChurnRules.parse({});

test("the area under the curve is the share of pairs in the right order, equals half", () => {
  const model: ChurnModel = {
    ...{
      day: "2025-01-01",
      horizon: "P6M",
      constant: 0,
      customers: 0,
      lost: 0,
      logLikelihood: 0,
      steps: 0,
      ridge: 1,
    },
    weights: [{ feature: "silence", coefficient: 1, mean: 0 }],
  };
  const any = fc.array(fc.record({ score: fc.integer({ min: 0, max: 4 }), isLost: fc.boolean() }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(any, (scores) => {
      const examples = scores.map(({ score, isLost }) => ({ isLost, features: [score] }));
      const lost = scores.filter(({ isLost }) => isLost);
      const kept = scores.filter(({ isLost }) => !isLost);
      const pairs = lost.flatMap((a) => kept.map((b) => (Math.sign(a.score - b.score) + 1) / 2));
      const mean = pairs.reduce((sum, each) => sum + each, 0) / pairs.length;
      const { auc } = backTest(model, examples, rules);
      if (pairs.length === 0) expect(auc).toBeUndefined();
      else expect(auc).toBeCloseTo(mean, 10);
    }),
    { seed: 21, numRuns: 200 },
  );
});
