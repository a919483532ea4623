import {
  checkPlan,
  type LifecyclePlan,
  type PlanContext,
  type PlanProblem,
  type Problem,
  parsePlan,
} from "@perennial/lifecycle";
import { planContext } from "@perennial/runtime";
import { asTenant, type Tenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { inOne } from "./language.ts";
import { HttpProblem } from "./problem.ts";

/** Something wrong in a plan, as clients see it but for the language. */
export type PlacedPlanProblem = Pick<Problem, "line" | "column"> &
  Omit<PlanProblem, "path" | "part"> & { readonly path: string | null };

/** A plan that was sent in, with all that is wrong with it. */
export interface CheckedPlan {
  /** Missing where it is none. */
  readonly plan: LifecyclePlan | undefined;
  readonly problems: readonly PlacedPlanProblem[];
}

/** Reads a plan that was sent in, as YAML or as JSON, and checks it against the tenant's programs and last night. */
export async function checkPlanInput(
  context: ServerContext,
  tenant: Tenant,
  input: unknown,
): Promise<CheckedPlan> {
  const against = await contextOf(context, tenant);
  // JSON is YAML, too.
  return checkedPlan(typeof input === "string" ? input : JSON.stringify(input, null, 2), against);
}

/** What a tenant's plan is checked against today. */
export function contextOf(context: ServerContext, tenant: Tenant): Promise<PlanContext> {
  return asTenant(context.db, tenant.id, (tx) => planContext(context, tx, tenant.currency));
}

/** All that is wrong with a plan's text. */
export function checkedPlan(text: string, against: PlanContext): CheckedPlan {
  const { plan, problems, placeOf } = parsePlan(text);
  if (!plan) {
    const placed = problems.map(({ file: _, path = [], ...each }) => ({
      ...each,
      path: written(path),
    }));
    return { plan, problems: placed };
  }
  const found = checkPlan(plan, against).map(({ path, part, ...problem }) => ({
    ...placeOf(path, part),
    ...problem,
    path: written(path),
  }));
  return { plan, problems: found.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** A place of a plan as clients see it. */
function written(path: PlanProblem["path"]): string | null {
  return path.length === 0 ? null : path.join(".");
}

/** The plan that was sent in. Throws an `HttpProblem` with each error where it has any. */
export function demandPlan({ plan, problems }: CheckedPlan): LifecyclePlan {
  const errors = problems.filter(({ severity }) => severity === "error");
  if (plan && errors.length === 0) return plan;
  throw new HttpProblem(
    422,
    "Plan not right",
    {
      sv: "Livscykelplanen har fel. Varje fel står i listan.",
      en: 'The lifecycle plan has errors; see "problems" for each.',
    },
    errors.map(({ line, column, ...problem }) => ({
      place: `plan.yaml:${line}:${column}`,
      message: inOne(problem),
    })),
  );
}
