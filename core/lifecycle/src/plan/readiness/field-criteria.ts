import type { LocalizedText } from "@perennial/contract";

/** What a stored field must be justified by (M-22); the document says four reasons and lists these five. */
export const FIELD_CRITERIA = [
  "easy-to-register",
  "easy-to-find",
  "customer-intelligence",
  "business-intelligence",
  "lawful",
] as const;
export type FieldCriterion = (typeof FIELD_CRITERIA)[number];

/** The five criteria in words. */
export const FIELD_CRITERIA_WORDS: Readonly<Record<FieldCriterion, LocalizedText>> = {
  "easy-to-register": { sv: "lätt att registrera", en: "easy to register" },
  "easy-to-find": { sv: "lätt att hitta", en: "easy to find" },
  "customer-intelligence": {
    sv: "ger bättre kunskap om kunden",
    en: "gives better knowledge of the customer",
  },
  "business-intelligence": {
    sv: "ger bättre kunskap om affären",
    en: "gives better knowledge of the business",
  },
  lawful: { sv: "laglig att spara", en: "lawful to store" },
};

/** For each stored field, which of the criteria somebody has said that it meets. */
export type FieldJustifications = Readonly<Record<string, readonly FieldCriterion[]>>;
