import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

// A Monday.
const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("first-purchase", { at: "2026-03-02T11:00:00.000Z", ...options });

describe("the first purchase (V-06)", () => {
  test("is thanked for at once, asked about on day 10 and followed by tips on day 28, and then it is quiet", async () => {
    const anna = await story();
    anna.buys();
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 0 email thanks",
      "day 10 email question",
      "day 28 email advice",
      "day 60 ended: no-second-purchase",
    ]);
  });

  test("is one purchase however many lines the receipt has", async () => {
    const anna = await story();
    anna.buys();
    anna.wait("PT1M");
    anna.buys();
    anna.wait("P5D");
    expect(anna.lines).toEqual(["day 0 email thanks"]);
  });

  test("that the customer follows up with another one ends everything", async () => {
    const anna = await story();
    anna.buys();
    anna.wait("P12D");
    anna.buys();
    anna.wait("P60D");
    expect(anna.lines.slice(2)).toEqual(["day 12 goal met", "day 12 ended: bought-again"]);
    anna.buys();
    expect(anna.lines).toHaveLength(4);
  });

  test("of a customer who has bought before is none, nor is one of long ago that is read in late", async () => {
    const regular = await story({ purchases: [{ at: "2025-11-01T12:00:00.000Z" }] });
    regular.buys();
    const late = await story();
    late.buys({ at: "2026-01-10T12:00:00.000Z" });
    expect([...regular.lines, ...late.lines]).toEqual([]);
  });

  test("of a customer without e-mail is thanked for by text message", async () => {
    const anna = await story({ customer: { email: undefined } });
    anna.buys();
    expect(anna.lines).toEqual(["day 0 sms thanks-sms"]);
  });
});

describe("an answer to the question (V-10)", () => {
  test("goes to a person once, and the tips still come", async () => {
    const anna = await story();
    anna.buys();
    anna.wait("P11D");
    anna.replies("Ärmarna var för korta");
    anna.replies("Hallå?");
    anna.wait("P20D");
    expect(anna.lines.slice(2)).toEqual(["day 11 task answered", "day 18 email advice"]);
    expect(anna.texts.get("answered")?.subject).toBe("Svar från en ny kund: Anna Berg");
  });
});

describe("marketing", () => {
  test("is left out where there is no consent, and for those held out", async () => {
    const without = await story({ consents: [] });
    const heldOut = await story({ holdout: true });
    for (const anna of [without, heldOut]) {
      anna.buys();
      anna.wait("P40D");
    }
    expect(without.lines.at(-1)).toBe("day 28 skipped advice (no-consent)");
    expect(heldOut.lines.at(-1)).toBe("day 28 skipped advice (holdout)");
  });

  test("is written in the customer's language", async () => {
    const anna = await story({ customer: { locale: "en" } });
    anna.buys();
    expect(anna.texts.get("thanks")?.subject).toBe("Thank you for shopping with us");
  });
});
