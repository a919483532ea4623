import { LOCALES, type Offer } from "@perennial/contract";
import { didYouMean } from "../condition/did-you-mean.ts";
import type { Catalogue } from "../condition/fields.ts";
import { checkCondition } from "../condition/resolve-condition.ts";
import { didMean } from "../condition/walk.ts";
import { placeholdersOf } from "../message/fields-of-template.ts";
import { parseTemplate } from "../message/parse-template.ts";
import { isTextField } from "../message/text-fields.ts";
import { type PlanProblem, planError } from "../plan/check/plan-inspection.ts";
import type { TalkPointRule } from "./talk-points.ts";

/** What talk points are checked against. */
export interface TalkPointContext {
  /** The customer's fields and the call's (`CALL_FIELDS`). */
  readonly catalogue: Catalogue;
  /** The offers that agents may make. */
  readonly offers: readonly Pick<Offer, "id">[];
}

/** Everything that is wrong with talk points: conditions, offers there are not, and texts that cannot be filled. */
export function checkTalkPoints(
  rules: readonly TalkPointRule[],
  context: TalkPointContext,
): readonly PlanProblem[] {
  return rules.flatMap((rule, index) => [
    ...checkCondition(rule.when, context.catalogue).map(({ path, ...problem }) =>
      planError({ ...problem, path: [index, "when", ...path] }),
    ),
    ...offerProblems(rule, index, context),
    ...LOCALES.flatMap((locale) =>
      textProblems(rule.say[locale], [index, "say", locale], context.catalogue),
    ),
  ]);
}

function offerProblems(
  { offer }: TalkPointRule,
  index: number,
  { offers }: TalkPointContext,
): readonly PlanProblem[] {
  const ids = offers.map(({ id }) => id);
  if (offer === undefined || ids.includes(offer)) return [];
  const near = didYouMean(offer, ids);
  return [
    planError({
      path: [index, "offer"],
      code: "unknown-offer",
      message: {
        sv: `Det finns inget erbjudande ”${offer}” som medarbetare får ge.`,
        en: `There is no offer "${offer}" that agents may make.`,
      },
      remedy:
        near === undefined
          ? {
              sv: "Lägg till det bland erbjudandena för samtal.",
              en: "Add it to the offers for calls.",
            }
          : didMean(near),
    }),
  ];
}

function textProblems(
  text: string,
  path: readonly (string | number)[],
  { fields }: Catalogue,
): readonly PlanProblem[] {
  const { template, problems } = parseTemplate(text, "call");
  const faults = problems.map(({ code, message, remedy }) =>
    planError({ path, code, message, remedy }),
  );
  const names = template === undefined ? [] : placeholdersOf(template).map(({ field }) => field);
  const unknown = [...new Set(names)].filter((name) => !fields.has(name) && !isTextField(name));
  return [
    ...faults,
    ...unknown.map((name) => {
      const near = didYouMean(name, fields.keys());
      return planError({
        path,
        code: "unknown-field",
        message: { sv: `Fältet ”${name}” finns inte.`, en: `There is no field "${name}" to say.` },
        remedy:
          near === undefined
            ? { sv: "Ange ett fält som finns.", en: "Name a field of the catalogue." }
            : didMean(near),
      });
    }),
  ];
}
