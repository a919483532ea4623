import { expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

async function near(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await ProgramStory.of("tier-near", { at: "2026-03-02T09:00:00.000Z", ...options });
  anna.tell({ type: "customer.tier-near", tier: "vip", remaining: 35_000 });
  return anna;
}

test("a member near the next tier learns what remains, is reminded once, and then left alone (V-05)", async () => {
  const anna = await near();
  anna.wait("P1Y");
  expect(anna.lines).toEqual([
    "day 0 email near",
    "day 21 sms reminder",
    "day 42 ended: not-reached",
  ]);
  expect(anna.texts.get("near")?.text).toMatch(/^350\skr$/m);
});

test("the tier that is reached ends it and is its goal", async () => {
  const anna = await near();
  anna.wait("P8D");
  anna.tell({
    ...{ type: "customer.tier-changed", from: "member", to: "vip" },
    ...{ direction: "up", reason: "earned" },
  });
  anna.wait("P60D");
  expect(anna.lines.slice(1)).toEqual(["day 8 goal met", "day 8 ended: reached"]);
});

test("a tier that falls ends it, too", async () => {
  const anna = await near();
  anna.wait("P8D");
  anna.tell({
    ...{ type: "customer.tier-changed", from: "silver", to: "member" },
    ...{ direction: "down", reason: "downgraded" },
  });
  expect(anna.lines.slice(1)).toEqual(["day 8 ended: fell"]);
});

test("nobody hears it twice in half a year", async () => {
  const anna = await near();
  anna.wait("P100D");
  anna.tell({ type: "customer.tier-near", tier: "vip", remaining: 20_000 });
  expect(anna.lines).toHaveLength(3);
  anna.wait("P100D");
  anna.tell({ type: "customer.tier-near", tier: "vip", remaining: 10_000 });
  expect(anna.lines.at(-1)).toBe("day 200 email near");
});

test("no reminder where the tenant wants none, none by text message to one who declined them", async () => {
  const without = await near({ settings: { reminders: 0 } });
  without.wait("P50D");
  expect(without.lines).toEqual(["day 0 email near", "day 42 ended: not-reached"]);
  const declined = await near();
  declined.replies("STOPP", "sms");
  declined.wait("P30D");
  expect(declined.lines.at(-1)).toBe("day 21 skipped reminder (no-consent)");
});
