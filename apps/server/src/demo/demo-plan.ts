import { LifecyclePlan } from "@perennial/lifecycle";

/** Months of membership that the demo's tiers take. */
const MONTHS = { silver: 60, gold: 120 };

/**
 * How the example company tells its customers apart: tiers by the time as a customer, for electricity is bought once and
 * used for years; value by what its agreements bring in a year; flows by agreements. Segments are its CRM's own.
 */
export const DEMO_PLAN: LifecyclePlan = LifecyclePlan.parse({
  attributes: { yearlyKwh: "number", electricCar: "boolean", solarPanels: "boolean" },
  tiers: {
    basis: "tenure",
    benefits: [
      {
        id: "price-alert",
        name: { sv: "Prisvarning i förväg", en: "Price alert in advance" },
        note: {
          sv: "Sms före dagar med höga priser.",
          en: "A text message before days with high prices.",
        },
      },
      {
        id: "own-contact",
        name: {
          sv: "Egen kontakt på kundservice",
          en: "A contact of one's own at customer service",
        },
      },
    ],
    tiers: [
      { id: "member", name: { sv: "Medlem", en: "Member" }, from: 0 },
      {
        ...{ id: "silver", name: { sv: "Silver", en: "Silver" }, from: MONTHS.silver },
        benefits: ["price-alert"],
      },
      {
        ...{ id: "gold", name: { sv: "Guld", en: "Gold" }, from: MONTHS.gold },
        benefits: ["price-alert", "own-contact"],
      },
    ],
  },
  points: { perUnit: 1, pending: "P30D" },
  phases: { welcome: { for: "P90D" }, retain: { risk: "high" } },
  valueClasses: { by: "agreements" },
  flows: {
    basis: "agreements",
    programs: [{ from: "active", to: "lost", program: "renewal" }],
  },
  churn: {},
  groups: [
    {
      id: "electric-car",
      name: { sv: "Elbilsägare", en: "Electric car owners" },
      when: { field: "customer.attributes.electricCar", is: "equals", value: true },
    },
    {
      id: "large-solar",
      name: { sv: "Storförbrukare med solceller", en: "Large users with solar panels" },
      when: {
        all: [
          { field: "customer.attributes.solarPanels", is: "equals", value: true },
          { field: "customer.attributes.yearlyKwh", is: "at-least", value: 15_000 },
        ],
      },
    },
  ],
  matrix: {
    churnGoal: 12,
    cells: [
      { valueClass: "gold", strategy: "retain", serviceLevel: "own-contact", churnGoal: 6 },
      { valueClass: "silver", strategy: "develop", serviceLevel: "phone", churnGoal: 12 },
      { valueClass: "bronze", strategy: "cheaper-channels", serviceLevel: "web" },
    ],
  },
});
