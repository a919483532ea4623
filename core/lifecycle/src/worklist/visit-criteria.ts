import type { Declared } from "../condition/declared-field.ts";
import type { VisitCriterion } from "./criterion.ts";

/** The customer fields that the ready criteria ask about beside the contract's own; map them in the CRM, or leave them. */
export const VISIT_FIELDS: Declared = {
  "customer.attributes.trucks": {
    type: "number",
    label: { sv: "antalet truckar", en: "the number of trucks" },
  },
  "customer.attributes.competitorPurchaseOn": {
    type: "date",
    label: { sv: "senaste köpet hos en konkurrent", en: "the last purchase from a competitor" },
  },
  "customer.attributes.investmentBudget": {
    type: "boolean",
    label: { sv: "investeringsbudgeten", en: "the investment budget" },
    values: {
      true: {
        sv: "kunden har fått investeringsbudget",
        en: "the customer has got an investment budget",
      },
      false: {
        sv: "kunden har ingen investeringsbudget",
        en: "the customer has no investment budget",
      },
    },
  },
  "customer.attributes.plansChange": {
    type: "boolean",
    label: { sv: "ändringsplanerna", en: "the plans to change" },
    values: {
      true: {
        sv: "kunden planerar att ändra sin produktion eller logistik",
        en: "the customer plans to change its production or logistics",
      },
      false: {
        sv: "kunden planerar ingen ändring av produktion eller logistik",
        en: "the customer plans no change of production or logistics",
      },
    },
  },
  "customer.attributes.contactChangesOn": {
    type: "date",
    label: { sv: "kontaktpersonens byte av jobb", en: "the contact person's change of job" },
  },
  "customer.attributes.truckReplacedByModel": {
    type: "text",
    label: { sv: "modellen som ersätter kundens truck", en: "the model that replaces its truck" },
  },
};

/** The nine criteria of BT's sales reps (B-01), as data to take over and change. */
export const VISIT_CRITERIA: readonly VisitCriterion[] = [
  {
    id: "uses-trucks",
    name: { sv: "Använder truckar", en: "Uses trucks" },
    when: { field: "customer.attributes.trucks", is: "at-least", value: 1 },
    points: 1,
    whyNow: { sv: "använder truckar", en: "uses trucks" },
    bring: { sv: "sortimentet", en: "the range of models" },
  },
  {
    id: "much-service",
    name: { sv: "Truckarna har haft mycket service", en: "The trucks had much service lately" },
    when: {
      count: "interactions",
      where: [
        { field: "kind", is: "equals", value: "case" },
        { field: "outcome", is: "equals", value: "service" },
      ],
      within: "P6M",
      is: "at-least",
      value: 3,
    },
    points: 2,
    whyNow: {
      sv: "har haft mycket service på truckarna",
      en: "has had much service on its trucks",
    },
    bring: {
      sv: "servicehistoriken och kostnaden för ett byte",
      en: "the service history and the cost of a replacement",
    },
  },
  {
    id: "rental-ends",
    name: { sv: "Hyresavtal går snart ut", en: "Rental contract about to expire" },
    when: {
      all: [
        { field: "agreement.party", is: "equals", value: "own" },
        { field: "agreement.kind", is: "equals", value: "rental" },
        { field: "agreement.status", is: "equals", value: "active" },
        { field: "agreement.end", is: "on-or-after", value: "today" },
        { field: "agreement.end", is: "on-or-before", value: "today+P90D" },
      ],
    },
    points: 3,
    whyNow: {
      sv: "har ett hyresavtal som snart går ut",
      en: "has a rental contract that soon expires",
    },
    bring: { sv: "ett förslag på nytt hyresavtal", en: "a proposal for a new rental contract" },
  },
  {
    id: "bought-from-competitor",
    name: {
      sv: "Har nyligen köpt truck av en konkurrent",
      en: "Recently bought a truck from a competitor",
    },
    when: {
      all: [
        {
          field: "customer.attributes.competitorPurchaseOn",
          is: "on-or-after",
          value: "today-P6M",
        },
        { field: "customer.attributes.competitorPurchaseOn", is: "on-or-before", value: "today" },
      ],
    },
    points: 2,
    whyNow: {
      sv: "har nyligen köpt truck av en konkurrent",
      en: "has recently bought a truck from a competitor",
    },
    bring: {
      sv: "en jämförelse med konkurrentens truck",
      en: "a comparison with the competitor's truck",
    },
  },
  {
    id: "investment-budget",
    name: { sv: "Har fått investeringsbudget", en: "Got an investment budget" },
    when: { field: "customer.attributes.investmentBudget", is: "equals", value: true },
    points: 3,
    whyNow: { sv: "har fått investeringsbudget", en: "has got an investment budget" },
    bring: { sv: "en investeringskalkyl", en: "an investment calculation" },
  },
  {
    id: "plans-change",
    name: {
      sv: "Planerar att ändra produktion eller logistik",
      en: "Plans to change production or logistics",
    },
    when: { field: "customer.attributes.plansChange", is: "equals", value: true },
    points: 3,
    whyNow: {
      sv: "planerar att ändra sin produktion eller logistik",
      en: "plans to change its production or logistics",
    },
    bring: {
      sv: "exempel på lösningar för lager och flöden",
      en: "examples of solutions for storage and flows",
    },
  },
  {
    id: "contact-changes",
    name: {
      sv: "Kontaktpersonen byter eller har bytt jobb",
      en: "Contact person has changed or will change job",
    },
    when: {
      all: [
        { field: "customer.attributes.contactChangesOn", is: "on-or-after", value: "today-P6M" },
        { field: "customer.attributes.contactChangesOn", is: "on-or-before", value: "today+P3M" },
      ],
    },
    points: 2,
    whyNow: { sv: "byter kontaktperson", en: "is changing its contact person" },
    bring: {
      sv: "en presentation för den nya kontaktpersonen",
      en: "an introduction for the new contact person",
    },
  },
  {
    id: "model-replaced",
    name: { sv: "Har truck som ersatts av ny modell", en: "Has a truck replaced by a new model" },
    when: { field: "customer.attributes.truckReplacedByModel", is: "is-set" },
    points: 1,
    whyNow: {
      sv: "har en truck som har ersatts av en ny modell",
      en: "has a truck that has been replaced by a new model",
    },
    bring: { sv: "nyheterna i den nya modellen", en: "what is new in the new model" },
  },
  {
    id: "showed-interest",
    name: {
      sv: "Har visat intresse på mässa, i utskick eller liknande",
      en: "Showed interest at a fair, in a mailing or the like",
    },
    when: {
      count: "interactions",
      where: [
        { field: "direction", is: "equals", value: "in" },
        { field: "kind", is: "one-of", value: ["meeting", "reply", "click", "survey-answer"] },
      ],
      within: "P6M",
      is: "at-least",
      value: 1,
    },
    points: 2,
    whyNow: { sv: "har visat intresse", en: "has shown interest" },
    bring: { sv: "svar på det som frågades om", en: "answers to what was asked about" },
  },
];
