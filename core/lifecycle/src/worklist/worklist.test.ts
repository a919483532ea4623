import type { AttributeValue } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { exampleAgreement, exampleFacts, exampleInteraction } from "../condition/example-facts.ts";
import { createCatalogue } from "../condition/fields.ts";
import { checkCondition } from "../condition/resolve-condition.ts";
import { sentence } from "../condition/sentence.ts";
import { criteriaGaps } from "./criteria-gaps.ts";
import { VisitCriteria } from "./criterion.ts";
import type { WorklistCandidate } from "./score-of.ts";
import { VISIT_CRITERIA, VISIT_FIELDS } from "./visit-criteria.ts";
import { visitEffect, visitEffectSentence } from "./visit-effect.ts";
import { worklist } from "./worklist.ts";

const catalogue = createCatalogue({ declared: VISIT_FIELDS });
const rules = { criteria: VISIT_CRITERIA, catalogue };

function company(
  id: string,
  attributes: Readonly<Record<string, AttributeValue>>,
  changes: Partial<WorklistCandidate> = {},
): WorklistCandidate {
  const { agreement: _none, ...facts } = exampleFacts({
    customer: { id, kind: "company", name: `Bolaget ${id}`, owner: "eva", attributes },
  });
  return { facts, agreements: [], ...changes };
}

const SKOVDE = { district: "Skövde" };

describe("the ready criteria", () => {
  it("are the nine of B-01, and every one can be asked and said", () => {
    expect(VISIT_CRITERIA).toHaveLength(9);
    expect(VisitCriteria.parse(VISIT_CRITERIA)).toEqual(VISIT_CRITERIA);
    for (const { when } of VISIT_CRITERIA) {
      expect(checkCondition(when, catalogue)).toEqual([]);
      expect(sentence(when, "sv", catalogue)).not.toContain("undefined");
    }
  });

  it.each([
    ["uses-trucks", company("1", { trucks: 4 })],
    [
      "much-service",
      {
        ...company("1", {}),
        facts: exampleFacts({
          interactions: ["1", "2", "3"].map((id) =>
            exampleInteraction({ id, kind: "case", direction: "in", outcome: "service" }),
          ),
        }),
      },
    ],
    [
      "rental-ends",
      company("1", {}, { agreements: [exampleAgreement({ kind: "rental", end: "2026-05-31" })] }),
    ],
    ["bought-from-competitor", company("1", { competitorPurchaseOn: "2026-01-10" })],
    ["investment-budget", company("1", { investmentBudget: true })],
    ["plans-change", company("1", { plansChange: true })],
    ["contact-changes", company("1", { contactChangesOn: "2026-05-01" })],
    ["model-replaced", company("1", { truckReplacedByModel: "RRE 160" })],
    [
      "showed-interest",
      {
        ...company("1", {}),
        facts: exampleFacts({
          interactions: [exampleInteraction({ kind: "meeting", direction: "in" })],
        }),
      },
    ],
  ])("%s is met by a company that it is about", (id, candidate) => {
    const [line] = worklist([candidate], rules);
    expect(line?.hits.map(({ criterion }) => criterion.id)).toEqual([id]);
  });
});

describe("worklist", () => {
  it("leaves out who meets no criterion and puts the highest score first", () => {
    const list = worklist(
      [
        company("a", { trucks: 2 }),
        company("b", { trucks: 2, investmentBudget: true }),
        company("c", { trucks: 0 }),
      ],
      rules,
    );
    expect(list.map(({ customerId, score }) => [customerId, score])).toEqual([
      ["b", 4],
      ["a", 1],
    ]);
  });

  it("says why now and what to bring", () => {
    const [line] = worklist([company("b", { trucks: 2, investmentBudget: true })], rules);
    expect(line?.whyNow).toEqual({
      sv: "Besök Bolaget b nu: företaget har fått investeringsbudget och använder truckar.",
      en: "Visit Bolaget b now: the company has got an investment budget and uses trucks.",
    });
    expect(line?.bring.sv).toBe("Ta med en investeringskalkyl och sortimentet.");
    expect(line?.hits[1]?.because.sv).toBe("antalet truckar är 2, mer än 1");
  });

  it("keeps to a district and an owner", () => {
    const all = [
      company("a", { trucks: 2, ...SKOVDE }),
      company("b", { trucks: 2, district: "Borås" }),
      company("c", { trucks: 2, ...SKOVDE }),
    ];
    expect(worklist(all, rules, SKOVDE).map(({ customerId }) => customerId)).toEqual(["a", "c"]);
    expect(worklist(all, rules, { owner: "nisse" })).toEqual([]);
  });

  it("finds the one agreement of several that meets a criterion, and tells prospects from customers", () => {
    const rental = { customerId: "a", kind: "rental" };
    const agreements = [
      exampleAgreement({ ...rental, id: "A-1", end: "2028-01-01" }),
      exampleAgreement({ ...rental, id: "A-2", end: "2026-04-30" }),
    ];
    const list = worklist([company("a", {}, { agreements }), company("p", { trucks: 1 })], rules);
    expect(list.map(({ kind }) => kind)).toEqual(["customer", "prospect"]);
    expect(list[0]?.hits[0]?.agreementId).toBe("A-2");
  });
});

describe("criteriaGaps", () => {
  it("names the criteria that cannot be judged because nothing is filled in, first", () => {
    const gaps = criteriaGaps(VISIT_CRITERIA, {
      "customer.attributes.trucks": { records: 100, filled: 40 },
      "customer.attributes.plansChange": { records: 100, filled: 100 },
      interactions: { records: 100, filled: 30 },
      "interactions.kind": { records: 300, filled: 300 },
      "interactions.direction": { records: 300, filled: 300 },
    });
    const of = (id: string) => gaps.find(({ criterion }) => criterion.id === id);
    expect(gaps.slice(0, 6).every(({ judged }) => judged === "not-at-all")).toBe(true);
    expect(of("investment-budget")?.sentence.sv).toBe(
      "”Har fått investeringsbudget” kan inte bedömas: inget är ifyllt i customer.attributes.investmentBudget.",
    );
    expect(of("much-service")?.judged).toBe("not-at-all");
    expect(of("uses-trucks")?.sentence.sv).toContain("customer.attributes.trucks (40 %)");
    expect(of("plans-change")?.judged).toBe("fully");
    expect(of("showed-interest")?.judged).toBe("fully");
  });
});

describe("visitEffect", () => {
  it("compares zero-visits, enquiries and orders before and after as shares", () => {
    const before = { visits: 40, zeroVisits: 20, enquiries: 8, orders: 2 };
    const after = { visits: 20, zeroVisits: 5, enquiries: 8, orders: 4 };
    const { change } = visitEffect(before, after);
    expect(change?.zeroVisits).toBeCloseTo(-0.25);
    expect(change?.orders).toBeCloseTo(0.15);
    expect(visitEffect({ ...before, visits: 0 }, after).change).toBeUndefined();
  });

  it("says it in words, and where there is nothing to compare with", () => {
    const none = { visits: 0, zeroVisits: 0, enquiries: 0, orders: 0 };
    const before = { visits: 40, zeroVisits: 20, enquiries: 8, orders: 2 };
    const after = { visits: 20, zeroVisits: 5, enquiries: 8, orders: 4 };
    expect(visitEffectSentence(before, after)).toEqual({
      sv: "Till en order ledde 5\u00a0% av besöken före dagen och 20\u00a0% efter den. Utan resultat blev 50\u00a0% före och 25\u00a0% efter.",
      en: "5% of the visits before the day led to an order, and 20% of those after it. 50% led to nothing before, and 25% after.",
    });
    expect(visitEffectSentence(none, after).sv).toContain("före dagen");
    expect(visitEffectSentence(before, none).en).toContain("after the day");
    expect(visitEffectSentence(none, none).en).toBe("No visits are recorded.");
  });
});
