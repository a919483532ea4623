import { type Customer, PHASES, VALUE_CLASSES } from "@perennial/contract";
import { CONTACT_FIELDS } from "./contact-fields.ts";
import type { FieldDefinition } from "./field.ts";

/** Every field of a customer that conditions may ask about, with its words. */
export const CUSTOMER_FIELDS = {
  ...CONTACT_FIELDS,
  id: {
    type: "text",
    read: (customer) => customer.id,
    words: { sv: { noun: "kundens id" }, en: { noun: "the customer's id" } },
  },
  kind: {
    type: "choice",
    values: ["person", "company"],
    read: (customer) => customer.kind,
    words: {
      sv: {
        noun: "kundens typ",
        is: "kunden är",
        isNot: "kunden är inte",
        values: { person: "en privatperson", company: "ett företag" },
      },
      en: {
        noun: "the customer's type",
        is: "the customer is",
        isNot: "the customer is not",
        values: { person: "a private person", company: "a company" },
      },
    },
  },
  name: {
    type: "text",
    read: (customer) => customer.name,
    words: { sv: { noun: "kundens namn" }, en: { noun: "the customer's name" } },
  },
  firstName: {
    type: "text",
    read: (customer) => customer.firstName,
    words: { sv: { noun: "kundens förnamn" }, en: { noun: "the customer's first name" } },
  },
  lastName: {
    type: "text",
    read: (customer) => customer.lastName,
    words: { sv: { noun: "kundens efternamn" }, en: { noun: "the customer's last name" } },
  },
  locale: {
    type: "text",
    read: (customer) => customer.locale,
    words: { sv: { noun: "kundens språk" }, en: { noun: "the customer's language" } },
  },
  timeZone: {
    type: "text",
    read: (customer) => customer.timeZone,
    words: { sv: { noun: "kundens tidszon" }, en: { noun: "the customer's time zone" } },
  },
  country: {
    type: "text",
    read: (customer) => customer.country,
    words: { sv: { noun: "kundens land" }, en: { noun: "the customer's country" } },
  },
  segment: {
    type: "text",
    read: (customer) => customer.segment,
    words: {
      sv: {
        noun: "kundens segment",
        is: "kunden tillhör segmentet",
        isNot: "kunden tillhör inte segmentet",
        has: "kunden tillhör ett segment",
        lacks: "kunden tillhör inget segment",
      },
      en: {
        noun: "the customer's segment",
        is: "the customer is in the segment",
        isNot: "the customer is not in the segment",
        has: "the customer is in a segment",
        lacks: "the customer is in no segment",
      },
    },
  },
  phase: {
    type: "choice",
    values: PHASES,
    read: (customer) => customer.phase,
    words: {
      sv: {
        noun: "kundens fas",
        is: "kunden är",
        isNot: "kunden är inte",
        has: "kunden har en fas",
        lacks: "kunden saknar fas",
        values: {
          welcome: "i välkomstfasen",
          develop: "i förädlafasen",
          retain: "i behållafasen",
        },
      },
      en: {
        noun: "the customer's phase",
        is: "the customer is",
        isNot: "the customer is not",
        has: "the customer has a phase",
        lacks: "the customer has no phase",
        values: {
          welcome: "in the welcome phase",
          develop: "in the develop phase",
          retain: "in the retain phase",
        },
      },
    },
  },
  valueClass: {
    type: "choice",
    values: VALUE_CLASSES,
    read: (customer) => customer.valueClass,
    words: {
      sv: {
        noun: "kundens värdeklass",
        is: "kunden är",
        isNot: "kunden är inte",
        has: "kunden har en värdeklass",
        lacks: "kunden saknar värdeklass",
        values: { gold: "guldkund", silver: "silverkund", bronze: "bronskund" },
      },
      en: {
        noun: "the customer's value class",
        is: "the customer is",
        isNot: "the customer is not",
        has: "the customer has a value class",
        lacks: "the customer has no value class",
        values: {
          gold: "a gold customer",
          silver: "a silver customer",
          bronze: "a bronze customer",
        },
      },
    },
  },
  tier: {
    type: "text",
    read: (customer) => customer.tier,
    words: {
      sv: {
        noun: "kundens medlemsnivå",
        has: "kunden har en medlemsnivå",
        lacks: "kunden saknar medlemsnivå",
      },
      en: {
        noun: "the customer's tier",
        has: "the customer has a tier",
        lacks: "the customer has no tier",
      },
    },
  },
  customerSince: {
    type: "date",
    read: (customer) => customer.customerSince,
    words: {
      sv: {
        noun: "dagen då kunden blev kund",
        is: "kunden blev kund",
        isNot: "kunden blev inte kund",
        has: "det är känt när kunden blev kund",
        lacks: "det är okänt när kunden blev kund",
      },
      en: {
        noun: "the day the customer became a customer",
        is: "the customer became a customer",
        isNot: "the customer did not become a customer",
        has: "it is known when the customer became a customer",
        lacks: "it is not known when the customer became a customer",
      },
    },
  },
  owner: {
    type: "text",
    read: (customer) => customer.owner,
    words: {
      sv: {
        noun: "kundansvarig",
        has: "kunden har en kundansvarig",
        lacks: "kunden saknar kundansvarig",
      },
      en: {
        noun: "the account manager",
        has: "the customer has an account manager",
        lacks: "the customer has no account manager",
      },
    },
  },
  updatedAt: {
    type: "instant",
    read: (customer) => customer.updatedAt,
    words: {
      sv: {
        noun: "tidpunkten för kundens senaste ändring",
        is: "kundens senaste ändring gjordes",
        isNot: "kundens senaste ändring gjordes inte",
      },
      en: {
        noun: "the time of the customer's latest change",
        is: "the customer's latest change was made",
        isNot: "the customer's latest change was not made",
      },
    },
  },
} satisfies Record<Exclude<keyof Customer, "attributes">, FieldDefinition<Customer>>;
