import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition } from "./condition.ts";
import { exampleFacts, exampleInteraction, examplePurchase } from "./example-facts.ts";
import { explain } from "./explain.ts";
import { createCatalogue } from "./fields.ts";

const catalogue = createCatalogue();
const gold: Condition = { field: "customer.valueClass", is: "equals", value: "gold" };
const silver: Condition = { field: "customer.valueClass", is: "equals", value: "silver" };
const endsSoon: Condition = { field: "agreement.end", is: "on-or-before", value: "today+P90D" };

function sv(condition: Condition, facts = exampleFacts()) {
  const found = explain(condition, facts, "sv", catalogue);
  const plain = (text = "") => text.replaceAll("\u00a0", " ");
  return { ...found, because: plain(found.because), nearest: plain(found.nearest?.sentence) };
}

describe("an explanation names what decided", () => {
  test("the leaf that failed, with the date it saw and the date it asked for", () => {
    const facts = exampleFacts({ agreement: { end: "2027-05-31" } });
    const found = sv({ all: [gold, endsSoon] }, facts);
    expect(found.holds).toBe(false);
    expect(found.because).toBe("avtalets slutdag är 2027-05-31, senare än 2026-06-20");
    expect(found.leaves).toMatchObject([
      { path: ["all", 0], holds: true, decisive: false, saw: "guldkund" },
      { path: ["all", 1], holds: false, decisive: true, saw: "2027-05-31" },
    ]);
    expect(found.nearest).toBe("villkoret gäller om avtalet slutar senast om 90 dagar");
  });

  test("every leaf of an all that holds", () => {
    const found = sv({ all: [gold, endsSoon] });
    expect(found.holds).toBe(true);
    expect(found.because).toBe(
      "kunden är guldkund; avtalets slutdag är 2026-05-31, tidigare än 2026-06-20",
    );
    expect(found.nearest).toBe(
      "villkoret gäller inte längre om följande stämmer: kunden är inte guldkund",
    );
  });

  test("the leaf that holds under a not that therefore fails", () => {
    const found = sv({ not: { any: [silver, gold] } });
    expect(found.holds).toBe(false);
    expect(found.because).toBe("kunden är guldkund");
    expect(found.leaves.map((leaf) => leaf.decisive)).toEqual([false, true]);
    expect(found.leaves[1]?.path).toEqual(["not", "any", 1]);
  });

  test("a missing value by what is missing", () => {
    const facts = exampleFacts({ customer: { valueClass: undefined, mobile: "" } });
    expect(sv(gold, facts).because).toBe("kunden saknar värdeklass");
    expect(sv({ field: "customer.mobile", is: "is-set" }, facts).because).toBe(
      "kunden saknar mobilnummer",
    );
    expect(sv({ field: "renewal.signedAt", is: "is-set" }).because).toBe(
      "förnyelseavtalet har inte skrivits under",
    );
  });

  test("a moment on the clock of the tenant's zone", () => {
    const facts = exampleFacts({ agreement: { signedAt: "2026-03-28T23:30:00.000Z" } });
    const condition: Condition = { field: "agreement.signedAt", is: "before", value: "2026-03-29" };
    expect(sv(condition, facts).because).toBe(
      "tidpunkten för avtalets underskrift är 2026-03-29 00:30, precis på gränsen",
    );
  });

  test("a moment that stands for ever by its date", () => {
    const facts = exampleFacts({ customer: { pausedUntil: "9999-12-31T23:59:59.999Z" } });
    const condition: Condition = {
      field: "customer.pausedUntil",
      is: "on-or-before",
      value: "today",
    };
    expect(sv(condition, facts).because).toBe(
      "slutet på kundens reklampaus är 9999-12-31, senare än 2026-03-22",
    );
  });

  test("an amount in the currency of its record", () => {
    const facts = exampleFacts({ agreement: { yearlyValue: 120_000, currency: "EUR" } });
    const condition: Condition = { field: "agreement.yearlyValue", is: "at-least", value: 500_000 };
    expect(sv(condition, facts).leaves[0]?.saw.replaceAll("\u00a0", " ")).toBe("1 200 €");
  });

  test("a yes or no by what it says of the customer", () => {
    const facts = exampleFacts({ customer: { doNotCall: true } });
    const condition: Condition = { field: "customer.doNotCall", is: "equals", value: false };
    expect(sv(condition, facts).because).toBe("kunden får inte ringas upp");
    expect(sv(condition, facts).nearest).toBe("villkoret gäller om kunden får ringas upp");
    expect(sv({ field: "customer.doNotCall", is: "is-set" }).leaves[0]?.saw).toBe(
      "kunden får ringas upp",
    );
  });

  test("a figure with the number it came to", () => {
    const purchases = [
      examplePurchase({}),
      examplePurchase({ id: "P-2", at: "2025-01-01T00:00:00.000Z" }),
    ];
    const facts = exampleFacts({ purchases, interactions: [exampleInteraction({})] });
    expect(
      sv({ count: "purchases", is: "at-least", value: 3, within: "P90D" }, facts).because,
    ).toBe("kunden har gjort ett köp de senaste 90 dagarna, färre än 3 köp");
    expect(sv({ sum: "purchases.amount", is: "less-than", value: 50_000 }, facts).because).toBe(
      "kunden har handlat för 998 kr, mer än 500 kr",
    );
    expect(sv({ count: "interactions", is: "equals", value: 0 }, facts).because).toBe(
      "kunden har haft en kontakt, fler än 0 kontakter",
    );
    expect(sv({ count: "purchases", is: "at-least", value: 1 }).because).toBe(
      "kunden har inte gjort något köp, färre än ett köp",
    );
  });

  test("the same in English", () => {
    const facts = exampleFacts({ agreement: { end: "2027-05-31" } });
    const found = explain({ all: [gold, endsSoon] }, facts, "en", catalogue);
    expect(found.because).toBe("the agreement's end date is 2027-05-31, later than 2026-06-20");
  });
});

describe("the nearest change", () => {
  test("is the way with the fewest fields to change", () => {
    const facts = exampleFacts({ customer: { valueClass: "bronze", segment: "lägenhet" } });
    const found = sv(
      {
        any: [
          { all: [gold, { field: "customer.segment", is: "equals", value: "villa" }] },
          { field: "agreement.end", is: "before", value: "2026-05-01" },
        ],
      },
      facts,
    );
    expect(found.nearest).toBe("villkoret gäller om avtalet slutar före 1 maj 2026");
  });

  test("never asks one field for two values at once", () => {
    const facts = exampleFacts({ customer: { valueClass: "bronze" } });
    expect(sv({ all: [gold, silver] }, facts).nearest).toBe("");
    const found = sv({ any: [{ all: [gold, { not: gold }] }, { all: [gold, endsSoon] }] }, facts);
    expect(found.nearest).toBe("villkoret gäller om kunden är guldkund");
  });

  test("turns the outcome: asking the condition of what was changed agrees", () => {
    const leaf = fc.constantFrom<Condition>(gold, silver, endsSoon, {
      field: "customer.segment",
      is: "not-equals",
      value: "villa",
    });
    const tree = fc.letrec<{ node: Condition }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
        tie("node").map((not) => ({ not })),
      ),
    })).node;
    const classes = ["gold", "silver", "bronze"] as const;
    const everyone = classes.flatMap((valueClass) =>
      ["villa", "lägenhet"].flatMap((segment) =>
        ["2026-05-31", "2027-05-31"].map((end) =>
          exampleFacts({ customer: { valueClass, segment }, agreement: { end } }),
        ),
      ),
    );
    fc.assert(
      fc.property(tree, fc.constantFrom(...everyone), (condition, facts) => {
        const found = explain(condition, facts, "sv", catalogue);
        const possible = everyone.some(
          (other) => explain(condition, other, "sv", catalogue).holds !== found.holds,
        );
        expect(found.nearest !== undefined).toBe(possible);
      }),
      { seed: 20260322, numRuns: 200 },
    );
  });
});
