import type { Interaction } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const AT = "2026-03-09T09:00:00.000Z";

const calls = (count: number): readonly Interaction[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `i${index}`, customerId: "c1", at: `2026-02-1${index}T10:00:00.000Z` },
    ...{ kind: "call", direction: "in", channel: "phone", text: "Var är min faktura?" },
  }));
const DISCOUNTED = [
  { id: "d1", at: "2025-11-28T10:00:00.000Z", discount: 2_000 },
  { id: "d2", at: "2026-01-05T10:00:00.000Z", discount: 3_000 },
];

async function bronze(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await ProgramStory.of("bronze-channels", { at: AT, ...options });
  anna.tell({ type: "customer.class-changed", from: "silver", to: "bronze", direction: "down" });
  return anna;
}

describe("a bronze customer (M-12, M-13)", () => {
  test("who calls often is shown twice how to help itself, and then left in peace", async () => {
    const anna = await bronze({ interactions: calls(3) });
    anna.wait("P200D");
    expect(anna.lines).toEqual([
      "day 0 email self-service",
      "day 60 email self-service",
      "day 120 set contactLevel=minimal",
    ]);
  });

  test("who has stopped calling is not told once more how to", async () => {
    const anna = await bronze({ interactions: calls(3), settings: { between: "P6M" } });
    anna.wait("P200D");
    expect(anna.lines).toEqual(["day 0 email self-service", "day 184 set contactLevel=minimal"]);
  });

  test("who buys at a discount alone is shown what the normal price includes, without an offer", async () => {
    const anna = await bronze({ purchases: DISCOUNTED });
    anna.wait("P150D");
    expect(anna.lines).toEqual([
      "day 0 email normal-price",
      "day 60 email normal-price",
      "day 120 set contactLevel=minimal",
    ]);
  });

  test("who then buys without a discount meets the goal and is not told again", async () => {
    const anna = await bronze({ purchases: DISCOUNTED });
    anna.wait("P20D");
    anna.buys({ discount: 1_000 });
    anna.wait("P10D");
    anna.buys();
    anna.wait("P60D");
    expect(anna.lines.slice(1)).toEqual(["day 30 goal met", "day 60 set contactLevel=minimal"]);
  });

  test("who does neither is left in peace, and a year later looked at anew", async () => {
    const anna = await bronze();
    anna.wait("P2Y");
    expect(anna.lines).toEqual([
      "day 0 set contactLevel=minimal",
      "day 365 ended: completed",
      "day 365 set contactLevel=normal",
    ]);
  });

  test("who rises gets the usual contact back", async () => {
    const anna = await bronze();
    anna.wait("P30D");
    anna.tell({ type: "customer.class-changed", from: "bronze", to: "silver", direction: "up" });
    expect(anna.ended).toBe("risen");
    expect(anna.world.customer.attributes.contactLevel).toBe("normal");
  });
});

describe("the strategies", () => {
  test("are turned off by a nought each", async () => {
    const quiet = { cheaperChannels: 0, normalPrice: 0, minimise: 0 };
    const caller = await bronze({ interactions: calls(3), settings: quiet });
    expect(caller.lines).toEqual(["day 0 ended: completed"]);
    const bargain = await bronze({ purchases: DISCOUNTED, settings: { normalPrice: 0 } });
    expect(bargain.lines).toEqual(["day 0 set contactLevel=minimal"]);
  });

  test("are started by hand for bronze alone", async () => {
    const asked = { type: "program.requested", program: "bronze-channels", by: "matrix" } as const;
    const gold = await ProgramStory.of("bronze-channels", {
      at: AT,
      customer: { valueClass: "gold" },
    });
    gold.tell(asked);
    const anna = await ProgramStory.of("bronze-channels", {
      ...{ at: AT, customer: { valueClass: "bronze" } },
    });
    anna.tell(asked);
    expect([gold.lines, anna.lines]).toEqual([[], ["day 0 set contactLevel=minimal"]]);
  });
});
