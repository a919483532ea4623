import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const WHY = "Besök Norrlast nu: företaget har fått investeringsbudget.";
const BRING = "Ta med en investeringskalkyl.";

async function due(options: Partial<StoryOptions> = {}, points = 3): Promise<ProgramStory> {
  const norrlast = await ProgramStory.of("visit", { at: "2026-03-02T09:00:00.000Z", ...options });
  tell(norrlast, points);
  return norrlast;
}
function tell(story: ProgramStory, points = 3, whyNow = WHY): void {
  const criteria = ["investment-budget"];
  story.tell({ type: "visit.due", criteria, points, whyNow, bring: BRING });
}
const reports = (story: ProgramStory, outcome: string) =>
  story.tell({ type: "follow-up.reported", outcome, by: "kim" });

describe("a company that is worth a visit", () => {
  test("is a task with why now and what to bring, and done when it is reported (B-06)", async () => {
    const norrlast = await due();
    expect(norrlast.texts.get("visit")?.text).toContain(`${WHY}\n\n${BRING}`);
    norrlast.wait("P10D");
    reports(norrlast, "met");
    norrlast.wait("P1Y");
    expect(norrlast.lines).toEqual(["day 0 task visit", "day 10 ended: visited"]);
  });

  test("is not forgotten: a reminder, the manager, and an end with its reason", async () => {
    const norrlast = await due();
    norrlast.wait("P1Y");
    expect(norrlast.lines).toEqual([
      "day 0 task visit",
      "day 21 task remind",
      "day 28 task tell-manager",
      "day 58 ended: not-visited",
    ]);
    expect(norrlast.texts.get("remind")?.text).toContain(WHY);
    expect(norrlast.texts.get("tell-manager")?.text).toContain(WHY);
  });

  test("that led to nothing says so (B-07), and is due anew with another reason", async () => {
    const norrlast = await due();
    norrlast.wait("P10D");
    reports(norrlast, "no-interest");
    norrlast.wait("P100D");
    tell(norrlast);
    expect(norrlast.lines).toEqual([
      "day 0 task visit",
      "day 10 ended: nothing-came-of-it",
      "day 110 task visit",
    ]);
  });

  test("has another task when more has come up, with all reasons", async () => {
    const norrlast = await due();
    norrlast.wait("P5D");
    const more = "Besök Norrlast nu: företaget har budget och planerar en flytt.";
    tell(norrlast, 6, more);
    norrlast.wait("P22D");
    expect(norrlast.lines).toEqual([
      "day 0 task visit",
      "day 5 task more-reasons",
      "day 26 task remind",
    ]);
    expect(norrlast.texts.get("remind")?.text).toContain(more);
  });

  test("that wants to wait rests and is brought up again", async () => {
    const norrlast = await due();
    reports(norrlast, "later");
    norrlast.wait("P31D");
    expect(norrlast.lines.slice(1)).toEqual(["day 30 task remind"]);
  });
});

test("an order is what it is for, and ends it", async () => {
  const norrlast = await due();
  norrlast.wait("P3D");
  norrlast.agrees({ orderedAt: norrlast.now, status: "ordered" });
  expect(norrlast.lines.slice(1)).toEqual(["day 3 goal met", "day 3 ended: ordered"]);
});

test("few points are no task, and how many it takes is the company's", async () => {
  expect((await due({}, 2)).lines).toEqual([]);
  expect((await due({ settings: { leastPoints: 1 } }, 2)).lines).toEqual(["day 0 task visit"]);
});

test("nobody is reminded where no reminders are wanted: the manager is told", async () => {
  const norrlast = await due({ settings: { reminders: 0 } });
  norrlast.wait("P22D");
  expect(norrlast.lines).toEqual(["day 0 task visit", "day 21 task tell-manager"]);
});
