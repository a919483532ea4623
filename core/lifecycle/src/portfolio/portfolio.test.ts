import { Interaction, Purchase } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleAgreement, exampleFacts } from "../condition/example-facts.ts";
import { createCatalogue } from "../condition/fields.ts";
import { FlowRules } from "../flow/flow-rules.ts";
import { flowStateAt, isInBase } from "../flow/flow-state.ts";
import { cellOf } from "./cell-of.ts";
import { contactInitiative } from "./contact-initiative.ts";
import { CostSignalRules } from "./cost-signal-rules.ts";
import { costFigures, costSignals } from "./cost-signals.ts";
import { beganOn, customerHistory } from "./customer-history.ts";
import { customerValue } from "./customer-value.ts";
import { dateAgreements, runsOn } from "./dated-agreement.ts";
import { datePurchases } from "./known-purchase.ts";
import { MatrixRules } from "./matrix-rules.ts";
import { rankBase } from "./rank-base.ts";
import { compileGroups, compileSegments } from "./segment-of.ts";
import { anyDay, anyHistory, exampleHistory, examplePurchase } from "./testing/example-history.ts";

const counting = { zone: "Europe/Stockholm", currency: "SEK" };
const day = "2026-11-22";

describe("what a customer is worth (M-07)", () => {
  const history = exampleHistory({
    purchases: [
      examplePurchase("2025-11-22", { amount: 1 }),
      examplePurchase("2025-11-23", { amount: 10 }),
      examplePurchase("2026-11-22", { amount: 100, margin: 30 }),
      examplePurchase("2026-11-22", { amount: -40, margin: -10, isReturn: true }),
      examplePurchase("2026-11-23", { amount: 1_000 }),
    ],
    agreements: [
      { from: "2020-01-01", yearlyValue: 500 },
      { from: "2020-01-01", end: "2026-11-21", yearlyValue: 5_000 },
    ],
  });
  test("is what it bought for in the window less what it returned", () =>
    expect(customerValue(history, { by: "spend", within: "P12M" }, day)).toBe(70));
  test("is the margin of it where the plan says so", () =>
    expect(customerValue(history, { by: "margin", within: "P1M" }, day)).toBe(20));
  test("is what the agreements that run are worth in a year", () =>
    expect(customerValue(history, { by: "agreements", within: "P1M" }, day)).toBe(500));
});

test("a purchase just after midnight in the tenant's zone is of the new day, and foreign money counts for nothing", () => {
  const parse = (changes: object) =>
    Purchase.parse({
      id: "P",
      customerId: "K",
      at: "2026-05-31T22:30:00.000Z",
      amount: 100,
      ...changes,
    });
  expect(
    datePurchases(
      [parse({}), parse({ currency: "EUR", discount: 5, at: "2026-01-01T12:00:00.000Z" })],
      counting,
    ),
  ).toEqual([
    { on: "2026-01-01", amount: 0, margin: 0, isDiscounted: true, isReturn: false },
    { on: "2026-06-01", amount: 100, margin: 0, isDiscounted: false, isReturn: false },
  ]);
});

describe("agreements by day", () => {
  const dated = (changes: object) =>
    dateAgreements([exampleAgreement({ end: undefined, ...changes })], counting);
  test("an order that is not in force and a competitor's agreement are none of ours", () => {
    expect(dated({ status: "ordered" })).toEqual([]);
    expect(dated({ party: "competitor" })).toEqual([]);
  });
  test("a cancelled one stops the day it was cancelled, and one cancelled before it began never ran", () => {
    const [agreement] = dated({ status: "cancelled", cancelledAt: "2026-03-01T10:00:00.000Z" });
    expect(agreement).toMatchObject({ cancelledOn: "2026-03-01", stoppedOn: "2026-03-01" });
    expect(agreement && runsOn(agreement, "2026-03-01")).toBe(true);
    expect(agreement && runsOn(agreement, "2026-03-02")).toBe(false);
    expect(dated({ status: "cancelled", cancelledAt: "2024-05-01T10:00:00.000Z" })).toEqual([]);
  });
  test("one under notice runs to its end", () => {
    const [agreement] = dated({ end: "2026-05-31", cancelledAt: "2026-03-01T10:00:00.000Z" });
    expect(agreement && runsOn(agreement, "2026-05-31")).toBe(true);
    expect(agreement).toMatchObject({ cancelledOn: "2026-03-01" });
  });
  test("one that has ended without a last day stopped when its record last changed", () =>
    expect(dated({ status: "ended" })).toMatchObject([{ stoppedOn: "2026-01-15" }]));
});

test("a customer begins when the company says, else when it first bought, else with its first agreement (M-01)", () => {
  const purchases = [
    examplePurchase("2024-02-01", { isReturn: true }),
    examplePurchase("2024-03-01"),
  ];
  const agreements = [{ from: "2024-01-01", yearlyValue: 0 }];
  expect(beganOn(exampleHistory({ customerSince: "2020-01-01", purchases, agreements }), day)).toBe(
    "2020-01-01",
  );
  expect(beganOn(exampleHistory({ purchases, agreements }), day)).toBe("2024-03-01");
  expect(beganOn(exampleHistory({ agreements }), day)).toBe("2024-01-01");
  expect(beganOn(exampleHistory({ purchases }), "2024-02-29")).toBeUndefined();
  expect(beganOn(exampleHistory(), day)).toBeUndefined();
});

test("a customer is in the first segment whose condition holds, and in all open groups", () => {
  const catalogue = createCatalogue();
  const name = { sv: "x", en: "x" };
  const villa = { field: "customer.segment", is: "equals", value: "villa" } as const;
  const segmentOf = compileSegments(
    [
      { id: "company", name, when: { field: "customer.kind", is: "equals", value: "company" } },
      { id: "house", name, when: villa },
      { id: "rest", name },
    ],
    catalogue,
  );
  expect(segmentOf(exampleFacts())).toBe("house");
  expect(segmentOf(exampleFacts({ customer: { segment: "flat" } }))).toBe("rest");
  expect(
    compileSegments(
      [{ id: "house", name, when: villa }],
      catalogue,
    )(exampleFacts({ customer: { segment: "flat" } })),
  ).toBeUndefined();
  const groupsOf = compileGroups(
    [
      { id: "spring", name, when: villa, from: "2026-03-01", until: "2026-03-22" },
      { id: "over", name, when: villa, until: "2026-03-21" },
      { id: "later", name, when: villa, from: "2026-03-23" },
      { id: "always", name, when: villa },
    ],
    catalogue,
  );
  expect(groupsOf(exampleFacts())).toEqual(["spring", "always"]);
});

test("a cell of class and segment goes before the one of the class alone", () => {
  const matrix = MatrixRules.parse({
    cells: [
      { valueClass: "gold", strategy: "retain" },
      { valueClass: "gold", segment: "house", strategy: "develop" },
      { valueClass: "bronze", segment: "house", strategy: "minimise" },
    ],
  });
  expect(cellOf(matrix, "gold", "house")?.strategy).toBe("develop");
  expect(cellOf(matrix, "gold", "flat")?.strategy).toBe("retain");
  expect(cellOf(matrix, "gold", undefined)?.strategy).toBe("retain");
  expect(cellOf(matrix, "bronze", "flat")).toBeUndefined();
  expect(cellOf(matrix, undefined, "house")).toBeUndefined();
});

test("what bronze costs is measured: calls, complaints, and nothing but discounts (M-13)", () => {
  const rules = CostSignalRules.parse({ calls: 2, complaints: 1, purchases: 2 });
  const contact = (at: string, changes: object) =>
    Interaction.parse({
      id: at,
      customerId: "K",
      at: `${at}T10:00:00.000Z`,
      direction: "in",
      channel: "phone",
      text: "",
      ...changes,
    });
  const bought = (at: string) =>
    Purchase.parse({
      id: at,
      customerId: "K",
      at: `${at}T10:00:00.000Z`,
      amount: 100,
      discount: 20,
    });
  const history = customerHistory(
    {
      agreements: [],
      purchases: [bought("2026-02-01"), bought("2026-03-01")],
      interactions: [
        contact("2026-01-10", { kind: "call" }),
        contact("2026-01-11", { kind: "call" }),
        contact("2026-01-12", { kind: "call", direction: "out", outcome: "declined" }),
        contact("2026-01-13", { kind: "case", outcome: "complaint" }),
        contact("2026-01-14", { kind: "case", outcome: "question" }),
        contact("2025-01-14", { kind: "case", outcome: "complaint" }),
      ],
    },
    counting,
  );
  const figures = costFigures(history, rules, day);
  expect(figures).toEqual({ calls: 2, complaints: 1, purchases: 2, discounted: 2 });
  expect(costSignals(figures, rules)).toEqual([
    "calls-often",
    "complains-often",
    "buys-at-discount",
  ]);
  expect(costSignals({ calls: 1, complaints: 0, purchases: 1, discounted: 1 }, rules)).toEqual([]);
});

test("everybody in the base has one class and one band, and nobody else has any", () => {
  fc.assert(
    fc.property(fc.array(anyHistory, { maxLength: 15 }), anyDay, (histories, on) => {
      const customers = histories.map((history, index) => ({ id: `K-${index}`, history }));
      const flows = FlowRules.parse({});
      const ranked = new Map(
        rankBase(customers, {}, on).map((customer) => [customer.id, customer]),
      );
      for (const { id, history } of customers) {
        const flow = flowStateAt(history, flows, on);
        const customer = ranked.get(id);
        expect(customer?.flow).toBe(flow);
        expect(customer?.valueClass !== undefined).toBe(isInBase(flow));
        expect(customer?.band !== undefined).toBe(isInBase(flow));
      }
    }),
    { seed: 14, numRuns: 100 },
  );
});

test("who takes the initiative is told apart from who answers (D-38)", () => {
  expect(
    contactInitiative([
      { kind: "message", direction: "out", contacts: 6 },
      { kind: "reply", direction: "in", contacts: 5 },
      { kind: "call", direction: "in", contacts: 2 },
    ]),
  ).toEqual({ proactive: 6, reactive: 2, share: 0.75 });
  expect(contactInitiative([])).toEqual({ proactive: 0, reactive: 0 });
});
