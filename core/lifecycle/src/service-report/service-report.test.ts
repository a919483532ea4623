import { describe, expect, it } from "vitest";
import { beforeAfter } from "./before-after.ts";
import { goalConflicts, TeamGoals } from "./goal-conflict.ts";
import { initiativeChange } from "./initiative-change.ts";
import { registrationReport } from "./registration-report.ts";
import { allCalls, type TeamCalls } from "./team-calls.ts";
import { transferReport } from "./transfer-report.ts";

/** A team with one call that waited seven minutes and took three. */
function team(name: string, changes: Partial<TeamCalls> = {}): TeamCalls {
  return {
    ...{ team: name, calls: 1, answered: 1, unregistered: 0, transfers: 0, severalTimes: 0 },
    ...{ withoutNote: 0, incoming: 1, waited: 420, talked: 180, selling: 0, talkedSelling: 0 },
    ...{ sold: 0, ...changes },
  };
}

describe("allCalls", () => {
  it("adds up the calls of all teams", () => {
    expect(allCalls([team("a"), team("b", { calls: 3, sold: 7 })])).toEqual(
      team("", { calls: 4, answered: 2, incoming: 2, waited: 840, talked: 360, sold: 7 }),
    );
  });
});

describe("registrationReport", () => {
  it("counts calls that nobody wrote down, by team with the largest share first", () => {
    const avtal = team("avtal", { calls: 3, answered: 2, unregistered: 1 });
    expect(registrationReport([avtal, team("teknik", { unregistered: 1 })])).toEqual({
      ...{ calls: 3, unregistered: 2, share: 2 / 3 },
      teams: [
        { team: "teknik", calls: 1, unregistered: 1, share: 1 },
        { team: "avtal", calls: 2, unregistered: 1, share: 0.5 },
      ],
    });
    expect(registrationReport([]).share).toBeUndefined();
  });
});

describe("transferReport", () => {
  it("counts transfers per call, and those that made the caller start again", () => {
    const transfers = { answered: 3, transfers: 3, severalTimes: 1, withoutNote: 2 };
    expect(transferReport([team("avtal", transfers)])).toEqual({
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
    const calls = team("avtal", {
      ...{ answered: 2, talked: 440, selling: 1, talkedSelling: 320, sold: 500_000 },
    });
    const [report] = goalConflicts([calls], [goals]);
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
    const conflict = goalConflicts([team("avtal")], [goals])[0]?.conflict;
    expect(conflict?.kind).toBe("short-but-unsold");
    expect(conflict?.sentence.sv.replaceAll("\u00a0", " ")).toBe(
      "Målen krockar: samtalen är korta nog, 3 min mot högst 3 min, men försäljningen är 0 kr av 30 000 000 kr.",
    );
  });

  it("names sales that took too long", () => {
    const long = team("avtal", {
      talked: 900,
      selling: 1,
      talkedSelling: 450,
      sold: 1,
      answered: 2,
    });
    const easy = { ...goals, sales: 1, callLength: 449 };
    const even = { ...long, talkedSelling: 440 };
    expect(goalConflicts([even], [easy])[0]?.conflict?.kind).toBe("sold-but-long");
  });

  it("finds none where both are reached, where goals are missing or nobody called", () => {
    const sold = team("avtal", {
      ...{ talked: 170, selling: 1, talkedSelling: 170, sold: 3_000_000_000 },
    });
    expect(goalConflicts([sold], [goals])[0]?.conflict).toBeUndefined();
    expect(goalConflicts([team("avtal")], [])[0]?.conflict).toBeUndefined();
    expect(goalConflicts([], [goals])).toMatchObject([{ team: "avtal", calls: 0, sold: 0 }]);
  });
});

describe("beforeAfter", () => {
  const answers = (values: readonly number[], times = 20) => ({
    count: values.length * times,
    sum: values.reduce((sum, each) => sum + each, 0) * times,
    squares: values.reduce((sum, each) => sum + each * each, 0) * times,
  });

  it("finds satisfaction up where it is beyond chance, and says nothing of few answers", () => {
    const told = beforeAfter(answers([2, 3]), answers([4, 5]));
    expect(told).toMatchObject({ before: { count: 40, mean: 2.5 }, after: { mean: 4.5 } });
    expect(told.change?.value).toBe(2);
    expect(told.finding).toBe("up");
    expect(beforeAfter(answers([4, 5]), answers([2, 3])).finding).toBe("down");
    expect(beforeAfter(answers([2, 3], 10), answers([4, 5])).finding).toBe("too-few");
  });

  it("finds nothing where the answers are alike", () => {
    expect(beforeAfter(answers([1, 5]), answers([5, 1])).finding).toBe("unclear");
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
