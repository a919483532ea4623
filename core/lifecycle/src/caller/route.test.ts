import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exampleAgreement, exampleFacts } from "../condition/example-facts.ts";
import { createCatalogue } from "../condition/fields.ts";
import { CALL_FIELDS, type CallerSignals, CallFacts, NO_SIGNALS } from "./call-facts.ts";
import { checkRouting } from "./check-routing.ts";
import { EXAMPLE_ROUTING } from "./example-routing.ts";
import { compileRouting, type RoutedCaller, type RoutedCustomer } from "./route.ts";
import { RoutingRules } from "./routing-rules.ts";

const catalogue = createCatalogue({ declared: CALL_FIELDS });
const route = compileRouting(EXAMPLE_ROUTING, catalogue);

function customer(changes: Parameters<typeof exampleFacts>[0] = {}): RoutedCustomer {
  return { facts: exampleFacts(changes), agreements: [exampleAgreement({})] };
}
const gold: RoutedCaller = { kind: "known", customer: customer() };
const silver: RoutedCaller = {
  kind: "known",
  customer: customer({ customer: { valueClass: "silver" } }),
};
const call = (parts: Partial<CallFacts> = {}) => CallFacts.parse(parts);
const failed = call({
  selfService: [
    { service: "my-pages", at: "2026-03-22T11:10:00.000Z", outcome: "done" },
    { service: "my-pages", at: "2026-03-22T11:20:00.000Z", outcome: "failed" },
  ],
});
const valuesOf = (decision: ReturnType<typeof route>) =>
  Object.fromEntries(Object.entries(decision).map(([output, { value }]) => [output, value]));

describe("route", () => {
  it("gives all five outputs from one request, each with its reason", () => {
    const decision = route(gold, call());
    expect(valuesOf(decision)).toEqual({
      ...{ priority: 80, skill: "agreements", voiceMessage: "welcome" },
      ...{ selfServices: [], view: "agreement", highlight: ["agreement-end"] },
    });
    expect(decision.priority).toMatchObject({
      rule: "gold-ending",
      reason: {
        sv: "Regeln ”Guldkund vars avtal går ut” gäller: kunden är guldkund; avtalets slutdag är 2026-05-31, tidigare än 2026-06-20.",
      },
    });
    expect(decision.voiceMessage).toMatchObject({
      rule: null,
      reason: { en: "No rule says otherwise for the customer." },
    });
  });

  it("gives a caller who is not known the defined default", () => {
    const decision = route({ kind: "unknown" }, call());
    expect(valuesOf(decision)).toEqual(EXAMPLE_ROUTING.unknown);
    expect(decision.view.reason.sv).toContain("Det är inte känt vem som ringer");
  });

  it("lets the errand decide for somebody unknown too", () => {
    const decision = route({ kind: "unknown" }, call({ errand: "outage" }));
    expect(decision.skill).toEqual({
      value: "outages",
      rule: "outage",
      reason: {
        sv: "Regeln ”Strömavbrott” gäller: ärendet är ”Strömavbrott”.",
        en: "The rule “Power cut” holds: the errand is “Power cut”.",
      },
    });
    expect(decision.view.value).toBe("identify");
  });

  it("goes by what came of the last self-service before the call", () => {
    const decision = route(silver, failed);
    expect(decision.highlight.value).toEqual(["open-problem"]);
    expect(decision.highlight.reason.sv).toBe(
      "Regeln ”Självbetjäningen misslyckades” gäller: självbetjäningen ”Mina sidor” misslyckades före samtalet.",
    );
  });

  it("gives two customers on one number the higher priority of the two, and tells the agent to ask", () => {
    const customers = [customer({ customer: { valueClass: "bronze" } }), customer()];
    const decision = route({ kind: "several", customers }, call());
    expect(decision.priority).toMatchObject({ value: 80, rule: "gold-ending" });
    expect(decision.view.value).toBe("identify");
  });

  it("takes the best of all rules that hold where that is chosen", () => {
    const best = compileRouting({ ...EXAMPLE_ROUTING, choose: "best" }, catalogue);
    const decision = best(gold, { ...failed, errand: "outage" });
    expect(decision.priority).toMatchObject({ value: 90, rule: "outage" });
    expect(decision.view).toMatchObject({ value: "agreement", rule: "gold-ending" });
    expect(decision.highlight.value).toEqual(["agreement-end", "open-problem"]);
  });

  it("asks about the call's own facts in conditions", () => {
    const when = { field: "signal.promise", is: "equals", value: "missed" };
    const rule = { id: "missed", name: { sv: "M", en: "M" }, when, gives: { priority: 99 } };
    const rules = RoutingRules.parse({ ...EXAMPLE_ROUTING, rules: [rule] });
    const signals: CallerSignals = { ...NO_SIGNALS, promise: "missed" };
    const caller: RoutedCaller = { kind: "known", customer: { ...customer(), signals } };
    expect(compileRouting(rules, catalogue)(caller, call()).priority.value).toBe(99);
    expect(compileRouting(rules, catalogue)(gold, call()).priority.value).toBe(40);
  });

  it("answers every call with values that the rules name, whoever calls", () => {
    const callers = fc.constantFrom<RoutedCaller>(gold, silver, { kind: "unknown" });
    const calls = fc.record({
      direction: fc.constantFrom("in" as const, "out" as const),
      errand: fc.constantFrom("outage", "renew", "invoice", "else"),
      selfService: fc.array(
        fc.record({
          service: fc.constantFrom("my-pages", "else"),
          at: fc.constantFrom("2026-03-22T10:00:00.000Z", "2026-03-22T11:00:00.000Z"),
          outcome: fc.constantFrom("done" as const, "failed" as const, "left" as const),
        }),
        { maxLength: 3 },
      ),
    });
    const choose = fc.constantFrom("first" as const, "best" as const);
    fc.assert(
      fc.property(callers, calls, choose, (caller, told, way) => {
        const decision = compileRouting({ ...EXAMPLE_ROUTING, choose: way }, catalogue)(
          caller,
          told,
        );
        expect(Object.keys(EXAMPLE_ROUTING.skills)).toContain(decision.skill.value);
        expect(Object.keys(EXAMPLE_ROUTING.views)).toContain(decision.view.value);
        expect(decision.priority.value).toBeGreaterThanOrEqual(30);
        for (const { reason } of Object.values(decision)) {
          expect(`${reason.sv} ${reason.en}`).not.toMatch(/undefined|null/);
        }
      }),
      { seed: 89, numRuns: 300 },
    );
  });
});

describe("checkRouting", () => {
  const codesOf = (changes: Readonly<Record<string, unknown>>) =>
    checkRouting({ ...EXAMPLE_ROUTING, ...changes }, { catalogue }).map(
      ({ code, path }) => `${code} at ${path.join(".")}`,
    );
  const rule = (changes: Readonly<Record<string, unknown>>) => ({
    ...{ id: "r", name: { sv: "R", en: "R" }, callers: ["known"], gives: { priority: 1 } },
    ...changes,
  });
  const gold = { field: "customer.valueClass", is: "equals", value: "gold" };
  const villa = { field: "customer.segment", is: "equals", value: "villa" };

  it("finds nothing wrong with the example", () => {
    expect(checkRouting(EXAMPLE_ROUTING, { catalogue })).toEqual([]);
  });

  it("misses the default and the answer for unknown callers", () => {
    expect(codesOf({ default: undefined, unknown: undefined })).toEqual([
      "no-default at default",
      "no-default at unknown",
    ]);
  });

  it("finds names and fields that there are not, and says what is near", () => {
    const rules = [
      rule({ gives: { skill: "agrements" }, when: { ...gold, field: "customer.clas" } }),
    ];
    expect(codesOf({ rules })).toEqual([
      "unknown-name at rules.0.gives.skill",
      "unknown-field at rules.0.when.field",
    ]);
    const [problem] = checkRouting({ ...EXAMPLE_ROUTING, rules }, { catalogue });
    expect(problem?.remedy.en).toBe('Did you mean "agreements"?');
    expect(codesOf({ rules: [rule({ errands: ["move"] })] })).toEqual([
      "unknown-name at rules.0.errands.0",
    ]);
  });

  it("finds rules that no call comes to", () => {
    const unreachable = (first: object, second: object, choose = "first") =>
      codesOf({ choose, rules: [rule({ id: "a", ...first }), rule({ id: "b", ...second })] });
    const found = ["unreachable at rules.1"];
    expect(unreachable({}, { when: gold })).toEqual(found);
    expect(unreachable({ when: gold }, { when: { all: [villa, gold] } })).toEqual(found);
    expect(unreachable({ when: { any: [villa, gold] } }, { when: gold })).toEqual(found);
    expect(unreachable({ errands: ["renew", "invoice"] }, { errands: ["renew"] })).toEqual(found);
    expect(unreachable({ when: gold }, { when: villa })).toEqual([]);
    expect(unreachable({ errands: ["renew"] }, {})).toEqual([]);
    expect(unreachable({}, { callers: ["known", "unknown"] })).toEqual([]);
    expect(unreachable({}, { when: gold }, "best")).toEqual([]);
  });

  it("finds a condition on a customer in a rule for unknown callers, and one on empty fields", () => {
    expect(codesOf({ rules: [rule({ callers: ["unknown"], when: gold })] })).toEqual([
      "never-holds at rules.0.when",
    ]);
    const rules = { ...EXAMPLE_ROUTING, rules: [rule({ when: villa })] };
    const isEmpty = (field: string) => field === "customer.segment";
    expect(checkRouting(rules, { catalogue, isEmpty }).map(({ code }) => code)).toEqual([
      "no-data",
    ]);
  });

  it("finds two rules of one id", () => {
    const rules = [rule({ errands: ["renew"] }), rule({ errands: ["invoice"] })];
    expect(codesOf({ rules })).toEqual(["repeated-id at rules.1.id"]);
  });
});
