import { type Standing, TIER_REASONS } from "@perennial/contract";
import type { FieldDefinition } from "./field.ts";

type TierField =
  | "tierSince"
  | "tierUntil"
  | "graceUntil"
  | "tierReason"
  | "qualifying"
  | "nextTier"
  | "remaining"
  | "toKeep"
  | "points";

/** Where a customer stands in the loyalty tiers, as conditions may ask about it (V-02, V-05, V-09). */
export const TIER_STANDING_FIELDS = {
  tierSince: {
    type: "date",
    read: (standing) => standing.tierSince,
    words: {
      sv: {
        noun: "dagen då kunden fick sin medlemsnivå",
        is: "kunden fick sin medlemsnivå",
        isNot: "kunden fick inte sin medlemsnivå",
      },
      en: {
        noun: "the day the customer got the tier",
        is: "the customer got the tier",
        isNot: "the customer did not get the tier",
      },
    },
  },
  tierUntil: {
    type: "date",
    read: (standing) => standing.tierUntil,
    words: {
      sv: {
        noun: "sista dagen som medlemsnivån är säker",
        is: "medlemsnivån är säker till och med",
        isNot: "medlemsnivån är inte säker till och med",
      },
      en: {
        noun: "the last day the tier is certain",
        is: "the last day the tier is certain is",
        isNot: "the last day the tier is certain is not",
      },
    },
  },
  graceUntil: {
    type: "date",
    read: (standing) => standing.graceUntil,
    words: {
      sv: {
        noun: "respittidens sista dag",
        is: "respittiden slutar",
        isNot: "respittiden slutar inte",
        has: "kunden har respittid",
        lacks: "kunden har ingen respittid",
      },
      en: {
        noun: "the last day of grace",
        is: "the grace period ends",
        isNot: "the grace period does not end",
        has: "the customer has a grace period",
        lacks: "the customer has no grace period",
      },
    },
  },
  tierReason: {
    type: "choice",
    values: TIER_REASONS,
    read: (standing) => standing.tierReason,
    words: {
      sv: {
        noun: "skälet till medlemsnivån",
        values: {
          joined: "att kunden blev medlem",
          earned: "att kunden kvalificerade sig",
          kept: "att kunden behöll nivån",
          grace: "att en respittid löper",
          protected: "att nivån är skyddad",
          downgraded: "att kunden flyttades ned",
          override: "att en medarbetare bestämde det",
          left: "att kunden lämnade klubben",
        },
      },
      en: {
        noun: "the reason for the tier",
        values: {
          joined: "that the customer joined",
          earned: "that the customer earned it",
          kept: "that the customer kept it",
          grace: "that a grace period runs",
          protected: "that the tier is protected",
          downgraded: "that the customer was moved down",
          override: "that a member of staff decided it",
          left: "that the customer left the club",
        },
      },
    },
  },
  qualifying: {
    type: "number",
    read: (standing) => standing.qualifying,
    words: {
      sv: { noun: "det som räknas mot medlemsnivåerna" },
      en: { noun: "what counts towards the tiers" },
    },
  },
  nextTier: {
    type: "text",
    read: (standing) => standing.nextTier,
    words: {
      sv: {
        noun: "nästa medlemsnivå",
        has: "det finns en högre medlemsnivå",
        lacks: "kunden har den högsta medlemsnivån eller ingen",
      },
      en: {
        noun: "the next tier",
        has: "there is a higher tier",
        lacks: "the customer has the highest tier or none",
      },
    },
  },
  remaining: {
    type: "number",
    read: (standing) => standing.remaining,
    words: {
      sv: { noun: "det som återstår till nästa medlemsnivå" },
      en: { noun: "what remains to the next tier" },
    },
  },
  toKeep: {
    type: "number",
    read: (standing) => standing.toKeep,
    words: {
      sv: { noun: "det som återstår för att behålla medlemsnivån" },
      en: { noun: "what remains to keep the tier" },
    },
  },
  points: {
    type: "number",
    read: (standing) => standing.points,
    words: {
      sv: { noun: "kundens poäng", unit: ["poäng", "poäng"] },
      en: { noun: "the customer's points balance", unit: ["point", "points"] },
    },
  },
} satisfies Record<TierField, FieldDefinition<Standing>>;
