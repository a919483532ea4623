import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditPlan, type PlannedVisit } from "./audit-plan.ts";
import type { WorklistLine } from "./worklist.ts";

function line(customerId: string, score: number): WorklistLine {
  const empty = { sv: "-", en: "-" };
  return {
    ...{ customerId, name: customerId, kind: "customer", score, hits: [] },
    ...{ whyNow: empty, bring: empty },
  };
}
const visit = (customerId: string, date = "2026-03-10"): PlannedVisit => ({
  customerId,
  name: customerId,
  date,
});
/** The next three weeks (B-03). */
const WEEKS = { from: "2026-03-02", to: "2026-03-22" };

describe("auditPlan", () => {
  it("finds in Skövde that 18 of 23 are more worth a visit, and 2 of 19 planned a better choice", () => {
    const missed = Array.from({ length: 18 }, (_, number) => line(`left-out-${number}`, 5));
    const right = ["best-1", "best-2"].map((id) => line(id, 8));
    const weak = ["weak-1", "weak-2", "weak-3"].map((id) => line(id, 1));
    const list = [...right, ...missed, ...weak];
    const own = Array.from({ length: 14 }, (_, number) => visit(`own-choice-${number}`));
    const visits = [...own, ...[...right, ...weak].map(({ customerId }) => visit(customerId))];
    const audit = auditPlan({ list, visits, ...WEEKS });
    expect([audit.missed.length, audit.found]).toEqual([18, 23]);
    expect([audit.good.length, audit.planned]).toEqual([2, 19]);
    expect(audit.good.map(({ visit: { customerId } }) => customerId)).toEqual(["best-1", "best-2"]);
    expect([audit.wasted.length, audit.withoutReason]).toEqual([17, 14]);
    expect(audit.wrongChoiceRate).toBe(17 / 19);
    expect(JSON.stringify(audit)).not.toContain("66");
    expect(audit.sentence.sv).toBe(
      "Av 23 besöksvärda företag saknas 18 i planen, fast minst ett planerat besök är mindre värt. Av 19 planerade besök är 2 ett bättre val.",
    );
  });

  it("says whom to visit instead of whom, and of the rest only that they are missed", () => {
    const list = [line("a", 9), line("b", 6), line("c", 3)];
    const { missed } = auditPlan({ list, visits: [visit("x"), visit("c")], ...WEEKS });
    expect(
      missed.map(({ line: { customerId }, insteadOf }) => [
        customerId,
        insteadOf?.visit.customerId,
      ]),
    ).toEqual([
      ["a", "c"],
      ["b", "x"],
    ]);
  });

  it("leaves a plan alone that has the best, and visits outside of the time out", () => {
    const list = [line("a", 9), line("b", 6)];
    const good = auditPlan({ list, visits: [visit("a"), visit("a", "2026-03-20")], ...WEEKS });
    expect([good.planned, good.wasted.length, good.missed.length]).toEqual([1, 0, 0]);
    const later = auditPlan({ list, visits: [visit("x", "2026-03-23")], ...WEEKS });
    expect(later.planned).toBe(0);
    expect(later.wrongChoiceRate).toBeUndefined();
  });

  it("judges a planned company of another district by its own score", () => {
    const list = [line("a", 5)];
    const outside = [line("far", 7)];
    const audit = auditPlan({ list, outside, visits: [visit("far")], ...WEEKS });
    expect([audit.found, audit.good.length, audit.withoutReason]).toEqual([1, 1, 0]);
  });

  it("never calls a visit wasted without a better company of its own, nor could exchange one more", () => {
    const scores = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, fc.nat(5), (left, planned, without) => {
        const list = [
          ...left.map((score, n) => line(`l-${n}`, score)),
          ...planned.map((score, n) => line(`p-${n}`, score)),
        ];
        const visits = [
          ...planned.map((_, n) => visit(`p-${n}`)),
          ...Array.from({ length: without }, (_, n) => visit(`x-${n}`)),
        ];
        const audit = auditPlan({ list, visits, ...WEEKS });
        expect(audit.wasted.length + audit.good.length).toBe(audit.planned);
        const pairs = audit.missed.filter(({ insteadOf }) => insteadOf !== undefined);
        expect(pairs).toHaveLength(audit.wasted.length);
        for (const { line: better, insteadOf } of pairs) {
          expect(better.score).toBeGreaterThan(insteadOf?.score ?? Number.POSITIVE_INFINITY);
        }
        const next = audit.good[0]?.score ?? 0;
        const spare = audit.missed.length > audit.wasted.length;
        if (audit.good.length > 0 && spare) {
          const scoresLeft = audit.missed.map(({ line: { score } }) => score);
          expect(scoresLeft.filter((score) => score > next).length).toBeLessThanOrEqual(
            audit.wasted.length,
          );
        }
      }),
      { seed: 87, numRuns: 500 },
    );
  });
});
