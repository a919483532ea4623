import type { Step } from "../step.ts";
import type { StepGraph } from "./step-graph.ts";

/**
 * The ways round that can be gone without standing still: one for each group of steps that lead to each
 * other. A step that pauses breaks a loop, and so does one with a limit, but for the way it goes when the
 * limit is reached.
 */
export function findLoops(
  graph: StepGraph,
  pauses: (step: Step) => boolean,
): readonly (readonly string[])[] {
  const targets = (id: string): readonly string[] => {
    const step = graph.steps.get(id);
    if (!step) return [];
    return (graph.edges.get(id) ?? []).flatMap(({ to, by }) => {
      const isFree = by !== "signal" && by !== "reaction";
      const isBounded =
        by !== "limit" && (step.limit !== undefined || (pauses(step) && by !== "late"));
      return to !== undefined && isFree && !isBounded ? [to] : [];
    });
  };
  const loops: (readonly string[])[] = [];
  const told = new Set<string>();
  for (const id of graph.stages.keys()) {
    if (told.has(id)) continue;
    const loop = wayBack(id, targets);
    if (!loop) continue;
    loops.push(loop);
    for (const step of loop) told.add(step);
  }
  return loops;
}

/** The shortest way from a step back to itself. */
function wayBack(
  start: string,
  targets: (id: string) => readonly string[],
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let index = 0; index < queue.length; index++) {
    const id = queue[index] ?? start;
    for (const to of targets(id)) {
      if (to === start) return wayFrom(start, id, cameFrom);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, id);
      queue.push(to);
    }
  }
  return undefined;
}

function wayFrom(
  start: string,
  end: string,
  cameFrom: ReadonlyMap<string, string>,
): readonly string[] {
  const way: string[] = [];
  for (let id: string | undefined = end; id !== undefined && id !== start; id = cameFrom.get(id)) {
    way.unshift(id);
  }
  return [start, ...way];
}
