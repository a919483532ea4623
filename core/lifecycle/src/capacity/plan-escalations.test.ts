import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBusinessDay } from "../schedule/business-day.ts";
import { addDays } from "../schedule/date.ts";
import { SWEDISH_HOLIDAYS } from "../schedule/holidays.ts";
import { AgentCapacity, callsOn, weekdayCapacity } from "./agent-capacity.ts";
import { type Escalation, worthOf } from "./escalation.ts";
import { planEscalations } from "./plan-escalations.ts";

/** Monday 2 March 2026. */
const TODAY = "2026-03-02";

function escalation(id: string, changes: Partial<Escalation> = {}): Escalation {
  return {
    ...{ id, customerId: id, deadline: "2026-03-03", valueAtRisk: 100_000, chance: 0.5 },
    ...changes,
  };
}

const idsOf = (calls: readonly Escalation[]) => calls.map(({ id }) => id);

describe("planEscalations", () => {
  it("calls the one with most value at risk times chance first", () => {
    const plan = planEscalations({
      escalations: [
        escalation("dear", { valueAtRisk: 900_000, chance: 0.1 }),
        escalation("likely", { valueAtRisk: 300_000, chance: 0.9 }),
        escalation("cheap", { valueAtRisk: 50_000, chance: 0.9 }),
      ],
      capacity: weekdayCapacity(2),
      today: TODAY,
    });
    expect(plan.days.map(({ calls }) => idsOf(calls))).toEqual([["likely", "dear"], ["cheap"]]);
    expect(plan.worth).toEqual({ planned: 405_000, leftOut: 0 });
  });

  it("lets one that can wait give way to one that would never be called", () => {
    const plan = planEscalations({
      escalations: [
        escalation("dear", { valueAtRisk: 900_000, deadline: "2026-03-03" }),
        escalation("urgent", { deadline: "2026-03-02" }),
      ],
      capacity: weekdayCapacity(1),
      today: TODAY,
    });
    expect(plan.days.map(({ calls }) => idsOf(calls))).toEqual([["urgent"], ["dear"]]);
  });

  it("names who cannot be called, with the day by which another branch must be taken", () => {
    const plan = planEscalations({
      escalations: [
        escalation("a", { deadline: "2026-03-31", earliest: "2026-03-31" }),
        escalation("b", { deadline: "2026-03-31", earliest: "2026-03-31", valueAtRisk: 10 }),
        escalation("late", { deadline: "2026-02-27" }),
      ],
      capacity: weekdayCapacity(1),
      today: TODAY,
    });
    expect(
      plan.leftOut.map(({ escalation: { id }, why, takeBranchBy }) => [id, why, takeBranchBy]),
    ).toEqual([
      ["late", "deadline-passed", TODAY],
      ["b", "no-room", "2026-03-24"],
    ]);
    expect(plan.leftOut[1]?.sentence.sv).toBe(
      "Det finns inget ledigt samtal fram till den 31 mars 2026. Ta en annan väg senast den 24 mars 2026.",
    );
  });

  it("plans nothing on weekends and holidays, and as many as said on a day of its own", () => {
    const capacity = AgentCapacity.parse({
      ...weekdayCapacity(10),
      days: [{ date: "2026-04-02", calls: 3 }],
      reserve: 0.2,
    });
    const dates = ["2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04", "2026-04-06"];
    expect(dates.map((date) => callsOn(date, capacity))).toEqual([8, 2, 0, 0, 0]);
  });

  it("of 2,000 contracts that end the same week with 60 calls a day loses sight of none", () => {
    const escalations = Array.from({ length: 2_000 }, (_, number) =>
      escalation(`A-${number}`, {
        earliest: "2026-03-23",
        deadline: addDays("2026-04-13", number % 5),
        valueAtRisk: 100_000 + ((number * 7_919) % 2_000) * 1_000,
        chance: 0.2 + (number % 7) / 10,
      }),
    );
    const plan = planEscalations({ escalations, capacity: weekdayCapacity(60), today: TODAY });
    const called = plan.days.flatMap(({ calls }) => calls);
    expect(called).toHaveLength(18 * 60);
    expect(plan.leftOut).toHaveLength(2_000 - 18 * 60);
    const everybody = [...idsOf(called), ...plan.leftOut.map(({ escalation: { id } }) => id)];
    expect(new Set(everybody).size).toBe(2_000);
    for (const { date, capacity, calls } of plan.days) {
      expect(calls.length).toBeLessThanOrEqual(capacity);
      expect(capacity).toBe(isBusinessDay(date, SWEDISH_HOLIDAYS) ? 60 : 0);
      for (const { deadline } of calls) expect(date <= deadline).toBe(true);
    }
    const leastCalled = Math.min(...called.map(worthOf));
    for (const { escalation: left, takeBranchBy } of plan.leftOut) {
      expect(worthOf(left)).toBeLessThanOrEqual(leastCalled);
      expect(TODAY <= takeBranchBy && takeBranchBy < left.deadline).toBe(true);
    }
    expect(plan.days.find(({ date }) => date === "2026-03-23")?.ready).toBe(2_000);
    const firstWeek = plan.days.slice(21, 26).flatMap(({ calls }) => calls.map(worthOf));
    expect(firstWeek).toHaveLength(300);
    expect(firstWeek).toEqual(firstWeek.toSorted((a, b) => b - a));
  });
});

const escalations: fc.Arbitrary<readonly Escalation[]> = fc
  .array(
    fc.record({
      from: fc.nat(8),
      length: fc.integer({ min: -1, max: 8 }),
      valueAtRisk: fc.nat(20),
      chance: fc.constantFrom(0.25, 0.5, 1),
    }),
    { maxLength: 25 },
  )
  .map((parts) =>
    parts.map(({ from, length, valueAtRisk, chance }, number) =>
      escalation(`E-${number}`, {
        earliest: addDays(TODAY, from),
        deadline: addDays(TODAY, from + length),
        valueAtRisk,
        chance,
      }),
    ),
  );

/** The largest worth that any plan could have: each escalation left or put on any day with room. */
function bestWorth(all: readonly Escalation[], capacity: AgentCapacity): number {
  const best = new Map<string, number>();
  const room = Array.from({ length: 18 }, (_, day) => callsOn(addDays(TODAY, day), capacity));
  const from = (index: number, free: readonly number[]): number => {
    const each = all[index];
    if (each === undefined) return 0;
    const key = `${index}:${free.join(",")}`;
    const known = best.get(key);
    if (known !== undefined) return known;
    let most = from(index + 1, free);
    free.forEach((places, day) => {
      const date = addDays(TODAY, day);
      if (places === 0 || date < (each.earliest ?? TODAY) || date > each.deadline) return;
      const rest = free.map((other, at) => (at === day ? other - 1 : other));
      most = Math.max(most, worthOf(each) + from(index + 1, rest));
    });
    best.set(key, most);
    return most;
  };
  return from(0, room);
}

describe("planEscalations, whatever is to be planned", () => {
  it("has everybody once, nobody outside of their days, and no day above its capacity", () => {
    fc.assert(
      fc.property(escalations, fc.nat(4), (all, calls) => {
        const plan = planEscalations({
          escalations: all,
          capacity: weekdayCapacity(calls),
          today: TODAY,
        });
        const ids = [
          ...plan.days.flatMap((day) => idsOf(day.calls)),
          ...plan.leftOut.map(({ escalation: { id } }) => id),
        ];
        expect(ids.toSorted()).toEqual(idsOf(all).toSorted());
        for (const day of plan.days) {
          expect(day.calls.length).toBeLessThanOrEqual(day.capacity);
          const worths = day.calls.map(worthOf);
          expect(worths).toEqual(worths.toSorted((a, b) => b - a));
          for (const { earliest = "", deadline } of day.calls) {
            expect(earliest <= day.date && day.date <= deadline).toBe(true);
          }
        }
        for (const { escalation: left, takeBranchBy } of plan.leftOut) {
          expect(takeBranchBy >= TODAY).toBe(true);
          expect(takeBranchBy <= left.deadline || takeBranchBy === TODAY).toBe(true);
        }
      }),
      { seed: 84, numRuns: 1_000 },
    );
  });

  it("is worth as much as any plan could be", () => {
    fc.assert(
      fc.property(escalations, fc.integer({ min: 1, max: 2 }), (all, calls) => {
        const few = all.slice(0, 6);
        const capacity = weekdayCapacity(calls);
        const plan = planEscalations({ escalations: few, capacity, today: TODAY });
        const called = plan.days.flatMap((day) => day.calls.map(worthOf));
        const worth = called.reduce((sum, each) => sum + each, 0);
        expect(worth).toBeCloseTo(bestWorth(few, capacity), 6);
      }),
      { seed: 85, numRuns: 150 },
    );
  });

  it("never calls one worth less before one worth more without need", () => {
    fc.assert(
      fc.property(escalations, fc.integer({ min: 1, max: 3 }), (all, calls) => {
        const { days } = planEscalations({
          escalations: all,
          capacity: weekdayCapacity(calls),
          today: TODAY,
        });
        days.forEach((day, number) => {
          for (const later of days.slice(number + 1)) {
            for (const first of day.calls) {
              for (const second of later.calls) {
                const canSwap =
                  (second.earliest ?? TODAY) <= day.date && later.date <= first.deadline;
                expect(canSwap && worthOf(second) > worthOf(first)).toBe(false);
              }
            }
          }
        });
      }),
      { seed: 86, numRuns: 1_000 },
    );
  });
});
