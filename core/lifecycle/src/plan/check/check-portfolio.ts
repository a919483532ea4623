import { type PlanProblem, type PlanRule, planError, planWarning } from "./plan-inspection.ts";

/** Segments out of order: one without a condition takes all that come after it, and every id is one segment's. */
export const checkSegments: PlanRule = ({ segments }) =>
  segments.flatMap(({ id, when }, index) => [
    ...(when === undefined && index < segments.length - 1
      ? [
          planError({
            path: ["segments", index],
            code: "segment-takes-all",
            message: {
              sv: `Segmentet ”${id}” har inget villkor, så ingen kund når de segment som följer.`,
              en: `The segment "${id}" has no condition, so no customer ever comes to those after it.`,
            },
            remedy: {
              sv: "Skriv ”when” för det, eller lägg det sist.",
              en: 'Write "when" for it, or put it last.',
            },
          }),
        ]
      : []),
    ...sameId("segments", segments, index),
  ]);

/** Groups whose dates are reversed, and ids that stand twice (V-14). */
export const checkGroups: PlanRule = ({ groups }) =>
  groups.flatMap(({ id, from, until }, index) => [
    ...(from !== undefined && until !== undefined && until < from
      ? [
          planError({
            path: ["groups", index, "until"],
            code: "reversed-dates",
            message: {
              sv: `Gruppen ”${id}” slutar ${until}, innan den börjar ${from}.`,
              en: `The group "${id}" ends on ${until}, before it begins on ${from}.`,
            },
            remedy: {
              sv: "Skriv första dagen under ”from” och den sista under ”until”.",
              en: 'Write the first day under "from" and the last under "until".',
            },
          }),
        ]
      : []),
    ...sameId("groups", groups, index),
  ]);

const ITEM_WORDS = {
  segments: "ett segment",
  groups: "en grupp",
  benefits: "en förmån",
} as const;

function sameId(
  name: keyof typeof ITEM_WORDS,
  items: readonly { readonly id: string }[],
  index: number,
): readonly PlanProblem[] {
  const id = items[index]?.id;
  if (items.findIndex((item) => item.id === id) === index) return [];
  return [
    planError({
      path: [...(name === "benefits" ? ["tiers"] : []), name, index, "id"],
      code: "duplicate-id",
      message: {
        sv: `Det finns redan ${ITEM_WORDS[name]} med id ”${id}” ovanför.`,
        en: `There is another of the ${name} with the id "${id}" above.`,
      },
      remedy: { sv: "Ge vart och ett ett eget id.", en: "Give each an id of its own." },
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
        message: {
          sv: `Nivån ”${id}” har inga medlemmar; den kräver ${from}.`,
          en: `The tier "${id}" has no members; it takes ${from}.`,
        },
        remedy: {
          sv: "Sänk kravet, eller ta bort nivån.",
          en: "Lower what it takes, or remove the tier.",
        },
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
            message: {
              sv: `Ingen nivå ger förmånen ”${id}”.`,
              en: `No tier gives the benefit "${id}".`,
            },
            remedy: {
              sv: "Ange den under ”benefits” på en nivå, eller ta bort den.",
              en: 'Name it under "benefits" of a tier, or remove it.',
            },
          }),
        ],
  );
  return [...benefits.flatMap((_, index) => sameId("benefits", benefits, index)), ...unused];
};

/** A risk of leaving that phases go by and nothing computes. */
export const checkRisk: PlanRule = ({ phases, churn }) => {
  if (phases === undefined || churn !== undefined || phases.retain.risk === "never") return [];
  if (phases.retain.acts.length > 0 || phases.retain.when !== undefined) return [];
  return [
    planWarning({
      path: ["phases", "retain"],
      code: "nobody-retained",
      message: {
        sv: "Kunder hamnar i Behålla-fasen bara på grund av risken att lämna, och planen har ingen ”churn” som räknar ut den.",
        en: 'Customers are retained for their risk of leaving alone, and the plan has no "churn" to compute it.',
      },
      remedy: {
        sv: "Lägg till ”churn”, eller ange händelser eller ett villkor under ”retain”.",
        en: 'Add "churn", or name acts or a condition under "retain".',
      },
    }),
  ];
};
