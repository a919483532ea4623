import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const bought = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `old-${index}` }));
const story = (count: number, options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("milestone-purchase", {
    ...{ at: "2026-03-02T11:00:00.000Z", purchases: bought(count) },
    ...options,
  });

describe("the hundredth purchase (V-06, V-09)", () => {
  test("is thanked for the same day, with a card by hand and a gift two days later", async () => {
    const anna = await story(99);
    anna.buys();
    anna.wait("P60D");
    expect(anna.lines).toEqual([
      "day 0 email thanks",
      "day 0 task card",
      "day 2 email gift",
      "day 32 ended: completed",
    ]);
    expect(anna.texts.get("gift")?.text).toContain("Välj en gåva nästa gång du är hos oss.");
  });

  test("is neither the ninety-ninth nor the hundred and second", async () => {
    for (const before of [98, 101]) {
      const anna = await story(before);
      anna.buys();
      expect(anna.lines).toEqual([]);
    }
  });

  test("is the tenant's own number where another one is chosen", async () => {
    const anna = await story(49, { settings: { milestone: 50 } });
    anna.buys();
    expect(anna.lines).toEqual(["day 0 email thanks", "day 0 task card"]);
    anna.wait("P10D");
    anna.buys();
    expect(anna.lines.at(-1)).toBe("day 10 goal met");
  });

  test("is found where one receipt steps over it, and thanked for once", async () => {
    const anna = await story(97);
    for (let line = 0; line < 5; line++) anna.buys();
    expect(anna.lines).toEqual(["day 0 email thanks", "day 0 task card"]);
  });

  test("gives gold customers a gift of their own", async () => {
    const anna = await story(99, { customer: { valueClass: "gold" } });
    anna.buys();
    anna.wait("P3D");
    expect(anna.texts.get("gift")?.subject).toBe("En kväll för dig och en vän");
  });

  test("is thanked for by text message where there is no e-mail, and there is no gift then", async () => {
    const anna = await story(99, { customer: { email: undefined } });
    anna.buys();
    anna.wait("P3D");
    expect(anna.lines).toEqual([
      "day 0 skipped thanks (missing-address)",
      "day 0 sms thanks-sms",
      "day 0 task card",
      "day 2 skipped gift (missing-address)",
    ]);
  });

  test("is for life: the next purchase is the goal, the next hundred nothing", async () => {
    const anna = await story(99);
    anna.buys();
    anna.wait("P10D");
    anna.buys();
    expect(anna.lines.at(-1)).toBe("day 10 goal met");
    anna.wait("P60D");
    for (let line = 0; line < 100; line++) anna.buys();
    expect(anna.lines.at(-1)).toBe("day 32 ended: completed");
  });
});
