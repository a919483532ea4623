import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

type Flow = "active" | "growing" | "decreasing" | "inactive" | "lost";

const flows = (anna: ProgramStory, from: Flow, to: Flow, wanted = false) =>
  anna.tell({ type: "customer.flow-changed", from, to, wanted });

async function noticed(
  to: "decreasing" | "inactive" = "decreasing",
  options: Partial<StoryOptions> = {},
): Promise<ProgramStory> {
  // A Monday night.
  const anna = await ProgramStory.of("decreasing", { at: "2026-03-02T04:00:00.000Z", ...options });
  flows(anna, "active", to);
  return anna;
}

describe("purchases that decrease (D-12, D-13)", () => {
  test("are met with something of use, then an offer, then a question, and then silence", async () => {
    const anna = await noticed();
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 0 email greeting",
      "day 21 email offer",
      "day 42 email question",
      "day 60 ended: still-away",
    ]);
    expect(anna.texts.get("offer")?.subject).toBe("100 kr på nästa köp");
  });

  test("that have ceased are met with the offer at once", async () => {
    const anna = await noticed("inactive");
    anna.wait("P1Y");
    expect(anna.lines.map((line) => line.split(" ").at(-1))).toEqual([
      ...["offer", "question", "still-away"],
    ]);
  });

  test("and cease on the way are met with the offer without further waiting", async () => {
    const anna = await noticed();
    anna.wait("P8D");
    flows(anna, "decreasing", "inactive");
    anna.wait("P10D");
    expect(anna.lines).toEqual(["day 0 email greeting", "day 8 email offer"]);
  });

  test("of a gold customer are met by a person first, with an offer of its own", async () => {
    const anna = await noticed("decreasing", { customer: { valueClass: "gold", owner: "Kim" } });
    anna.wait("P30D");
    expect(anna.lines).toEqual([
      "day 0 task call-first",
      "day 7 email greeting",
      "day 28 email offer",
    ]);
    expect(anna.texts.get("call-first")?.text).toContain("Kundansvarig: Kim.");
    expect(anna.texts.get("offer")?.subject).toBe("En timme med någon som kan");
  });

  test("do not let anybody in twice in half a year", async () => {
    const anna = await noticed();
    anna.wait("P90D");
    flows(anna, "active", "decreasing");
    expect(anna.lines).toHaveLength(4);
  });
});

describe("what ends it", () => {
  test("a purchase is the goal", async () => {
    const anna = await noticed();
    anna.wait("P25D");
    anna.buys();
    anna.wait("P60D");
    expect(anna.lines.slice(2)).toEqual(["day 25 goal met", "day 25 ended: bought"]);
  });

  test("a gold customer who buys after the call is not mailed", async () => {
    const anna = await noticed("decreasing", { customer: { valueClass: "gold" } });
    anna.wait("P3D");
    anna.buys();
    anna.wait("P30D");
    expect(anna.lines).toEqual(["day 0 task call-first", "day 3 goal met", "day 3 ended: bought"]);
  });

  test.each([
    ["active", "reactivated"],
    ["lost", "lost"],
  ] as const)("a customer who is %s leaves as %s", async (to, reason) => {
    const anna = await noticed();
    anna.wait("P10D");
    flows(anna, "decreasing", to, to === "active");
    expect(anna.ended).toBe(reason);
  });

  test("a no to advertising, or a cancellation, is the farewell's business", async () => {
    const declined = await noticed();
    declined.consents({ state: "withdrawn" });
    const left = await noticed("decreasing", { agreements: [{ id: "a1" }] });
    left.agrees({ id: "a1", status: "cancelled", cancelledAt: left.now });
    expect([declined.ended, left.ended]).toEqual(["declined", "left"]);
  });

  test("an answer gives it to a person, and nothing more is sent", async () => {
    const anna = await noticed();
    anna.wait("P3D");
    anna.replies("Min jacka har gått sönder");
    anna.wait("P60D");
    expect(anna.lines.slice(1)).toEqual(["day 3 task replied", "day 21 ended: still-away"]);
  });
});

test("those held out and those without consent get nothing, and their purchases count (D-17)", async () => {
  const heldOut = await noticed("decreasing", { holdout: true });
  heldOut.wait("P25D");
  heldOut.buys();
  expect(heldOut.lines).toEqual([
    "day 0 skipped greeting (holdout)",
    "day 21 skipped offer (holdout)",
    "day 25 goal met",
    "day 25 ended: bought",
  ]);
});
