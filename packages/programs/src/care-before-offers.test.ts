import { expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("care-before-offers", { at: "2026-03-02T11:00:00.000Z", ...options });

test("after the suit come tips on how to look after it, and shoes a month later (V-13)", async () => {
  const anna = await story();
  anna.buys({ category: "suits" });
  anna.wait("P1Y");
  expect(anna.lines).toEqual([
    "day 3 email care-suit",
    "day 33 email offer",
    "day 63 ended: completed",
  ]);
  expect(anna.texts.get("offer")?.subject).toBe("Skor som passar till kostymen");
});

test("a newer purchase takes the offer away: its own care comes first", async () => {
  const anna = await story();
  anna.buys({ category: "suits" });
  anna.wait("P20D");
  anna.buys({ category: "shoes" });
  anna.wait("P40D");
  expect(anna.lines).toEqual([
    "day 3 email care-suit",
    "day 23 email care-shoes",
    "day 53 email offer",
  ]);
  expect(anna.texts.get("offer")?.subject).toBe("Ett par att växla med");
});

test("a newer purchase without a category only puts the offer off", async () => {
  const anna = await story();
  anna.buys({ category: "outerwear" });
  anna.wait("P20D");
  anna.buys();
  anna.wait("P29D");
  expect(anna.lines).toEqual(["day 3 email care-outerwear"]);
  anna.wait("P2D");
  expect(anna.lines.at(-1)).toBe("day 50 email offer");
});

test("whoever buys every other week gets three pieces of advice and never an offer (V-12)", async () => {
  const anna = await story();
  for (let times = 0; times < 20; times++) {
    anna.buys({ category: "shoes" });
    anna.wait("P14D");
  }
  expect(anna.lines).toEqual([
    "day 3 email care-shoes",
    "day 17 email care-shoes",
    "day 31 email care-shoes",
  ]);
});

test("a category without advice is followed by an offer alone", async () => {
  const anna = await story();
  anna.buys({ category: "accessories" });
  anna.wait("P34D");
  expect(anna.lines).toEqual(["day 33 email offer"]);
  expect(anna.texts.get("offer")?.subject).toBe("Nytt hos oss");
});

test("a purchase after the offer is the goal, and the next round begins with it soon enough", async () => {
  const anna = await story();
  anna.buys({ category: "suits" });
  anna.wait("P40D");
  anna.buys({ category: "shoes" });
  expect(anna.lines.slice(2)).toEqual(["day 40 goal met", "day 40 ended: bought"]);
  anna.buys({ category: "shoes" });
  anna.wait("P5D");
  expect(anna.lines.at(-1)).toBe("day 43 email care-shoes");
});

test("a purchase without a category, or of long ago, lets nobody in", async () => {
  const anna = await story();
  anna.buys();
  const erik = await story();
  erik.buys({ category: "suits", at: "2025-12-01T12:00:00.000Z" });
  anna.wait("P60D");
  erik.wait("P60D");
  expect([...anna.lines, ...erik.lines]).toEqual([]);
});

test("who has not agreed to marketing gets the advice and not the offer", async () => {
  const anna = await story({ consents: [] });
  anna.buys({ category: "suits" });
  anna.wait("P34D");
  expect(anna.lines).toEqual(["day 3 email care-suit", "day 33 skipped offer (no-consent)"]);
});
