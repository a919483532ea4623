import { schemaProblems } from "../program/check/schema-problems.ts";
import type { Problem } from "../program/problem.ts";
import { sortProblems } from "../program/problem.ts";
import { type Path, type PlaceOf, readYaml } from "../program/read-yaml.ts";
import { checkPlan } from "./check/check-plan.ts";
import type { PlanContext } from "./check/plan-inspection.ts";
import { LifecyclePlan } from "./lifecycle-plan.ts";

/** The name a plan's file has in problems. */
export const PLAN_FILE = "plan.yaml";

/** Something wrong in a plan's file. */
export interface PlanFileProblem extends Problem {
  /** Where in the plan; missing where the file is no YAML. */
  readonly path?: Path;
}

/** A plan's file, read. */
export interface ParsedPlan {
  /** Missing where the file has errors. */
  readonly plan?: LifecyclePlan;
  /** In the order of the file. */
  readonly problems: readonly PlanFileProblem[];
  /** Where something stands in the file. */
  readonly placeOf: PlaceOf;
}

/** Reads a plan from its YAML. Never throws; `checkPlan` looks for the mistakes that only the whole shows. */
export function parsePlan(text: string): ParsedPlan {
  const { value, placeOf, faults } = readYaml(text);
  if (faults.length > 0) {
    const problems = faults.map((fault): Problem => ({ ...fault, ...IN_FILE }));
    return { placeOf, problems };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { placeOf, problems: [noPlan(placeOf)] };
  }
  const problems = schemaProblems(LifecyclePlan, value, placeOf).map(
    (problem): PlanFileProblem => ({ ...problem, ...IN_FILE }),
  );
  if (problems.length > 0) return { placeOf, problems: sortProblems(problems) };
  return { placeOf, problems: [], plan: LifecyclePlan.parse(value) };
}

/** Everything wrong with a plan's file, with line and column, in the order of the file. */
export function checkPlanFile(text: string, context: PlanContext): readonly Problem[] {
  const { plan, problems, placeOf } = parsePlan(text);
  if (plan === undefined) return problems.map(({ path: _, ...problem }) => problem);
  return sortProblems(
    checkPlan(plan, context).map(
      ({ path, part, ...problem }): Problem => ({
        ...placeOf(path, part),
        file: PLAN_FILE,
        ...problem,
      }),
    ),
  );
}

const IN_FILE = { file: PLAN_FILE, severity: "error" } as const;

function noPlan(placeOf: PlaceOf): Problem {
  return {
    ...IN_FILE,
    ...placeOf([]),
    code: "no-plan",
    message: { sv: "Filen innehåller ingen plan.", en: "There is no plan in the file." },
    remedy: {
      sv: "Skriv dess delar som nycklar, till exempel ”flows”, ”segments” och ”phases”.",
      en: 'Write its parts as keys, such as "flows", "segments" and "phases".',
    },
  };
}
