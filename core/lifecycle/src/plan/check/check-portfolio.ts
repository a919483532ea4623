import { type PlanProblem, type PlanRule, planError, planWarning } from "./plan-inspection.ts";

/** Segments out of order: one without a condition takes all that come after it, and every id is one segment's. */
export const checkSegments: PlanRule = ({ segments }) =>
  segments.flatMap(({ id, when }, index) => [
    ...(when === undefined && index < segments.length - 1
      ? [
          planError({
            path: ["segments", index],
            code: "segment-takes-all",
            message: `The segment "${id}" has no condition, so no customer ever comes to those after it.`,
            remedy: 'Write "when" for it, or put it last.',
          }),
        ]
      : []),
    ...sameId(["segments"], segments, index),
  ]);

/** Groups whose dates are reversed, and ids that stand twice (V-14). */
export const checkGroups: PlanRule = ({ groups }) =>
  groups.flatMap(({ id, from, until }, index) => [
    ...(from !== undefined && until !== undefined && until < from
      ? [
          planError({
            path: ["groups", index, "until"],
            code: "reversed-dates",
            message: `The group "${id}" ends on ${until}, before it begins on ${from}.`,
            remedy: 'Write the first day under "from" and the last under "until".',
          }),
        ]
      : []),
    ...sameId(["groups"], groups, index),
  ]);

function sameId(
  list: readonly string[],
  items: readonly { readonly id: string }[],
  index: number,
): readonly PlanProblem[] {
  const id = items[index]?.id;
  if (items.findIndex((item) => item.id === id) === index) return [];
  return [
    planError({
      path: [...list, index, "id"],
      code: "duplicate-id",
      message: `There is another of the ${list.at(-1)} with the id "${id}" above.`,
      remedy: "Give each an id of its own.",
    }),
  ];
}

/** Tiers nobody is in (V-01). */
export const checkTierMembers: PlanRule = ({ tiers }, { tierMembers }) => {
  if (tierMembers === undefined) return [];
  return (tiers?.tiers ?? []).flatMap(({ id, from }, index) => {
    if ((tierMembers[id] ?? 0) > 0) return [];
    return [
      planWarning({
        path: ["tiers", "tiers", index],
        code: "tier-without-members",
        message: `The tier "${id}" has no members; it takes ${from}.`,
        remedy: "Lower what it takes, or remove the tier.",
      }),
    ];
  });
};

/** Benefits that stand twice, and those that no tier gives (V-03). */
export const checkBenefits: PlanRule = ({ tiers }) => {
  const given = new Set(tiers?.tiers.flatMap(({ benefits }) => benefits));
  const benefits = tiers?.benefits ?? [];
  const unused = benefits.flatMap(({ id }, index) =>
    given.has(id)
      ? []
      : [
          planWarning({
            path: ["tiers", "benefits", index],
            code: "unused-benefit",
            message: `No tier gives the benefit "${id}".`,
            remedy: 'Name it under "benefits" of a tier, or remove it.',
          }),
        ],
  );
  return [
    ...benefits.flatMap((_, index) => sameId(["tiers", "benefits"], benefits, index)),
    ...unused,
  ];
};

/** A risk of leaving that phases go by and nothing computes. */
export const checkRisk: PlanRule = ({ phases, churn }) => {
  if (phases === undefined || churn !== undefined || phases.retain.risk === "never") return [];
  if (phases.retain.acts.length > 0 || phases.retain.when !== undefined) return [];
  return [
    planWarning({
      path: ["phases", "retain"],
      code: "nobody-retained",
      message:
        'Customers are retained for their risk of leaving alone, and the plan has no "churn" to compute it.',
      remedy: 'Add "churn", or name acts or a condition under "retain".',
    }),
  ];
};
