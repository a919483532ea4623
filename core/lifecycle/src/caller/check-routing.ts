import { didYouMean } from "../condition/did-you-mean.ts";
import type { Catalogue } from "../condition/fields.ts";
import { checkCondition } from "../condition/resolve-condition.ts";
import { didMean } from "../condition/walk.ts";
import { type PlanProblem, planError, planWarning } from "../plan/check/plan-inspection.ts";
import { type IsEmpty, prospectOf } from "../plan/readiness/never-holds.ts";
import { inSwedish } from "../words/schema-messages.ts";
import { type RoutingRule, RoutingRules } from "./routing-rules.ts";
import { unreachableRules } from "./unreachable-rules.ts";

/** Something wrong in routing rules: where, what, and what to do about it. */
export type RoutingProblem = PlanProblem;

/** What routing rules are checked against. */
export interface RoutingContext {
  /** The customer's fields and the call's (`CALL_FIELDS`). */
  readonly catalogue: Catalogue;
  /** Which fields are empty at everybody. @default it is not looked */
  readonly isEmpty?: IsEmpty;
}

/**
 * Everything that is wrong with routing rules, judged from whatever a file or a form holds: names that are declared
 * nowhere, conditions, rules that no call can come to, and answers that are missing. Empty for rules that can be used.
 */
export function checkRouting(raw: unknown, context: RoutingContext): readonly RoutingProblem[] {
  const parsed = RoutingRules.safeParse(raw);
  if (!parsed.success) return parsed.error.issues.map(shapeProblem);
  const rules = parsed.data;
  return [
    ...repeatedIds(rules),
    ...answersOf(rules).flatMap(([path, answer]) => unknownNames(path, answer, rules)),
    ...rules.rules.flatMap((rule, index) => ruleProblems(rule, ["rules", index], rules, context)),
    ...unreachableRules(rules).map(({ index, by }) =>
      planWarning({
        path: ["rules", index],
        code: "unreachable",
        message: {
          sv: `Inget samtal når regeln ”${rules.rules[index]?.id}”: ”${by}” före den tar alla.`,
          en: `No call comes to the rule "${rules.rules[index]?.id}": "${by}" before it takes all of them.`,
        },
        remedy: {
          sv: "Lägg den före den regeln, eller gör den regeln snävare.",
          en: "Put it before that rule, or make that rule narrower.",
        },
      }),
    ),
  ];
}

function shapeProblem(issue: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
}): RoutingProblem {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const [first, second] = path;
  if ((first === "default" || first === "unknown") && second === undefined) {
    const isDefault = first === "default";
    return planError({
      path,
      code: "no-default",
      message: {
        sv: `Svaret för ${isDefault ? "en kund som ingen regel gäller" : "en okänd uppringare"} saknas.`,
        en: `There is no answer for ${isDefault ? "a customer whom no rule is for" : "an unknown caller"}.`,
      },
      remedy: {
        sv: `Ge ”${first}” en priority, en skill, ett voiceMessage, selfServices, en view och en highlight.`,
        en: `Give "${first}" a priority, a skill, a voiceMessage, selfServices, a view and a highlight.`,
      },
    });
  }
  return planError({
    path,
    code: "wrong-shape",
    message: { sv: inSwedish(issue.message), en: issue.message },
    remedy: {
      sv: "Skriv det som regler för samtal ska innehålla här.",
      en: "Write what the schema of routing rules asks for here.",
    },
  });
}

function repeatedIds({ rules }: RoutingRules): readonly RoutingProblem[] {
  return rules.flatMap(({ id }, index) =>
    rules.findIndex((rule) => rule.id === id) === index
      ? []
      : [
          planError({
            path: ["rules", index, "id"],
            code: "repeated-id",
            message: { sv: `Det finns två regler ”${id}”.`, en: `There are two rules "${id}".` },
            remedy: { sv: "Ge vart och ett ett eget id.", en: "Give each an id of its own." },
          }),
        ],
  );
}

type Place = readonly (string | number)[];

function answersOf(rules: RoutingRules): readonly (readonly [Place, RoutingRule["gives"]])[] {
  const ofRules = rules.rules.map(
    ({ gives }, index) => [["rules", index, "gives"], gives] as const,
  );
  const ofBases = (["default", "unknown", "several"] as const).flatMap((name) => {
    const answer = rules[name];
    return answer === undefined ? [] : [[[name], answer] as const];
  });
  return [...ofRules, ...ofBases];
}

function unknownNames(
  path: Place,
  answer: RoutingRule["gives"],
  rules: RoutingRules,
): readonly RoutingProblem[] {
  const { skill, voiceMessage, selfServices = [], view, highlight = [] } = answer;
  const named: readonly (readonly [Place, string | null | undefined, keyof RoutingRules])[] = [
    [["skill"], skill, "skills"],
    [["voiceMessage"], voiceMessage, "voiceMessages"],
    ...selfServices.map((id, at) => [["selfServices", at], id, "selfServices"] as const),
    [["view"], view, "views"],
    ...highlight.map((id, at) => [["highlight", at], id, "highlights"] as const),
  ];
  return named.flatMap(([at, id, list]) =>
    id === undefined || id === null ? [] : unknownName([...path, ...at], id, { rules, list }),
  );
}

function unknownName(
  path: Place,
  id: string,
  { rules, list }: { readonly rules: RoutingRules; readonly list: keyof RoutingRules },
): readonly RoutingProblem[] {
  const known = Object.keys(rules[list] ?? {});
  if (known.includes(id)) return [];
  const near = didYouMean(id, known);
  return [
    planError({
      path,
      code: "unknown-name",
      message: { sv: `”${id}” finns inte under ”${list}”.`, en: `"${id}" is not among "${list}".` },
      remedy:
        near === undefined
          ? {
              sv: "Lägg till det där, eller använd ett som finns.",
              en: "Name it there, or use one of them.",
            }
          : didMean(near),
    }),
  ];
}

function ruleProblems(
  rule: RoutingRule,
  path: Place,
  rules: RoutingRules,
  { catalogue, isEmpty }: RoutingContext,
): readonly RoutingProblem[] {
  const { errands = [], when, callers } = rule;
  const names = errands.flatMap((id, at) =>
    unknownName([...path, "errands", at], id, { rules, list: "errands" }),
  );
  if (when === undefined) return names;
  const faults = checkCondition(when, catalogue, { unavailable: ["invitation", "enrolment"] });
  const conditions = faults.map(({ path: at, code, message, remedy }) =>
    planError({ path: [...path, "when", ...at], code, message, remedy }),
  );
  if (!callers.includes("known")) {
    const problem = {
      path: [...path, "when"],
      code: "never-holds",
      message: {
        sv: `Regeln ”${rule.id}” frågar om en kund, men gäller bara okända uppringare.`,
        en: `The rule "${rule.id}" asks about a customer, and is for callers of whom none is known.`,
      },
      remedy: {
        sv: "Ta bort villkoret, eller lägg till ”known” bland uppringarna.",
        en: 'Take the condition away, or add "known" to its callers.',
      },
    };
    return [...names, ...conditions, planWarning(problem)];
  }
  if (faults.length > 0 || isEmpty === undefined || prospectOf(when, isEmpty) !== "never") {
    return [...names, ...conditions];
  }
  const noData = {
    path: [...path, "when"],
    code: "no-data",
    message: {
      sv: `Regeln ”${rule.id}” kan aldrig gälla: fälten som den frågar om är tomma hos alla.`,
      en: `The rule "${rule.id}" can never hold: fields that it asks about are empty at everybody.`,
    },
    remedy: {
      sv: "Fyll i dem i CRM-systemet, eller fråga om andra fält.",
      en: "Fill them in the CRM, or ask about other fields.",
    },
  };
  return [...names, planWarning(noData)];
}
