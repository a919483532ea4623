import { describe, expect, it } from "vitest";
import { beforeAfter } from "./before-after.ts";
import type { FinishedCall } from "./finished-call.ts";
import { goalConflicts, TeamGoals } from "./goal-conflict.ts";
import { initiativeChange } from "./initiative-change.ts";
import { registrationReport } from "./registration-report.ts";
import { transferReport } from "./transfer-report.ts";

function call(id: string, changes: Partial<FinishedCall> = {}): FinishedCall {
  return {
    ...{ id, team: "avtal", direction: "in", startedAt: "2026-03-02T11:00:00.000Z" },
    ...{ waited: 420, talked: 180, transfers: 0, notes: 0 },
    ...changes,
  };
}

describe("registrationReport", () => {
  it("counts calls that nobody wrote down, by team with the largest share first", () => {
    const calls = [call("1"), call("2"), call("3", { team: "teknik" })];
    expect(registrationReport(calls, new Set(["1"]))).toEqual({
      ...{ calls: 3, unregistered: 2, share: 2 / 3 },
      teams: [
        { team: "teknik", calls: 1, unregistered: 1, share: 1 },
        { team: "avtal", calls: 2, unregistered: 1, share: 0.5 },
      ],
    });
    expect(registrationReport([], new Set()).share).toBeUndefined();
  });
});

describe("transferReport", () => {
  it("counts transfers per call, and those that made the caller start again", () => {
    const calls = [call("1"), call("2", { transfers: 2, notes: 1 }), call("3", { transfers: 1 })];
    expect(transferReport(calls)).toEqual({
      ...{ calls: 3, transfers: 3, perCall: 1, severalTimes: 1, withoutNote: 2 },
    });
    expect(transferReport([]).perCall).toBeUndefined();
  });
});

describe("goalConflicts", () => {
  const goals = TeamGoals.parse({
    ...{ team: "avtal", callLength: 180, waiting: 420, sales: 3_000_000_000 },
  });

  it("names that calls that sell take longer than calls may", () => {
    const calls = [call("1", { talked: 120 }), call("2", { talked: 320, sold: 500_000 })];
    const [report] = goalConflicts(calls, [goals]);
    expect(report).toMatchObject({ waited: 420, talked: 220, talkedSelling: 320, sold: 500_000 });
    expect(report?.conflict).toEqual({
      kind: "selling-takes-longer",
      sentence: {
        sv: "Målen krockar: ett samtal där något säljs tar 5 min 20 s, och samtalen ska ta högst 3 min.",
        en: "The goals conflict: a call in which something is sold takes 5 min 20 s, and calls are to take at most 3 min.",
      },
    });
  });

  it("names short calls that sell nothing, with the document's goals", () => {
    const conflict = goalConflicts([call("1")], [goals])[0]?.conflict;
    expect(conflict?.kind).toBe("short-but-unsold");
    expect(conflict?.sentence.sv.replaceAll("\u00a0", " ")).toBe(
      "Målen krockar: samtalen är korta nog, 3 min mot högst 3 min, men försäljningen är 0 kr av 30 000 000 kr.",
    );
  });

  it("names sales that took too long", () => {
    const long = [call("1", { talked: 900, sold: 1 }), call("2", { talked: 900 })];
    const easy = { ...goals, sales: 1 };
    expect(goalConflicts(long, [easy])[0]?.conflict?.kind).toBe("sold-but-long");
  });

  it("finds none where both are reached, where goals are missing or nobody called", () => {
    const sold = call("1", { talked: 170, sold: 3_000_000_000 });
    expect(goalConflicts([sold], [goals])[0]?.conflict).toBeUndefined();
    expect(goalConflicts([call("1")], [])[0]?.conflict).toBeUndefined();
    expect(goalConflicts([], [goals])).toMatchObject([{ team: "avtal", calls: 0, sold: 0 }]);
  });
});

describe("beforeAfter", () => {
  const answers = (date: string, values: readonly number[]) =>
    Array.from({ length: 40 }, (_, at) => ({ date, value: values[at % values.length] ?? 0 }));

  it("finds satisfaction up where it is beyond chance, and says nothing of few answers", () => {
    const measured = [...answers("2026-01-10", [2, 3]), ...answers("2026-03-10", [4, 5])];
    const told = beforeAfter(measured, "2026-02-01");
    expect(told).toMatchObject({ before: { count: 40, mean: 2.5 }, after: { mean: 4.5 } });
    expect(told.change?.value).toBe(2);
    expect(told.finding).toBe("up");
    expect(beforeAfter(measured.slice(20), "2026-02-01").finding).toBe("too-few");
  });

  it("finds nothing where the answers are alike", () => {
    const measured = [...answers("2026-01-10", [1, 5]), ...answers("2026-03-10", [5, 1])];
    expect(beforeAfter(measured, "2026-02-01").finding).toBe("unclear");
  });
});

describe("initiativeChange", () => {
  it("tells how the company's share of contacts has grown", () => {
    const called = (out: number, into: number) => [
      { kind: "call" as const, direction: "out" as const, contacts: out },
      { kind: "call" as const, direction: "in" as const, contacts: into },
    ];
    expect(initiativeChange(called(1, 3), called(3, 1)).change).toBe(0.5);
    expect(initiativeChange(called(0, 0), called(3, 1)).change).toBeUndefined();
  });
});
