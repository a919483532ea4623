import type { Condition } from "../../condition/condition.ts";
import { checkCondition } from "../../condition/resolve-condition.ts";
import { FIELD_NAME } from "../../program/check/inspection.ts";
import { fieldsOfCondition } from "../condition-fields.ts";
import { planCatalogue, UNAVAILABLE_IN_PLAN } from "../plan-catalogue.ts";
import { conditionsOfPlan, testsOfPlan } from "../plan-conditions.ts";
import { type PlanProblem, type PlanRule, planError, planWarning } from "./plan-inspection.ts";

/** Conditions that ask about fields there are not, ask what does not fit them, or about what they decide. */
export const checkPlanConditions: PlanRule = (plan, context) => {
  const catalogue = planCatalogue(plan, context);
  const options = { unavailable: UNAVAILABLE_IN_PLAN };
  return conditionsOfPlan(plan).flatMap(({ path, condition, decides }) => [
    ...checkCondition(condition, catalogue, options).map((problem) =>
      planError({ ...problem, path: [...path, ...problem.path] }),
    ),
    ...(decides === undefined ? [] : aboutItself(condition, decides, path)),
  ]);
};

function aboutItself(
  condition: Condition,
  decides: string,
  path: PlanProblem["path"],
): readonly PlanProblem[] {
  if (!fieldsOfCondition(condition).has(decides)) return [];
  return [
    planWarning({
      path,
      code: "circular-condition",
      message: {
        sv: `Villkoret frågar om ”${decides}”, som det självt avgör: varje natts svar följer av natten före.`,
        en: `The condition asks about "${decides}", which it decides itself: each night's answer follows from the night before.`,
      },
      remedy: {
        sv: "Fråga om något annat, till exempel köp eller ett eget fält.",
        en: "Ask about something else, such as purchases or a field of your own.",
      },
    }),
  ];
}

/** Which purchases earn more points, asked about fields that purchases do not have. */
export const checkPointTests: PlanRule = (plan, context) => {
  const catalogue = planCatalogue(plan, context);
  return testsOfPlan(plan).flatMap(({ path, tests }) => {
    const condition = { count: "purchases", where: tests, is: "at-least", value: 1 };
    return checkCondition(condition, catalogue).map((problem) =>
      planError({ ...problem, path: [...path, ...problem.path.slice(1)] }),
    );
  });
};

/** Fields of the tenant's own whose names no condition could write. */
export const checkPlanAttributes: PlanRule = (plan) =>
  Object.keys(plan.attributes)
    .filter((name) => !FIELD_NAME.test(name))
    .map((name) =>
      planError({
        path: ["attributes", name],
        part: "key",
        code: "wrong-name",
        message: {
          sv: `Ett fält kan inte heta ”${name}”.`,
          en: `"${name}" cannot be the name of a field.`,
        },
        remedy: {
          sv: "Skriv bokstäverna a–z, siffror och understreck, med en bokstav först.",
          en: "Write letters, digits and underscores, beginning with a letter.",
        },
      }),
    );
