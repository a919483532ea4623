import { describe, expect, it } from "vitest";
import { effectDefinitions, effectLines } from "./effect-lines.ts";
import { addOutcomes, type GroupOutcome, NO_OUTCOME, type OutcomeSums } from "./outcome-sums.ts";
import { type EffectInput, programEffect } from "./program-effect.ts";

/** A group in which each customer bought for one of two amounts, once or not at all. */
function group(customers: number, changes: Partial<OutcomeSums> = {}): GroupOutcome {
  const purchases = changes.buyers ?? customers / 4;
  const spent = purchases * 50_000;
  const sums = {
    ...NO_OUTCOME,
    ...{ customers, conversions: customers / 5, buyers: purchases, purchases },
    ...{ purchaseSquares: purchases, spent, spentSquares: purchases * 50_000 ** 2 },
    ...{ spentPurchases: spent, atRisk: customers, lost: customers / 10 },
    ...changes,
  };
  return {
    sums,
    flows: [
      { from: "active", to: "lost", customers: customers / 10 },
      { from: "active", to: "active", customers: customers * 0.9 },
    ],
  };
}

const input = (changes: Partial<EffectInput> = {}): EffectInput => ({
  ...{ program: "club", name: { sv: "Klubben", en: "The club" }, window: "P30D", windowDays: 30 },
  ...{ since: "2026-01-01T00:00:00.000Z", until: "2026-10-08T00:00:00.000Z" },
  ...{ heldOutOfAll: 12, waiting: 40, parts: [], flows: [], rules: {} },
  groups: { treated: group(9_000), heldOut: group(1_000) },
  ...changes,
});
const sek = (locale: "sv" | "en") => ({ locale, currency: "SEK" });
const found = (of: ReturnType<typeof programEffect>) =>
  Object.fromEntries(of.comparisons.map(({ measure, finding }) => [measure, finding]));

describe("the effect of a program", () => {
  it("on groups that are alike is not established, and says what it would take", () => {
    const effect = programEffect(input());
    expect(new Set(Object.values(found(effect)))).toEqual(new Set(["not-enough-data"]));
    const [conversion] = effect.comparisons;
    expect(conversion).toMatchObject({
      measure: "conversion",
      treated: 0.2,
      heldOut: 0.2,
      relative: 0,
    });
    expect(conversion?.forSeen).toBeUndefined();
    // Of 20 per cent, a change of a tenth, nine treated for each held out.
    expect(conversion?.forWished?.difference).toBeCloseTo(0.02, 10);
    expect(conversion?.forWished?.more).toBeGreaterThan(20_000);
    expect(conversion?.forWished?.weeks).toBeGreaterThan(50);
  });

  it("is established where the interval leaves nothing out", () => {
    const treated = group(9_000, { conversions: 2_700, buyers: 3_600, lost: 600 });
    const effect = programEffect(input({ groups: { treated, heldOut: group(1_000) } }));
    expect(found(effect)).toMatchObject({
      ...{ conversion: "higher", buyers: "higher", frequency: "higher", lost: "lower" },
      ...{ spend: "higher", net: "higher", "average-purchase": "not-enough-data" },
    });
    expect(effect.comparisons[0]?.forWished).toBeUndefined();
  });

  it("is net of what the program cost", () => {
    const cost = {
      cost: 9_000 * 4_000,
      costSquares: 9_000 * 4_000 ** 2,
      spentCost: 2_250 * 50_000 * 4_000,
    };
    const treated = group(9_000, cost);
    const effect = programEffect(
      input({ groups: { treated, heldOut: group(1_000) }, rules: { margin: 0.4 } }),
    );
    const net = effect.comparisons.find(({ measure }) => measure === "net");
    expect(net?.heldOut).toBeCloseTo(0.4 * 12_500, 6);
    expect(net?.treated).toBeCloseTo(0.4 * 12_500 - 4_000, 6);
    expect(net?.finding).toBe("lower");
    expect(effect.cost.treated).toBe(36_000_000);
  });

  it("of too few customers is not guessed", () => {
    const effect = programEffect(input({ groups: { treated: group(200), heldOut: group(20) } }));
    expect(effect.comparisons[0]).toMatchObject({ finding: "too-few", treated: 0.2 });
    expect(effect.comparisons[0]).not.toHaveProperty("difference");
    expect(effectLines(effect, sek("en")).join(" ")).toContain(
      "at least 30 customers in each group",
    );
  });

  it("cannot be measured where nobody is held out, and says how it could", () => {
    const heldOut = { sums: NO_OUTCOME, flows: [] };
    const lines = effectLines(
      programEffect(input({ groups: { treated: group(200), heldOut } })),
      sek("sv"),
    );
    expect(lines).toContain(
      "Ingen står utanför, så effekten går inte att mäta. Sätt en kontrollgrupp (holdout).",
    );
    expect(lines.join(" ")).not.toContain("Köp per kund");
  });

  it("on the flow that it is there for is told", () => {
    const flows = [{ from: "active", to: "lost", aim: "reduces" }] as const;
    const heldOut = {
      ...group(1_000),
      flows: [
        { from: "active", to: "lost", customers: 300 },
        { from: "active", to: "active", customers: 700 },
      ],
    } as const;
    const effect = programEffect(input({ flows, groups: { treated: group(9_000), heldOut } }));
    expect(effect.flows).toMatchObject([
      { comparison: { treated: 0.1, heldOut: 0.3, finding: "lower" } },
    ]);
    expect(effectLines(effect, sek("sv")).find((line) => line.startsWith("Flödet"))).toMatch(
      /^Flödet från aktiv till förlorad \(ska minskas\): 10 % med programmet mot 30 % i kontrollgruppen\. Skillnad −20 procentenheter, −66,7 %/,
    );
  });

  it("of the parts of a split is told against the first, with wider intervals the more parts there are", () => {
    const part = (name: string, conversions: number) => ({
      ...{ step: "texts", part: name },
      sums: group(3_000, { conversions }).sums,
    });
    const parts = [part("long", 600), part("short", 800), part("none", 600)];
    const effect = programEffect(input({ parts }));
    expect(effect.parts.map(({ part, against }) => [part, against])).toEqual([
      ...[
        ["long", undefined],
        ["short", "long"],
        ["none", "long"],
      ],
    ]);
    const [, short] = effect.parts;
    expect(short?.comparisons[0]).toMatchObject({ measure: "conversion", finding: "higher" });
    const two = programEffect(input({ parts: parts.slice(0, 2) })).parts[1]?.comparisons[0];
    const three = short?.comparisons[0];
    const width = (of: typeof two) => (of?.difference?.high ?? 0) - (of?.difference?.low ?? 0);
    expect(width(three)).toBeGreaterThan(width(two));
  });
});

describe("its report", () => {
  const treated = group(9_000, { conversions: 2_700, lost: 600, cost: 450_000, leftEarly: 4_500 });
  const effect = programEffect(input({ groups: { treated, heldOut: group(1_000) } }));

  it("reads as sentences in Swedish", () => {
    const lines = effectLines(effect, sek("sv"));
    expect(lines.slice(0, 3)).toEqual([
      "Klubben: 9 000 kunder med programmet och 1 000 i kontrollgruppen, som kom in mellan 2026-01-01 och 2026-10-08 och har följts i 30 dagar var. Programmet kostade 4 500 kr för dem.",
      "40 kunder till har kommit in och räknas när deras fönster har gått.",
      "12 kunder i den gemensamma kontrollgruppen räknas inte här.",
    ]);
    expect(lines[3]).toMatch(
      /^Nådde målet: 30 % med programmet mot 20 % i kontrollgruppen\. Skillnad \+10 procentenheter, \+50 % \(intervall \+[\d,]+ till \+[\d,]+\)\. Skillnaden är säkerställd: högre\.$/,
    );
    expect(lines.find((line) => line.startsWith("Förlorade"))).toContain(
      "stannar kunder 1,2 år med programmet och 0,8 år utan",
    );
    expect(lines.some((line) => line.includes("lämnar det olika ofta"))).toBe(true);
    expect(lines.at(-1)).toContain("ett tillfälle som bestämts i förväg");
  });

  it("reads as sentences in English, with a definition of each measure", () => {
    const lines = effectLines(effect, sek("en"));
    expect(lines[0]).toBe(
      "The club: 9,000 customers with the program and 1,000 in the control group, who entered between 2026-01-01 and 2026-10-08 and were followed for 30 days each. The program cost SEK 4,500 for them.",
    );
    expect(effectDefinitions(effect, "en")).toHaveLength(7);
  });

  it("of all programs together speaks of marketing, which nobody enters", () => {
    const all = programEffect(
      input({
        ...{
          program: "",
          name: { sv: "Alla program", en: "All programs" },
          rules: { goal: false },
        },
        groups: { treated, heldOut: group(1_000) },
      }),
    );
    const sv = effectLines(all, sek("sv"));
    expect(sv[0]).toBe(
      "Alla program: 9 000 kunder som får marknadsföring och 1 000 i kontrollgruppen, som inte får någon, följda från 2026-01-01 till 2026-10-08. Programmen kostade 4 500 kr för dem som får marknadsföring.",
    );
    expect(sv.join(" ")).toContain("stannar kunder 1,2 år med marknadsföring och 0,8 år utan");
    const since = "2025-12-31T23:00:00.000Z";
    const there = effectLines({ ...all, since }, { ...sek("sv"), timeZone: "Europe/Stockholm" });
    expect(there[0]).toContain("från 2026-01-01 till");
    const told = [...sv, ...effectDefinitions(all, "sv")].join(" ");
    expect(told).not.toMatch(/programmet |kom in|i samma takt/);
    const en = [...effectLines(all, sek("en")), ...effectDefinitions(all, "en")].join(" ");
    expect(en).not.toMatch(/the program |entered|at this pace/);
  });
});

it("two groups as one have the sums of both", () => {
  const [one, other] = [group(40).sums, group(60).sums];
  expect(addOutcomes(one, other)).toEqual(group(100).sums);
  expect(addOutcomes(one, NO_OUTCOME)).toEqual(one);
});
