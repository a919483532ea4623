import type { CallSignal } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

// A Monday.
async function registered(
  source: string,
  options: Partial<StoryOptions> = {},
): Promise<ProgramStory> {
  const anna = await ProgramStory.of("trade-fair", {
    ...{ at: "2026-03-02T09:00:00.000Z", consents: [], ...options },
  });
  anna.tell({ type: "interest.registered", source, subject: "truckar" });
  return anna;
}
const company = { customer: { kind: "company" } } as const;
const answers = (anna: ProgramStory, answer: string) =>
  anna.tell({ type: "survey.answered", survey: "visit", answer });
const finishes = (anna: ProgramStory, outcome: CallSignal["outcome"]) =>
  anna.tell({ type: "call.finished", commandId: "k1", outcome, endedAt: anna.now }, "call");

describe("a prospect from a fair (D-30)", () => {
  test("is thanked, called after a week, and left alone after that", async () => {
    const anna = await registered("fair");
    anna.wait("P60D");
    expect(anna.lines).toEqual([
      "day 0 set prospectSource=fair",
      "day 0 email thanks",
      "day 7 call call",
      "day 21 ended: no-answer",
    ]);
    expect(anna.texts.get("call")?.text).toContain("Det gäller: truckar");
  });

  test("who says yes may be visited, and no is no", async () => {
    const yes = await registered("fair");
    const no = await registered("fair");
    answers(yes, "yes");
    answers(no, "no");
    expect(yes.lines.slice(2)).toEqual([
      "day 0 goal met",
      "day 0 ended: handed-over",
      "day 0 program sales-process",
    ]);
    expect(no.lines.slice(2)).toEqual(["day 0 ended: declined"]);
  });

  test("whom somebody has been in touch with already is handed over", async () => {
    const anna = await registered("fair");
    anna.tell({ type: "follow-up.reported", outcome: "contacted", by: "kim" });
    expect(anna.ended).toBe("handed-over");
  });
});

describe("a bought address (D-30)", () => {
  test("of a company is introduced to us, as marketing it may decline", async () => {
    const anna = await registered("bought-address", company);
    anna.wait("P8D");
    expect(anna.lines).toEqual([
      "day 0 set prospectSource=bought-address",
      "day 0 email introduction",
      "day 7 call call",
    ]);
    expect(anna.texts.get("introduction")?.text).toContain("register över företag");
  });

  test("without e-mail gets the introduction by post", async () => {
    const customer = { kind: "company", email: undefined, postalAddress: "Box 1" } as const;
    const anna = await registered("bought-address", { customer });
    expect(anna.lines.slice(1)).toEqual([
      "day 0 skipped introduction (missing-address)",
      "day 0 task letter-by-post",
    ]);
  });

  test("of a private person is not used", async () => {
    const anna = await registered("bought-address");
    expect(anna.lines).toEqual([]);
  });

  test("of a company that declines is left alone", async () => {
    const anna = await registered("bought-address", company);
    anna.wait("P1D");
    anna.consents({ state: "withdrawn" });
    anna.wait("P30D");
    expect(anna.lines.at(-1)).toBe("day 1 ended: declined");
  });
});

describe("the call", () => {
  test("that reaches somebody waits for word of the visit", async () => {
    const anna = await registered("fair");
    anna.wait("P8D");
    finishes(anna, "reached");
    anna.wait("P2D");
    answers(anna, "yes");
    expect(anna.ended).toBe("handed-over");
  });

  test.each(["declined", "do-not-call", "wrong-number"] as const)(
    "that ends with %s is the last",
    async (outcome) => {
      const anna = await registered("fair");
      anna.wait("P8D");
      finishes(anna, outcome);
      expect(anna.ended).toBe("declined");
    },
  );

  test("that reaches nobody is tried once more", async () => {
    const anna = await registered("fair");
    anna.wait("P8D");
    finishes(anna, "not-reached");
    anna.wait("P4D");
    finishes(anna, "not-reached");
    anna.wait("P10D");
    expect(anna.lines.filter((line) => line.endsWith("call call"))).toHaveLength(2);
    expect(anna.ended).toBe("no-answer");
  });
});

test("a reply goes to a salesperson, and nobody calls", async () => {
  const anna = await registered("fair");
  anna.replies("Kom gärna på torsdag");
  anna.wait("P10D");
  expect(anna.lines.slice(2)).toEqual(["day 0 task replied"]);
});
