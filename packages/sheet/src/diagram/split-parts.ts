import type { DiagramGraph } from "@perennial/lifecycle";
import type { StepRange } from "./part-graph.ts";

/**
 * Parts a program's steps so that each part fits on a picture: at changes of stage where that will do, else where the
 * fewest ways are cut; then neighbours that fit on one are joined.
 * @param fits Whether steps fit on one picture. A single step is never parted.
 */
export function splitParts(
  graph: DiagramGraph,
  fits: (range: StepRange) => boolean,
): readonly StepRange[] {
  const last = Math.max(...graph.nodes.map(({ number = 0 }) => number));
  const whole = { first: 1, last };
  const cuts = cutsOf(graph);
  if (fits(whole)) return [whole];
  const small = stageRuns(graph, last).flatMap((run) => join(divide(run, fits, cuts), fits));
  return join(small, fits);
}

/** Steps in a row that do not enter another stage. */
function stageRuns(graph: DiagramGraph, last: number): readonly StepRange[] {
  const begins: number[] = [1];
  let stage: string | undefined;
  for (const node of graph.nodes) {
    if (node.number === undefined || node.stage === undefined || node.stage === stage) continue;
    stage = node.stage;
    if (node.number > 1) begins.push(node.number);
  }
  return begins.map((first, index) => ({ first, last: (begins[index + 1] ?? last + 1) - 1 }));
}

type CountCuts = (before: number, range: StepRange) => number;

function divide(
  range: StepRange,
  fits: (range: StepRange) => boolean,
  cuts: CountCuts,
): readonly StepRange[] {
  if (range.first === range.last || fits(range)) return [range];
  const middle = (range.first + range.last + 1) / 2;
  let best = { at: range.last, cost: Number.POSITIVE_INFINITY };
  for (let at = range.first + 1; at <= range.last; at++) {
    // Halves are better than a crumb and the rest, but not at any price.
    const cost = cuts(at, range) + Math.abs(at - middle) / 2;
    if (cost < best.cost) best = { at, cost };
  }
  const halves = [
    { first: range.first, last: best.at - 1 },
    { first: best.at, last: range.last },
  ];
  return halves.flatMap((half) => divide(half, fits, cuts));
}

/** How many ways inside a range lead over the border before a step. */
function cutsOf(graph: DiagramGraph): CountCuts {
  const numbers = new Map(graph.nodes.map(({ id, number }) => [id, number]));
  const ways = graph.edges.flatMap(({ from, to }) => {
    const [a, b] = [numbers.get(from), numbers.get(to)];
    return a === undefined || b === undefined ? [] : [[Math.min(a, b), Math.max(a, b)] as const];
  });
  return (before, { first, last }) =>
    ways.filter(([low, high]) => low >= first && low < before && high >= before && high <= last)
      .length;
}

function join(
  ranges: readonly StepRange[],
  fits: (range: StepRange) => boolean,
): readonly StepRange[] {
  const joined: StepRange[] = [];
  for (const range of ranges) {
    const before = joined.at(-1);
    const both = before && { first: before.first, last: range.last };
    if (both && fits(both)) joined[joined.length - 1] = both;
    else joined.push(range);
  }
  return joined;
}
