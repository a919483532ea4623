import { type ChurnModel, LifecyclePlan } from "@perennial/lifecycle";
import { asTenant, saveChurnModel } from "@perennial/store";
import { expect, test } from "vitest";
import type { TellingCompany, ToldInWords } from "./company.ts";
import { OrgCompany } from "./electricity-org.ts";
import { OrganizationCompany } from "./electricity-organization.ts";

const LONG = { timeout: 600_000 };
const CRMS: readonly (readonly [string, () => Promise<TellingCompany>])[] = [
  ["Salesforce", OrgCompany.open],
  ["Dynamics 365", OrganizationCompany.open],
];
const text = (sv: string, en: string) => ({ sv, en });
const PLAN = LifecyclePlan.parse({
  flows: { basis: "agreements" },
  tiers: {
    basis: "purchases",
    tiers: [
      { id: "member", name: text("Stamkund", "Regular"), from: 0 },
      { id: "gold", name: text("Guldklubben", "The Gold Club"), from: 4 },
    ],
  },
});
/** Whose agreement ends soon may leave. */
const MODEL: ChurnModel = {
  ...{ day: "2026-01-01", horizon: "P6M", constant: -2 },
  weights: [{ feature: "ending", coefficient: 6, mean: 0.1 }],
  ...{ customers: 100, lost: 10, logLikelihood: -1, steps: 1, ridge: 1 },
};

const ENDING = "Har ett avtal som går ut om 8 veckor.";
const CONTENT = "Är du nöjd med det du har hos oss? Är det något vi kan göra bättre?";
const TIER = {
  ...{ tierName: "Stamkund", tierRemaining: "4 köp kvar till Guldklubben.", tierShare: 0 },
};

test.each(CRMS)("what staff are told in words stands in %s", LONG, async (crm, open) => {
  const company = await open();
  const { town } = company;
  const anna = company.addHousehold();
  const bo = company.addHousehold({ ends: "2027-05-05", lastName: "Ek" });
  await company.begin();
  const console = await town.console();
  await console.ask("publishPlan", { body: { plan: PLAN, confirm: true } });
  const { db } = town.server.runtime;
  await asTenant(db, town.tenant.id, (tx) => saveChurnModel(tx, MODEL, town.clock.now()));

  // Words go along with where she stands, and with what comes next when the program has taken a step.
  await town.until("2026-03-06 12:00");
  expect(company.told(anna)).toEqual({
    ...TIER,
    riskReasons: ENDING,
    say: `Ditt avtal Fast 1 år gäller till och med 5 maj 2026. Vill du att vi går igenom vad som passar dig sedan?\n${CONTENT}`,
    programs: "Förlängning av elavtal: Påmind med sms",
  });
  // Of whom there is nothing to renew and nothing to fear, the tier is told.
  expect(company.told(bo)).toEqual(TIER);
  told.set(crm, company.told(anna));

  // She renews: there is nothing to renew any more, though the agreement that runs still ends soon.
  const renewal = company.orderRenewal(anna);
  await town.passes(16);
  company.signRenewal(renewal);
  await town.passes(16);
  expect(company.told(anna)).toEqual({
    ...{ ...TIER, riskReasons: ENDING, say: CONTENT },
    programs: "Förlängning av elavtal: Kundvård",
  });
  expect(town.errors).toEqual([]);
});

test("staff of either are told the same", () => {
  const [first, ...others] = told.values();
  expect(others).toEqual([first]);
});

/** What staff of each were told. */
const told = new Map<string, ToldInWords>();
