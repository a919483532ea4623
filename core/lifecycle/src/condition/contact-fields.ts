import type { Customer } from "@perennial/contract";
import type { FieldDefinition } from "./field.ts";

type ContactField = "email" | "mobile" | "phone" | "postalAddress" | "doNotCall" | "pausedUntil";

/** The fields of a customer that say how, and whether, it may be reached. */
export const CONTACT_FIELDS = {
  email: {
    type: "text",
    read: (customer) => customer.email,
    words: {
      sv: {
        noun: "kundens e-postadress",
        has: "kunden har en e-postadress",
        lacks: "kunden saknar e-postadress",
      },
      en: {
        noun: "the customer's e-mail address",
        has: "the customer has an e-mail address",
        lacks: "the customer has no e-mail address",
      },
    },
  },
  mobile: {
    type: "text",
    read: (customer) => customer.mobile,
    words: {
      sv: {
        noun: "kundens mobilnummer",
        has: "kunden har ett mobilnummer",
        lacks: "kunden saknar mobilnummer",
      },
      en: {
        noun: "the customer's mobile number",
        has: "the customer has a mobile number",
        lacks: "the customer has no mobile number",
      },
    },
  },
  phone: {
    type: "text",
    read: (customer) => customer.phone,
    words: {
      sv: {
        noun: "kundens fasta telefonnummer",
        has: "kunden har ett fast telefonnummer",
        lacks: "kunden saknar fast telefonnummer",
      },
      en: {
        noun: "the customer's landline number",
        has: "the customer has a landline number",
        lacks: "the customer has no landline number",
      },
    },
  },
  postalAddress: {
    type: "text",
    read: (customer) => customer.postalAddress,
    words: {
      sv: {
        noun: "kundens postadress",
        has: "kunden har en postadress",
        lacks: "kunden saknar postadress",
      },
      en: {
        noun: "the customer's postal address",
        has: "the customer has a postal address",
        lacks: "the customer has no postal address",
      },
    },
  },
  doNotCall: {
    type: "boolean",
    read: (customer) => customer.doNotCall,
    words: {
      sv: {
        noun: "uppgiften om kunden får ringas upp",
        values: { true: "kunden får inte ringas upp", false: "kunden får ringas upp" },
      },
      en: {
        noun: "whether the customer may be called",
        values: { true: "the customer must not be called", false: "the customer may be called" },
      },
    },
  },
  pausedUntil: {
    type: "instant",
    read: (customer) => customer.pausedUntil,
    words: {
      sv: {
        noun: "slutet på kundens reklampaus",
        is: "kundens reklampaus slutar",
        isNot: "kundens reklampaus slutar inte",
        has: "kunden har en reklampaus",
        lacks: "kunden har ingen reklampaus",
      },
      en: {
        noun: "the end of the customer's marketing pause",
        is: "the customer's marketing pause ends",
        isNot: "the customer's marketing pause does not end",
        has: "the customer has a marketing pause",
        lacks: "the customer has no marketing pause",
      },
    },
  },
} satisfies Record<ContactField, FieldDefinition<Customer>>;
