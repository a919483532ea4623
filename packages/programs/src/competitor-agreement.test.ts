import type { CallSignal } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

// A Monday, 120 days before Tuesday 30 June.
const THEIRS = { party: "competitor", product: "Trucktjänst AB", end: "2026-06-30" } as const;
const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("competitor-agreement", {
    ...{ at: "2026-03-02T05:00:00.000Z", agreements: [THEIRS], customer: { kind: "company" } },
    ...options,
  });
const reports = (anna: ProgramStory, outcome: string) =>
  anna.tell({ type: "follow-up.reported", outcome, by: "kim" });
const finishes = (anna: ProgramStory, outcome: CallSignal["outcome"]) =>
  anna.tell({ type: "call.finished", commandId: "k1", outcome, endedAt: anna.now }, "call");

describe("a competitor's agreement (D-21)", () => {
  test("is judged four months before its end, mailed about at three and called about at two", async () => {
    const anna = await story();
    anna.until("2026-07-10");
    expect(anna.lines).toEqual([
      "day 0 task judge",
      "day 30 email mail",
      "day 63 call call",
      "day 121 ended: lapsed",
      "day 121 call withdrawn",
    ]);
    expect(anna.texts.get("judge")?.subject).toContain("avtal löper ut den 30 juni 2026");
  });

  test("of our own is none of its business, nor one that is over", async () => {
    const own = await story({ agreements: [{ ...THEIRS, party: "own" }] });
    const over = await story({ agreements: [{ ...THEIRS, status: "ended" }] });
    for (const anna of [own, over]) {
      anna.until("2026-07-10");
      expect(anna.lines).toEqual([]);
    }
  });

  test("known late is taken up until thirty days before its end", async () => {
    const late = await story({ at: "2026-05-31T04:00:00.000Z" });
    const tooLate = await story({ at: "2026-06-01T06:00:00.000Z" });
    for (const anna of [late, tooLate]) anna.until("2026-06-29");
    expect(late.lines[0]).toBe("day 0 task judge");
    expect(tooLate.lines).toEqual([]);
  });

  test("that is prolonged there ends it, and it comes again for the new end", async () => {
    const anna = await story();
    anna.until("2026-04-20");
    anna.agrees({ ...THEIRS, end: "2027-06-30" });
    anna.until("2027-03-05");
    expect(anna.lines.slice(2)).toEqual(["day 49 ended: end-moved", "day 365 task judge"]);
  });

  test("continued by an order with us is won", async () => {
    const anna = await story();
    anna.until("2026-05-10");
    const order = { id: "a2", renewalOf: "a1", status: "ordered", orderedAt: anna.now } as const;
    anna.agrees({ ...order, start: "2026-07-01" });
    expect(anna.lines.slice(-3)).toEqual([
      "day 69 goal met",
      "day 69 ended: won",
      "day 69 call withdrawn",
    ]);
  });
});

describe("the salesperson's judgement (B-01)", () => {
  test("not worth it ends it", async () => {
    const anna = await story();
    anna.wait("P3D");
    reports(anna, "not-worth");
    expect(anna.lines).toEqual(["day 0 task judge", "day 3 ended: not-now"]);
  });

  test("worth a visit brings the mail on its day", async () => {
    const anna = await story();
    anna.wait("P3D");
    reports(anna, "worth-a-visit");
    anna.wait("P61D");
    expect(anna.lines.slice(1)).toEqual(["day 30 email mail", "day 63 call call"]);
  });

  test("that there is contact already hands over to the sales process", async () => {
    const anna = await story();
    anna.wait("P3D");
    reports(anna, "contacted");
    expect(anna.lines.slice(1)).toEqual([
      "day 3 ended: handed-over",
      "day 3 program sales-process",
    ]);
  });
});

describe("the prospect's answer", () => {
  test("by mail hands over to the sales process, and a no ends it", async () => {
    const interested = await story();
    const not = await story();
    for (const anna of [interested, not]) anna.wait("P32D");
    interested.replies("Ja, ring mig gärna");
    not.replies("Nej tack");
    expect(interested.lines.at(-1)).toBe("day 32 program sales-process");
    expect(not.ended).toBe("not-now");
  });

  test.each([
    ["reached", "handed-over"],
    ["declined", "not-now"],
    ["do-not-call", "not-now"],
  ] as const)("on the phone, %s, is heard: %s", async (outcome, reason) => {
    const anna = await story();
    anna.wait("P64D");
    finishes(anna, outcome);
    expect(anna.ended).toBe(reason);
  });

  test("that never comes is asked for twice by phone and no more", async () => {
    const anna = await story();
    anna.wait("P64D");
    finishes(anna, "not-reached");
    anna.wait("P5D");
    finishes(anna, "not-reached");
    anna.wait("P30D");
    expect(anna.lines.filter((line) => line.endsWith("call call"))).toHaveLength(2);
  });
});

test("a private person is not mailed without consent, and is called only off the objection list", async () => {
  const listed = await story({ consents: [], customer: { kind: "person", doNotCall: true } });
  listed.wait("P70D");
  expect(listed.lines.slice(1)).toEqual([
    "day 30 skipped mail (no-consent)",
    "day 63 skipped call (do-not-call)",
  ]);
});
