import { CHANNELS, INTERACTION_KINDS, type Interaction } from "@perennial/contract";
import type { FieldDefinition } from "./field.ts";

/** The fields of an interaction by which interactions are chosen to be counted. */
export const INTERACTION_FIELDS = {
  id: {
    type: "text",
    read: (interaction) => interaction.id,
    words: { sv: { noun: "kontaktens id" }, en: { noun: "the contact's id" } },
  },
  agreementId: {
    type: "text",
    read: (interaction) => interaction.agreementId,
    words: {
      sv: {
        noun: "kontaktens avtal",
        is: "kontakten gällde avtalet",
        isNot: "kontakten gällde inte avtalet",
        has: "kontakten gällde ett avtal",
        lacks: "kontakten gällde inget avtal",
      },
      en: {
        noun: "the contact's agreement",
        is: "the contact was about the agreement",
        isNot: "the contact was not about the agreement",
        has: "the contact was about an agreement",
        lacks: "the contact was about no agreement",
      },
    },
  },
  at: {
    type: "instant",
    read: (interaction) => interaction.at,
    words: {
      sv: { noun: "tidpunkten", is: "kontakten skedde", isNot: "kontakten skedde inte" },
      en: {
        noun: "the time",
        is: "the contact took place",
        isNot: "the contact did not take place",
      },
    },
  },
  kind: {
    type: "choice",
    values: INTERACTION_KINDS,
    read: (interaction) => interaction.kind,
    words: {
      sv: {
        noun: "kontaktens typ",
        is: "kontakten var",
        isNot: "kontakten var inte",
        values: {
          message: "ett meddelande",
          reply: "ett svar",
          open: "en öppning",
          click: "ett klick",
          call: "ett samtal",
          meeting: "ett möte",
          visit: "ett besök",
          case: "ett ärende",
          "self-service": "självbetjäning",
          "survey-answer": "ett enkätsvar",
          campaign: "en kampanj",
        },
      },
      en: {
        noun: "the contact's kind",
        is: "the contact was",
        isNot: "the contact was not",
        values: {
          message: "a message",
          reply: "a reply",
          open: "an opening",
          click: "a click",
          call: "a call",
          meeting: "a meeting",
          visit: "a visit",
          case: "a case",
          "self-service": "self-service",
          "survey-answer": "a survey answer",
          campaign: "a campaign",
        },
      },
    },
  },
  direction: {
    type: "choice",
    values: ["in", "out"],
    read: (interaction) => interaction.direction,
    words: {
      sv: {
        noun: "kontaktens riktning",
        is: "kontakten kom",
        isNot: "kontakten kom inte",
        values: { in: "från kunden", out: "från oss" },
      },
      en: {
        noun: "the contact's direction",
        is: "the contact came",
        isNot: "the contact did not come",
        values: { in: "from the customer", out: "from us" },
      },
    },
  },
  channel: {
    type: "choice",
    values: [...CHANNELS, "web", "store", "other"],
    read: (interaction) => interaction.channel,
    words: {
      sv: {
        noun: "kanalen",
        is: "kontakten skedde",
        isNot: "kontakten skedde inte",
        values: {
          email: "via e-post",
          sms: "via sms",
          phone: "via telefon",
          post: "per brev",
          web: "på webben",
          store: "i butik",
          other: "i en annan kanal",
        },
      },
      en: {
        noun: "the channel",
        is: "the contact was made",
        isNot: "the contact was not made",
        values: {
          email: "by e-mail",
          sms: "by text message",
          phone: "by phone",
          post: "by letter",
          web: "on the web",
          store: "in a shop",
          other: "in another channel",
        },
      },
    },
  },
  text: {
    type: "text",
    read: (interaction) => interaction.text,
    words: { sv: { noun: "texten" }, en: { noun: "the text" } },
  },
  outcome: {
    type: "text",
    read: (interaction) => interaction.outcome,
    words: { sv: { noun: "utfallet" }, en: { noun: "the outcome" } },
  },
  program: {
    type: "text",
    read: (interaction) => interaction.program,
    words: {
      sv: {
        noun: "kontaktens program",
        is: "kontakten hörde till programmet",
        isNot: "kontakten hörde inte till programmet",
      },
      en: {
        noun: "the contact's program",
        is: "the contact belonged to the program",
        isNot: "the contact did not belong to the program",
      },
    },
  },
  step: {
    type: "text",
    read: (interaction) => interaction.step,
    words: {
      sv: {
        noun: "kontaktens steg",
        is: "kontakten hörde till steget",
        isNot: "kontakten hörde inte till steget",
      },
      en: {
        noun: "the contact's step",
        is: "the contact belonged to the step",
        isNot: "the contact did not belong to the step",
      },
    },
  },
} satisfies Record<
  Exclude<keyof Interaction, "customerId" | "campaign" | "updatedAt">,
  FieldDefinition<Interaction>
>;
