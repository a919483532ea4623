import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const registers = (anna: ProgramStory, source = "web") =>
  anna.tell({ type: "interest.registered", source, subject: "värmepump" });
const reports = (anna: ProgramStory, outcome: string) =>
  anna.tell({ type: "follow-up.reported", outcome, by: "dealer-7" });
const answers = (anna: ProgramStory, answer: string) =>
  anna.tell({ type: "survey.answered", survey: "web-prospect", answer });

async function prospect(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  // A Sunday evening: forms are filled in when people have time.
  const at = "2026-03-01T20:30:00.000Z";
  const anna = await ProgramStory.of("web-prospect", { at, consents: [], ...options });
  registers(anna);
  return anna;
}
const AT_ONCE = [
  "day 0 email confirmation",
  "day 0 set prospectSource=web",
  "day 0 set interest=värmepump",
  "day 0 task dealer",
];

describe("dialog 1 (P-03)", () => {
  test("comes at once, without any consent, and the dealer is told", async () => {
    const anna = await prospect();
    expect(anna.lines).toEqual(AT_ONCE);
    expect(anna.sent).toEqual([{ step: "confirmation", at: "2026-03-01T20:30:00.000Z" }]);
    expect(anna.texts.get("dealer")?.text).toContain("Intresse: värmepump");
  });

  test("comes by text message in the morning to someone without e-mail, and the dealer waits for nothing else", async () => {
    const anna = await prospect({ customer: { email: undefined } });
    expect(anna.lines).toEqual([]);
    anna.wait("P1D");
    expect(anna.sent).toEqual([{ step: "confirmation-sms", at: "2026-03-02T07:00:00.000Z" }]);
    expect(anna.lines.at(-1)).toBe("day 1 task dealer");
  });

  test("is for the web: a fair has a process of its own", async () => {
    const anna = await ProgramStory.of("web-prospect", { at: "2026-03-02T09:00:00.000Z" });
    registers(anna, "fair");
    expect(anna.lines).toEqual([]);
  });
});

describe("the dealer (P-04)", () => {
  test("is reminded after seven days, and after seven more it stops", async () => {
    const anna = await prospect();
    anna.wait("P60D");
    expect(anna.lines.slice(4)).toEqual(["day 7 task remind-dealer", "day 14 ended: no-feedback"]);
  });

  test.each([3, 10])(
    "who reports on day %i feeds the statistics and starts the sale (P-05)",
    async (day) => {
      const anna = await prospect();
      anna.wait(`P${day}D`);
      reports(anna, "contacted");
      expect(anna.lines.slice(-4)).toEqual([
        `day ${day} goal met`,
        `day ${day} ended: handed-over`,
        `day ${day} webhook prospect.followed_up`,
        `day ${day} program sales-process`,
      ]);
      expect(anna.lines.includes("day 7 task remind-dealer")).toBe(day > 7);
    },
  );

  test("who finds no interest feeds the statistics, and nobody sells", async () => {
    const anna = await prospect();
    reports(anna, "no-interest");
    expect(anna.lines.slice(4)).toEqual([
      "day 0 goal met",
      "day 0 ended: not-interested",
      "day 0 webhook prospect.followed_up",
    ]);
  });
});

describe("the questionnaire", () => {
  test("goes to the record and to the dealer, who is still reminded once only", async () => {
    const anna = await prospect();
    anna.wait("P8D");
    answers(anna, "within-a-month");
    anna.wait("P30D");
    expect(anna.lines.slice(4)).toEqual([
      "day 7 task remind-dealer",
      "day 8 set prospectAnswer=within-a-month",
      "day 8 task dealer-again",
      "day 22 ended: no-feedback",
    ]);
    expect(anna.texts.get("dealer-again")?.text).toContain("within-a-month");
  });

  test("that says it was for a friend starts friend-get-friend (P-05)", async () => {
    const anna = await prospect();
    answers(anna, "for-a-friend");
    expect(anna.lines.slice(4)).toEqual(["day 0 program referral", "day 0 task dealer-again"]);
  });
});

test("whoever registers again, or writes, makes the dealer hear of it", async () => {
  const anna = await prospect();
  anna.wait("P1D");
  registers(anna);
  anna.replies("Kan ni ringa efter klockan fem?");
  expect(anna.lines.slice(4)).toEqual(["day 1 task dealer-again", "day 1 task dealer-again"]);
});

test("a new interest after the case is closed is a new case", async () => {
  const anna = await prospect();
  anna.wait("P20D");
  registers(anna);
  expect(anna.lines.slice(-4)).toEqual(AT_ONCE.map((line) => line.replace("day 0", "day 20")));
});

test("a person who writes in English gets an answer in English", async () => {
  const anna = await prospect({ customer: { locale: "en" } });
  expect(anna.texts.get("confirmation")?.subject).toBe("Thank you for your interest");
});
