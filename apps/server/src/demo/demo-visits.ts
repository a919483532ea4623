import { VisitCriteria } from "@perennial/lifecycle";

const isCompany = { field: "customer.kind", is: "equals", value: "company" } as const;

/** What makes a company worth a visit by somebody who sells electricity; the ready criteria are about trucks. */
export const DEMO_VISITS: VisitCriteria = VisitCriteria.parse([
  {
    id: "agreement-ends",
    name: { sv: "Företagets avtal går snart ut", en: "The company's agreement soon expires" },
    when: {
      all: [
        isCompany,
        { field: "agreement.party", is: "equals", value: "own" },
        { field: "agreement.status", is: "equals", value: "active" },
        { field: "agreement.end", is: "on-or-after", value: "today" },
        { field: "agreement.end", is: "on-or-before", value: "today+P90D" },
      ],
    },
    points: 3,
    whyNow: { sv: "har ett elavtal som snart går ut", en: "has an agreement that soon expires" },
    bring: { sv: "ett förslag på nytt avtal", en: "a proposal for a new agreement" },
  },
  {
    id: "large-without-solar",
    name: { sv: "Storförbrukare utan solceller", en: "Large user without solar panels" },
    when: {
      all: [
        isCompany,
        { field: "customer.attributes.yearlyKwh", is: "at-least", value: 40_000 },
        { field: "customer.attributes.solarPanels", is: "equals", value: false },
      ],
    },
    points: 2,
    whyNow: {
      sv: "använder mycket el och har inga solceller",
      en: "uses much electricity and has no solar panels",
    },
    bring: { sv: "en kalkyl för solceller", en: "a calculation for solar panels" },
  },
  {
    id: "electric-cars",
    name: { sv: "Har elbilar", en: "Has electric cars" },
    when: {
      all: [isCompany, { field: "customer.attributes.electricCar", is: "equals", value: true }],
    },
    points: 1,
    whyNow: { sv: "har elbilar", en: "has electric cars" },
    bring: { sv: "sortimentet av laddboxar", en: "the range of charging boxes" },
  },
]);
