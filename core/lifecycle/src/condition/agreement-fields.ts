import { AGREEMENT_STATUSES, type Agreement } from "@perennial/contract";
import { type AgreementName, agreementDateFields } from "./agreement-date-fields.ts";
import type { FieldDefinition } from "./field.ts";

/** Every field of an agreement that conditions may ask about, with its words under a given name. */
export function agreementFields(name: AgreementName) {
  const { sv, en } = name;
  return {
    ...agreementDateFields(name),
    id: {
      type: "text",
      read: (agreement) => agreement.id,
      words: {
        sv: { noun: `${sv}s id`, has: `${sv} finns`, lacks: `${sv} finns inte` },
        en: { noun: `${en}'s id`, has: `${en} exists`, lacks: `${en} does not exist` },
      },
    },
    customerId: {
      type: "text",
      read: (agreement) => agreement.customerId,
      words: {
        sv: {
          noun: `${sv}s kund-id`,
          is: `${sv} tillhör kunden med id`,
          isNot: `${sv} tillhör inte kunden med id`,
        },
        en: {
          noun: `${en}'s customer id`,
          is: `${en} belongs to the customer with the id`,
          isNot: `${en} does not belong to the customer with the id`,
        },
      },
    },
    party: {
      type: "choice",
      values: ["own", "competitor"],
      read: (agreement) => agreement.party,
      words: {
        sv: {
          noun: `${sv}s leverantör`,
          is: `${sv} är`,
          isNot: `${sv} är inte`,
          values: { own: "vårt eget", competitor: "en konkurrents" },
        },
        en: {
          noun: `${en}'s supplier`,
          is: `${en} is`,
          isNot: `${en} is not`,
          values: { own: "our own", competitor: "a competitor's" },
        },
      },
    },
    product: {
      type: "text",
      read: (agreement) => agreement.product,
      words: {
        sv: {
          noun: `${sv}s produkt`,
          is: `${sv} gäller produkten`,
          isNot: `${sv} gäller inte produkten`,
        },
        en: {
          noun: `${en}'s product`,
          is: `${en} is for the product`,
          isNot: `${en} is not for the product`,
        },
      },
    },
    kind: {
      type: "text",
      read: (agreement) => agreement.kind,
      words: {
        sv: { noun: `${sv}s typ`, is: `${sv} är av typen`, isNot: `${sv} är inte av typen` },
        en: { noun: `${en}'s kind`, is: `${en} is of the kind`, isNot: `${en} is not of the kind` },
      },
    },
    status: {
      type: "choice",
      values: AGREEMENT_STATUSES,
      read: (agreement) => agreement.status,
      words: {
        sv: {
          noun: `${sv}s status`,
          is: `${sv} är`,
          isNot: `${sv} är inte`,
          values: {
            ordered: "beställt",
            active: "aktivt",
            ended: "avslutat",
            cancelled: "uppsagt",
          },
        },
        en: {
          noun: `${en}'s status`,
          is: `${en} is`,
          isNot: `${en} is not`,
          values: {
            ordered: "ordered",
            active: "active",
            ended: "ended",
            cancelled: "cancelled",
          },
        },
      },
    },
    noticeDays: {
      type: "number",
      read: (agreement) => agreement.noticeDays,
      words: {
        sv: {
          noun: `${sv}s uppsägningstid`,
          has: `${sv} har en uppsägningstid`,
          lacks: `${sv} saknar uppsägningstid`,
          unit: ["dag", "dagar"],
        },
        en: {
          noun: `${en}'s notice period`,
          has: `${en} has a notice period`,
          lacks: `${en} has no notice period`,
          unit: ["day", "days"],
        },
      },
    },
    orderChannel: {
      type: "text",
      read: (agreement) => agreement.orderChannel,
      words: {
        sv: {
          noun: `${sv}s beställningskanal`,
          is: `${sv} beställdes via`,
          isNot: `${sv} beställdes inte via`,
        },
        en: {
          noun: `${en}'s order channel`,
          is: `${en} was ordered through`,
          isNot: `${en} was not ordered through`,
        },
      },
    },
    renewalOf: {
      type: "text",
      read: (agreement) => agreement.renewalOf,
      words: {
        sv: {
          noun: `${sv}s föregångare`,
          is: `${sv} förnyar avtalet`,
          isNot: `${sv} förnyar inte avtalet`,
          has: `${sv} är en förnyelse`,
          lacks: `${sv} är inte en förnyelse`,
        },
        en: {
          noun: `${en}'s predecessor`,
          is: `${en} renews the agreement`,
          isNot: `${en} does not renew the agreement`,
          has: `${en} is a renewal`,
          lacks: `${en} is not a renewal`,
        },
      },
    },
    yearlyValue: {
      type: "money",
      read: (agreement) => agreement.yearlyValue,
      currency: (agreement) => agreement.currency,
      words: {
        sv: {
          noun: `${sv}s årsvärde`,
          has: `${sv} har ett årsvärde`,
          lacks: `${sv} saknar årsvärde`,
        },
        en: {
          noun: `${en}'s yearly value`,
          has: `${en} has a yearly value`,
          lacks: `${en} has no yearly value`,
        },
      },
    },
    currency: {
      type: "text",
      read: (agreement) => agreement.currency,
      words: { sv: { noun: `${sv}s valuta` }, en: { noun: `${en}'s currency` } },
    },
  } satisfies Record<Exclude<keyof Agreement, "attributes">, FieldDefinition<Agreement>>;
}
