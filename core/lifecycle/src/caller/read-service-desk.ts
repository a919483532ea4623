import type { PlanProblem } from "../plan/check/plan-inspection.ts";
import type { Place } from "../program/problem.ts";
import { readYaml } from "../program/read-yaml.ts";
import { checkServiceDesk, ServiceDesk, type ServiceDeskContext } from "./service-desk.ts";

/** Something wrong in a service desk's text, and where it stands. */
export type PlacedDeskProblem = Omit<PlanProblem, "part"> & Place;

/** A service desk's text, read and checked. */
export interface ReadServiceDesk {
  /** Missing where there are errors. */
  readonly desk?: ServiceDesk;
  /** In the order of the text. */
  readonly problems: readonly PlacedDeskProblem[];
}

/** Reads a service desk from YAML or JSON and checks it. Never throws. */
export function readServiceDesk(text: string, context: ServiceDeskContext): ReadServiceDesk {
  const { value, placeOf, faults } = readYaml(text);
  if (faults.length > 0) {
    const problems = faults.map((fault) => ({ ...fault, path: [], severity: "error" as const }));
    return { problems };
  }
  const problems = checkServiceDesk(value, context)
    .map(({ part, ...problem }) => ({ ...placeOf(problem.path, part), ...problem }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const isRight = problems.every(({ severity }) => severity === "warning");
  return { problems, ...(isRight && { desk: ServiceDesk.parse(value) }) };
}
