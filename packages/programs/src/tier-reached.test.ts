import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("tier-reached", {
    ...{ at: "2026-03-02T11:00:00.000Z", customer: { tier: "member" } },
    ...options,
  });
const rises = (anna: ProgramStory, to: string, from = "member") =>
  anna.tell({ type: "customer.tier-changed", from, to, direction: "up", reason: "earned" });
const falls = (anna: ProgramStory, to: string, from = "vip") =>
  anna.tell({ type: "customer.tier-changed", from, to, direction: "down", reason: "downgraded" });

describe("a tier that rises (V-03, V-04, V-09)", () => {
  test("is congratulated for at once and rewarded an hour later", async () => {
    const anna = await story({ standing: { tierUntil: "2027-02-28" } });
    rises(anna, "vip");
    anna.wait("P60D");
    expect(anna.lines).toEqual([
      "day 0 email reached-vip",
      "day 0 email reward",
      "day 30 ended: completed",
    ]);
    expect(anna.sent.map(({ at }) => at.slice(11, 16))).toEqual(["11:00", "12:00"]);
    const { text = "" } = anna.texts.get("reached-vip") ?? {};
    expect(text).toContain("Gratis reparationer");
    expect(text).toContain("minst till 28 februari 2027.");
    expect(anna.texts.get("reward")?.subject).toBe("Till dig: En stund med en stylist");
  });

  test("at night is congratulated for at once, and the reward waits for the morning", async () => {
    const anna = await story({ at: "2026-03-02T22:30:00.000Z" });
    rises(anna, "silver");
    anna.wait("P1D");
    expect(anna.sent.map(({ at }) => at)).toEqual([
      "2026-03-02T22:30:00.000Z",
      "2026-03-03T07:00:00.000Z",
    ]);
  });

  test("twice in a month is congratulated for twice", async () => {
    const anna = await story();
    rises(anna, "silver");
    anna.wait("P10D");
    rises(anna, "vip", "silver");
    anna.wait("P1D");
    expect(anna.lines).toEqual([
      "day 0 email reached",
      "day 0 email reward",
      "day 10 email reached-vip",
      "day 10 email reward",
    ]);
  });

  test("brings no reward to one without consent, and congratulations all the same", async () => {
    const anna = await story({ consents: [] });
    rises(anna, "silver");
    anna.wait("P1D");
    expect(anna.lines).toEqual(["day 0 email reached", "day 0 skipped reward (no-consent)"]);
  });

  test("leads to the goal when the member buys again", async () => {
    const anna = await story();
    rises(anna, "silver");
    anna.wait("P5D");
    anna.buys();
    expect(anna.lines.at(-1)).toBe("day 5 goal met");
  });
});

describe("a tier that falls", () => {
  test("is told of in a service message with what remains, and nothing is offered", async () => {
    const anna = await story({ consents: [], standing: { remaining: 120_000 } });
    falls(anna, "member");
    anna.wait("P60D");
    expect(anna.lines).toEqual(["day 0 email lowered", "day 30 ended: completed"]);
    const { text = "" } = anna.texts.get("lowered") ?? {};
    expect(text).toContain("Det här har du kvar");
    expect(text).toMatch(/återstår till nästa nivå: 1\s200\skr/);
  });

  test("and rises again gets both letters, and the reward is not given for the fall", async () => {
    const anna = await story({ customer: { tier: "vip" } });
    falls(anna, "member");
    anna.wait("P3D");
    rises(anna, "vip");
    anna.wait("PT2H");
    expect(anna.lines).toEqual([
      "day 0 email lowered",
      "day 3 email reached-vip",
      "day 3 email reward",
    ]);
  });
});

test("one who joins the club or leaves it is not written to here", async () => {
  const anna = await story({ customer: { tier: undefined } });
  anna.tell({ type: "customer.tier-changed", to: "member", direction: "up", reason: "joined" });
  anna.tell({
    ...{ type: "customer.tier-changed", from: "member", direction: "down", reason: "left" },
  });
  expect(anna.lines).toEqual([]);
});
