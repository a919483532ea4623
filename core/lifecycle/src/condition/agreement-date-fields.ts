import type { Agreement, Locale } from "@perennial/contract";
import type { FieldDefinition, FieldWords } from "./field.ts";

/** What an agreement is called in sentences: "avtalet", "förnyelseavtalet". Neuter and definite. */
export type AgreementName = Readonly<Record<Locale, string>>;

type AgreementDateField =
  | "start"
  | "end"
  | "orderedAt"
  | "acceptedAt"
  | "signedAt"
  | "cancelledAt"
  | "updatedAt";

/** The dates and moments of an agreement, with their words under a given name. */
export function agreementDateFields({ sv, en }: AgreementName) {
  return {
    start: {
      type: "date",
      read: (agreement) => agreement.start,
      words: {
        sv: { noun: `${sv}s startdag`, is: `${sv} startar`, isNot: `${sv} startar inte` },
        en: { noun: `${en}'s start date`, is: `${en} starts`, isNot: `${en} does not start` },
      },
    },
    end: {
      type: "date",
      read: (agreement) => agreement.end,
      words: {
        sv: {
          noun: `${sv}s slutdag`,
          is: `${sv} slutar`,
          isNot: `${sv} slutar inte`,
          has: `${sv} har en slutdag`,
          lacks: `${sv} saknar slutdag`,
        },
        en: {
          noun: `${en}'s end date`,
          is: `${en} ends`,
          isNot: `${en} does not end`,
          has: `${en} has an end date`,
          lacks: `${en} has no end date`,
        },
      },
    },
    orderedAt: {
      type: "instant",
      read: (agreement) => agreement.orderedAt,
      words: {
        sv: {
          noun: `${sv}s beställningstid`,
          is: `${sv} beställdes`,
          isNot: `${sv} beställdes inte`,
          has: `${sv} har beställts`,
          lacks: `${sv} har inte beställts`,
        },
        en: event(en, "order time", "ordered"),
      },
    },
    acceptedAt: {
      type: "instant",
      read: (agreement) => agreement.acceptedAt,
      words: {
        sv: {
          noun: `tidpunkten för ${sv}s skriftliga godkännande`,
          is: `${sv} godkändes skriftligen`,
          isNot: `${sv} godkändes inte skriftligen`,
          has: `${sv} har godkänts skriftligen`,
          lacks: `${sv} har inte godkänts skriftligen`,
        },
        en: event(en, "time of written acceptance", "accepted in writing"),
      },
    },
    signedAt: {
      type: "instant",
      read: (agreement) => agreement.signedAt,
      words: {
        sv: {
          noun: `tidpunkten för ${sv}s underskrift`,
          is: `${sv} skrevs under`,
          isNot: `${sv} skrevs inte under`,
          has: `${sv} har skrivits under`,
          lacks: `${sv} har inte skrivits under`,
        },
        en: event(en, "signing time", "signed"),
      },
    },
    cancelledAt: {
      type: "instant",
      read: (agreement) => agreement.cancelledAt,
      words: {
        sv: {
          noun: `tidpunkten för ${sv}s uppsägning`,
          is: `${sv} sades upp`,
          isNot: `${sv} sades inte upp`,
          has: `${sv} har sagts upp`,
          lacks: `${sv} har inte sagts upp`,
        },
        en: event(en, "cancellation time", "cancelled"),
      },
    },
    updatedAt: {
      type: "instant",
      read: (agreement) => agreement.updatedAt,
      words: {
        sv: {
          noun: `tidpunkten för ${sv}s senaste ändring`,
          is: `${sv}s senaste ändring gjordes`,
          isNot: `${sv}s senaste ändring gjordes inte`,
        },
        en: {
          noun: `the time of ${en}'s latest change`,
          is: `${en}'s latest change was made`,
          isNot: `${en}'s latest change was not made`,
        },
      },
    },
  } satisfies Record<AgreementDateField, FieldDefinition<Agreement>>;
}

/** English words for a moment at which something was done to an agreement. */
function event(name: string, noun: string, done: string): FieldWords {
  return {
    noun: `${name}'s ${noun}`,
    is: `${name} was ${done}`,
    isNot: `${name} was not ${done}`,
    has: `${name} has been ${done}`,
    lacks: `${name} has not been ${done}`,
  };
}
