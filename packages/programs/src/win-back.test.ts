import type { CallSignal } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

async function lost(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  // A Monday night.
  const anna = await ProgramStory.of("win-back", {
    ...{ at: "2026-03-02T04:00:00.000Z", customer: { valueClass: "silver" } },
    ...options,
  });
  anna.tell({ type: "customer.flow-changed", from: "inactive", to: "lost", wanted: false });
  return anna;
}
const finishes = (anna: ProgramStory, outcome: CallSignal["outcome"]) =>
  anna.tell({ type: "call.finished", commandId: "k1", outcome, endedAt: anna.now }, "call");

describe("a lost customer (D-16, D-28)", () => {
  test("gets a reason to come back, a call, a last word and then peace", async () => {
    const anna = await lost();
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 1 email come-back",
      "day 15 call call",
      "day 50 email last",
      "day 80 ended: still-lost",
    ]);
  });

  test("who is bronze is not called", async () => {
    const anna = await lost({ customer: { valueClass: "bronze" } });
    anna.wait("P40D");
    expect(anna.lines).toEqual(["day 1 email come-back", "day 36 email last"]);
  });

  test("who does not answer the phone is tried once more, on a business day, and no more", async () => {
    const anna = await lost();
    anna.wait("P16D");
    finishes(anna, "not-reached");
    anna.wait("P6D");
    finishes(anna, "not-reached");
    anna.wait("P30D");
    expect(anna.lines.slice(1)).toEqual([
      "day 15 call call",
      // Three days later is a Saturday.
      "day 21 call call",
      "day 46 email last",
    ]);
  });

  test("whose number is somebody else's gets the last word by mail", async () => {
    const anna = await lost();
    anna.wait("P16D");
    finishes(anna, "wrong-number");
    anna.wait("P30D");
    expect(anna.lines.slice(2)).toEqual(["day 37 email last"]);
  });

  test("gets an offer by kind and class", async () => {
    const gold = await lost({ customer: { valueClass: "gold" } });
    const company = await lost({ customer: { kind: "company" } });
    for (const each of [gold, company]) each.wait("P2D");
    expect(gold.texts.get("come-back")?.text).toContain("Allt du hade");
    expect(company.texts.get("come-back")?.text).toContain("En ny start för ert företag");
  });
});

describe("what the law allows", () => {
  test("without consent no mail is sent; a company's own number may be called", async () => {
    const anna = await lost({ consents: [] });
    anna.wait("P16D");
    expect(anna.lines).toEqual(["day 1 skipped come-back (no-consent)", "day 15 call call"]);
  });

  test("a number on the objection list is called by express consent alone", async () => {
    const customer = { valueClass: "silver", doNotCall: true } as const;
    const listed = await lost({ customer });
    const agreed = await lost({ customer, consents: [{ channel: "phone" }] });
    for (const each of [listed, agreed]) each.wait("P16D");
    expect(listed.lines.at(-1)).toBe("day 15 skipped call (do-not-call)");
    expect(agreed.lines.at(-1)).toBe("day 15 call call");
  });

  test("a customer who told us not to call is not called again, whatever happens", async () => {
    const anna = await lost({ consents: [{}, { channel: "phone", state: "withdrawn" }] });
    anna.wait("P40D");
    expect(anna.lines).toEqual([
      "day 1 email come-back",
      "day 15 skipped call (do-not-call)",
      "day 36 email last",
    ]);
  });
});

describe("a no", () => {
  test("by mail ends it", async () => {
    const anna = await lost();
    anna.wait("P3D");
    anna.replies("Nej tack");
    anna.wait("P60D");
    expect(anna.lines.slice(1)).toEqual(["day 3 ended: declined"]);
  });

  test.each(["declined", "do-not-call"] as const)("on the phone ends it: %s", async (outcome) => {
    const anna = await lost();
    anna.wait("P16D");
    finishes(anna, outcome);
    expect(anna.ended).toBe("declined");
  });

  test("by STOP ends it as well", async () => {
    const anna = await lost();
    anna.wait("P3D");
    anna.replies("STOPP");
    expect(anna.ended).toBe("declined");
  });

  test("to advertising ends it", async () => {
    const anna = await lost();
    anna.wait("P3D");
    anna.consents({ state: "withdrawn" });
    expect(anna.ended).toBe("declined");
  });
});

describe("a customer who comes back", () => {
  test("by a purchase is the goal, and is taken off the call list", async () => {
    const anna = await lost();
    anna.wait("P16D");
    anna.buys();
    expect(anna.lines.slice(2)).toEqual([
      "day 16 goal met",
      "day 16 ended: won-back",
      "day 16 call withdrawn",
    ]);
  });

  test("by an order, or by the flow, is won back too", async () => {
    const ordered = await lost();
    ordered.agrees({ id: "a2", status: "ordered", orderedAt: ordered.now, orderChannel: "web" });
    const active = await lost();
    active.tell({ type: "customer.flow-changed", from: "lost", to: "active", wanted: true });
    expect([ordered.ended, active.ended]).toEqual(["won-back", "won-back"]);
  });

  test("with a question gets a person, and nothing more is sent", async () => {
    const anna = await lost();
    anna.wait("P3D");
    anna.replies("Har ni kvar min storlek?");
    anna.wait("P60D");
    expect(anna.lines.slice(1)).toEqual(["day 3 task replied", "day 33 ended: still-lost"]);
  });

  test("on the phone is not written to again", async () => {
    const anna = await lost();
    anna.wait("P16D");
    finishes(anna, "reached");
    anna.wait("P60D");
    expect(anna.lines.slice(2)).toEqual(["day 46 ended: still-lost"]);
  });
});
