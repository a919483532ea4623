import { BANDS, FLOW_STATES, RISK_LEVELS, type Standing } from "@perennial/contract";
import type { FieldDefinition } from "./field.ts";
import { TIER_STANDING_FIELDS } from "./tier-standing-fields.ts";

/** What has been computed of a customer, as conditions may ask about it (D-13, D-14, M-17, V-14). */
export const STANDING_FIELDS = {
  ...TIER_STANDING_FIELDS,
  asOf: {
    type: "date",
    read: (standing) => standing.asOf,
    words: {
      sv: { noun: "dagen då kundens ställning senast ändrades" },
      en: { noun: "the day the customer's standing last changed" },
    },
  },
  flow: {
    type: "choice",
    values: FLOW_STATES,
    read: (standing) => standing.flow,
    words: {
      sv: {
        noun: "kundens läge i kundflödet",
        is: "kunden är",
        isNot: "kunden är inte",
        has: "kunden har ett läge i kundflödet",
        lacks: "kunden saknar läge i kundflödet",
        values: {
          starter: "förstagångsköpare",
          active: "aktiv",
          growing: "växande",
          decreasing: "minskande",
          inactive: "inaktiv",
          lost: "förlorad",
        },
      },
      en: {
        noun: "the customer's state in the flow",
        is: "the customer is",
        isNot: "the customer is not",
        has: "the customer has a state in the flow",
        lacks: "the customer has no state in the flow",
        values: {
          starter: "a starter",
          active: "active",
          growing: "growing",
          decreasing: "decreasing",
          inactive: "inactive",
          lost: "lost",
        },
      },
    },
  },
  flowSince: {
    type: "date",
    read: (standing) => standing.flowSince,
    words: {
      sv: {
        noun: "dagen då kunden bytte läge i kundflödet",
        is: "kunden bytte läge i kundflödet",
        isNot: "kunden bytte inte läge i kundflödet",
      },
      en: {
        noun: "the day the customer moved in the flow",
        is: "the customer moved in the flow",
        isNot: "the customer did not move in the flow",
      },
    },
  },
  band: {
    type: "choice",
    values: BANDS,
    read: (standing) => standing.band,
    words: {
      sv: {
        noun: "kundens plats i värdefördelningen",
        is: "kunden hör till",
        isNot: "kunden hör inte till",
        has: "kunden har en plats i värdefördelningen",
        lacks: "kunden saknar plats i värdefördelningen",
        values: { top: "toppen", middle: "mitten", bottom: "botten" },
      },
      en: {
        noun: "the customer's value band",
        is: "the customer belongs to",
        isNot: "the customer does not belong to",
        has: "the customer has a value band",
        lacks: "the customer has no value band",
        values: { top: "the top", middle: "the middle", bottom: "the bottom" },
      },
    },
  },
  value: {
    type: "money",
    read: (standing) => standing.value,
    words: {
      sv: { noun: "det kunden köpt för" },
      en: { noun: "what the customer has bought for" },
    },
  },
  purchases: {
    type: "number",
    read: (standing) => standing.purchases,
    words: {
      sv: { noun: "antalet köp", unit: ["köp", "köp"] },
      en: { noun: "the number of purchases", unit: ["purchase", "purchases"] },
    },
  },
  firstPurchase: {
    type: "date",
    read: (standing) => standing.firstPurchase,
    words: {
      sv: {
        noun: "kundens första köpdag",
        is: "kunden köpte första gången",
        isNot: "kunden köpte inte första gången",
        has: "kunden har köpt",
        lacks: "kunden har aldrig köpt",
      },
      en: {
        noun: "the day of the customer's first purchase",
        is: "the customer first bought",
        isNot: "the customer did not first buy",
        has: "the customer has bought",
        lacks: "the customer has never bought",
      },
    },
  },
  lastPurchase: {
    type: "date",
    read: (standing) => standing.lastPurchase,
    words: {
      sv: {
        noun: "kundens senaste köpdag",
        is: "kunden köpte senast",
        isNot: "kunden köpte inte senast",
        has: "kunden har köpt",
        lacks: "kunden har aldrig köpt",
      },
      en: {
        noun: "the day of the customer's latest purchase",
        is: "the customer last bought",
        isNot: "the customer did not last buy",
        has: "the customer has bought",
        lacks: "the customer has never bought",
      },
    },
  },
  phaseSince: {
    type: "date",
    read: (standing) => standing.phaseSince,
    words: {
      sv: {
        noun: "dagen då kunden kom in i sin fas",
        is: "kunden kom in i sin fas",
        isNot: "kunden kom inte in i sin fas",
      },
      en: {
        noun: "the day the customer entered the phase",
        is: "the customer entered the phase",
        isNot: "the customer did not enter the phase",
      },
    },
  },
  churn: {
    type: "number",
    read: (standing) => standing.churn,
    words: {
      sv: { noun: "sannolikheten att kunden lämnar" },
      en: { noun: "the probability that the customer leaves" },
    },
  },
  risk: {
    type: "choice",
    values: RISK_LEVELS,
    read: (standing) => standing.risk,
    words: {
      sv: {
        noun: "risken att kunden lämnar",
        has: "risken att kunden lämnar är känd",
        lacks: "risken att kunden lämnar är okänd",
        values: { low: "låg", medium: "medelhög", high: "hög" },
      },
      en: {
        noun: "the risk that the customer leaves",
        values: { low: "low", medium: "medium", high: "high" },
      },
    },
  },
  groups: {
    type: "set",
    read: ({ groups = [] }) => (groups.length === 0 ? undefined : groups.join(", ")),
    members: ({ groups = [] }) => groups,
    words: {
      sv: {
        noun: "kundens grupper",
        is: "kunden är med i gruppen",
        isNot: "kunden är inte med i gruppen",
        has: "kunden är med i en grupp",
        lacks: "kunden är inte med i någon grupp",
      },
      en: {
        noun: "the customer's groups",
        is: "the customer is in the group",
        isNot: "the customer is not in the group",
        has: "the customer is in a group",
        lacks: "the customer is in no group",
      },
    },
  },
} satisfies Record<keyof Standing, FieldDefinition<Standing>>;
