import type { Facts } from "../facts/facts.ts";
import { compileMeasure } from "./compile-measure.ts";
import { compileTest } from "./compile-test.ts";
import type { FigureOperator } from "./condition.ts";
import type { ExactSum } from "./exact-sum.ts";
import type { Figure, Leaf } from "./resolved-condition.ts";

/** Compiles a leaf to a function of the facts. */
export function compileLeaf(leaf: Leaf): (facts: Facts) => boolean {
  if (leaf.op === "figure") {
    const { figure } = leaf;
    const measure = compileMeasure(figure);
    return (facts) => compareFigure(figure, measure(facts));
  }
  const holds = compileTest(leaf.test);
  return (facts) => holds(facts, facts);
}

/** Holds a measured figure against the number of its condition. */
export function compareFigure({ operator, value }: Figure, measured: ExactSum): boolean {
  return FIGURE[operator](measured, value);
}

const FIGURE: Readonly<Record<FigureOperator, (sum: ExactSum, limit: number) => boolean>> = {
  equals: (sum, limit) => sum.compare(limit) === 0,
  "less-than": (sum, limit) => sum.compare(limit) < 0,
  "at-most": (sum, limit) => sum.compare(limit) <= 0,
  "at-least": (sum, limit) => sum.compare(limit) >= 0,
  "more-than": (sum, limit) => sum.compare(limit) > 0,
};
