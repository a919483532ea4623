import type { Instant } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { compileTest } from "./compile-test.ts";
import { oncePerDay, windowStart } from "./condition-date.ts";
import { ExactSum } from "./exact-sum.ts";
import type { FieldTest, Figure, InteractionFigure, PurchaseFigure } from "./resolved-condition.ts";

/** Compiles the figure that a condition compares: facts to a count or an exact sum. */
export function compileMeasure(figure: Figure): (facts: Facts) => ExactSum {
  return figure.over === "purchases" ? measurePurchases(figure) : measureInteractions(figure);
}

function measurePurchases(figure: PurchaseFigure): (facts: Facts) => ExactSum {
  const counts = countedOnly(figure.where, figure);
  const { measure } = figure;
  return (facts) => {
    const sum = new ExactSum();
    for (const purchase of facts.purchases) {
      if (counts(purchase, facts)) sum.add(measure === "count" ? 1 : purchase[measure]);
    }
    return sum;
  };
}

function measureInteractions(figure: InteractionFigure): (facts: Facts) => ExactSum {
  const counts = countedOnly(figure.where, figure);
  return (facts) => {
    const sum = new ExactSum();
    for (const interaction of facts.interactions) if (counts(interaction, facts)) sum.add(1);
    return sum;
  };
}

/** Whether a record lies in the window of a figure and satisfies its tests. */
function countedOnly<Source extends { readonly at: Instant }>(
  where: readonly FieldTest<Source>[],
  { within }: Figure,
): (record: Source, facts: Facts) => boolean {
  const tests = where.map(compileTest);
  const start = oncePerDay((today, zone) => {
    return within === undefined ? undefined : windowStart(within, today, zone);
  });
  return (record, facts) => {
    if (record.at > facts.now) return false;
    const from = start(facts);
    if (from !== undefined && record.at < from) return false;
    return tests.every((test) => test(record, facts));
  };
}
