import { LOCALES } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyDay, anyHistory, exampleHistory } from "../portfolio/testing/example-history.ts";
import { CHURN_FEATURES } from "./churn-features.ts";
import { churnFigures } from "./churn-figures.ts";
import { churnFactorWords } from "./churn-words.ts";
import { decreaseSignals } from "./decrease-signals.ts";

describe("the words of a factor", () => {
  const figures = churnFigures(exampleHistory(), "2026-11-22");
  const say = (feature: (typeof CHURN_FEATURES)[number], changes: object) => {
    const words = churnFactorWords(feature, { ...figures, ...changes });
    return [words?.sv, words?.en];
  };
  test("are as people say it", () => {
    expect(say("rhythm", { silent: 213, days: 8, span: 294 })).toEqual([
      "har inte köpt på 6 månader, annars var 6:e vecka",
      "has not bought for 6 months, otherwise every 6 weeks",
    ]);
    expect(say("rhythm", { silent: 20, days: 2, span: 14 })).toEqual([
      "har inte köpt på 20 dagar, annars varannan vecka",
      "has not bought for 20 days, otherwise every other week",
    ]);
    expect(say("trend", { days: 3, recent: 60, earlier: 100 })).toEqual([
      "köper för 40 % mindre det senaste halvåret än halvåret före",
      "has spent 40 % less in the last six months than in the six before",
    ]);
    expect(say("calls", { calls: 1 })).toEqual([
      "har ringt oss en gång det senaste året",
      "has called us once in the last year",
    ]);
    expect(say("ending", { left: 45 })).toEqual([
      "har ett avtal som går ut om 6 veckor",
      "has an agreement that ends in 6 weeks",
    ]);
    expect(say("cancelled", { cancelled: 2 })).toEqual([
      "har sagt upp 2 avtal det senaste året",
      "has cancelled 2 agreements in the last year",
    ]);
  });
  test("are none where there is nothing to say", () =>
    expect(say("trend", {})).toEqual([undefined, undefined]));
  test("can be said in both languages, whatever it is", () => {
    fc.assert(
      fc.property(
        anyHistory,
        anyDay,
        fc.constantFrom(...CHURN_FEATURES),
        (history, day, feature) => {
          const words = churnFactorWords(feature, churnFigures(history, day));
          for (const locale of LOCALES)
            expect(words?.[locale] ?? "").not.toMatch(/undefined|NaN|-\d|Infinity/);
        },
      ),
      { seed: 19, numRuns: 500 },
    );
  });
});

test("early signs of decrease are less spending, lateness and a cancellation (D-12)", () => {
  const none = churnFigures(exampleHistory(), "2026-11-22");
  expect(decreaseSignals(none)).toEqual([]);
  const all = { ...none, days: 4, span: 90, silent: 60, recent: 80, earlier: 100, cancelled: 1 };
  expect(decreaseSignals(all).map(({ signal }) => signal)).toEqual([
    "buys-less",
    "overdue",
    "cancelled",
  ]);
  expect(decreaseSignals({ ...all, recent: 81, silent: 59, cancelled: 0 })).toEqual([]);
});
