import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

// A Monday.
const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("nps", { at: "2026-03-02T08:00:00.000Z", ...options });
async function asked(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await story(options);
  anna.tell({ type: "program.requested", program: "nps", by: "kim" });
  return anna;
}
const scores = (anna: ProgramStory, score?: number, text?: string) =>
  anna.tell({ type: "survey.answered", survey: "nps", score, text });

describe("the question (V-10)", () => {
  test("is put every half-year of being a customer, with one reminder", async () => {
    const anna = await story({ customer: { customerSince: "2025-03-10" } });
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 8 email ask",
      "day 15 email remind",
      "day 29 ended: silent",
      "day 192 email ask",
      "day 199 email remind",
      "day 213 ended: silent",
    ]);
  });

  test("is not put on the first day, nor without consent", async () => {
    const brandNew = await story({ customer: { customerSince: "2026-03-02" } });
    brandNew.wait("P100D");
    expect(brandNew.lines).toEqual([]);
    const without = await asked({ consents: [] });
    expect(without.lines).toEqual(["day 0 skipped ask (no-consent)", "day 0 ended: not-asked"]);
  });

  test("ends with a no to advertising, and with the agreement", async () => {
    const declining = await asked();
    declining.consents({ state: "withdrawn" });
    expect(declining.ended).toBe("declined");
    const leaving = await asked({ agreements: [{}] });
    leaving.agrees({ status: "cancelled", cancelledAt: leaving.now });
    expect(leaving.ended).toBe("left");
  });
});

describe("a score of", () => {
  test.each([0, 6])(
    "%i is a task within a day, and a helped customer is the end of it",
    async (score) => {
      const anna = await asked();
      anna.wait("P2D");
      scores(anna, score, "Fel på fakturan");
      anna.wait("P1D");
      anna.tell({ type: "follow-up.reported", outcome: "helped", by: "kim" });
      expect(anna.lines).toEqual([
        "day 0 email ask",
        "day 2 goal met",
        `day 2 set npsScore=${score}`,
        "day 2 task detractor",
        "day 2 email sorry",
        "day 3 ended: helped",
      ]);
      expect(anna.texts.get("detractor")?.text).toContain(`betyget ${score} av 10`);
      expect(anna.texts.get("detractor")?.text).toContain("Fel på fakturan");
    },
  );

  test("3 that nobody helps with is the manager's after three days", async () => {
    const anna = await asked();
    scores(anna, 3);
    anna.wait("P30D");
    expect(anna.lines.slice(-2)).toEqual(["day 3 ended: escalated", "day 3 task not-helped"]);
  });

  test.each([7, 8])("%i is thanked for", async (score) => {
    const anna = await asked();
    scores(anna, score);
    expect(anna.lines.slice(2)).toEqual([
      `day 0 set npsScore=${score}`,
      "day 0 email passive-thanks",
      "day 0 ended: passive",
    ]);
  });

  test.each([9, 10])("%i is thanked for, and leads to a recommendation (D-29)", async (score) => {
    const anna = await asked();
    scores(anna, score);
    anna.wait("P5D");
    expect(anna.lines.slice(2)).toEqual([
      `day 0 set npsScore=${score}`,
      "day 0 email promoter-thanks",
      "day 3 ended: promoter",
      "day 3 program referral",
    ]);
  });
});

test("an answer in words goes to a person, who registers the score", async () => {
  const anna = await asked();
  anna.replies("En åtta, tror jag");
  anna.wait("P1D");
  scores(anna, 8);
  expect(anna.lines.slice(1)).toEqual([
    "day 0 task replied",
    "day 1 goal met",
    "day 1 set npsScore=8",
    "day 1 email passive-thanks",
    "day 1 ended: passive",
  ]);
});

test("words without a score, from a form, are read by a person as well", async () => {
  const anna = await asked();
  scores(anna, undefined, "Bra service");
  expect(anna.lines.slice(1)).toEqual(["day 0 goal met", "day 0 task replied"]);
});

test("a displeased answer that nobody asked for is helped as well", async () => {
  const anna = await story();
  scores(anna, 2);
  expect(anna.lines).toContain("day 0 task detractor");
});

test("another survey's score is not this one's", async () => {
  const anna = await asked();
  anna.tell({ type: "survey.answered", survey: "event", score: 2 });
  expect(anna.stage).toBe("asked");
});
