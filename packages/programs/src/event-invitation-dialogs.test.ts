import type { Invitation } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

// A Thursday evening, 16 April 2026 at 18 in Stockholm; the story begins on Monday 30 March.
const EVENT = "2026-04-16T16:00:00.000Z";
async function listed(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  return ProgramStory.of("event-invitation", {
    ...{ at: "2026-03-30T06:00:00.000Z", invitations: [{ startsAt: EVENT }], ...options },
  });
}
const says = (anna: ProgramStory, answer: Invitation["answer"]) =>
  anna.invited({ answer, answeredAt: anna.now });
const sentAt = (anna: ProgramStory, step: string) =>
  anna.sent.filter((each) => each.step === step).map(({ at }) => at);

describe("the dialogs of P:2 on their days", () => {
  test("invitation two weeks before, confirmation the same day, reminder the day before, thanks the day after", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    says(anna, "yes");
    anna.until("2026-04-16T20:00:00.000Z");
    anna.invited({ attended: true });
    anna.until("2026-04-20");
    expect(anna.sent).toEqual([
      // Thursday 2 April, two weeks before; at eight, when marketing may be sent.
      { step: "invitation", at: "2026-04-02T06:00:00.000Z" },
      { step: "confirmation", at: "2026-04-04T10:00:00.000Z" },
      { step: "reminder", at: "2026-04-15T08:00:00.000Z" },
      { step: "thanks", at: "2026-04-17T07:00:00.000Z" },
    ]);
    expect(anna.texts.get("reminder")?.text).toContain(
      "Vårens kundkväll, 2026-04-16 kl. 18:00, Storgatan 12",
    );
  });

  test("those who said yes but did not come are written to the day after (P-11)", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    says(anna, "yes");
    anna.until("2026-04-16T20:00:00.000Z");
    anna.invited({ attended: false });
    anna.until("2026-05-31");
    expect(sentAt(anna, "missed")).toEqual(["2026-04-17T07:00:00.000Z"]);
    expect(sentAt(anna, "thanks")).toEqual([]);
    expect(anna.lines.at(-1)).toBe("day 32 ended: not-answered");
  });

  test.each([
    [
      "into summer time",
      "2026-03-30T16:00:00.000Z",
      "2026-03-29T08:00:00.000Z",
      "2026-03-31T07:00:00.000Z",
    ],
    [
      "out of summer time",
      "2026-10-26T17:00:00.000Z",
      "2026-10-25T09:00:00.000Z",
      "2026-10-27T08:00:00.000Z",
    ],
  ])("keep their time of day on the way %s", async (_, startsAt, reminder, thanks) => {
    const at = startsAt.replace(/-\d\dT.*/, "-01T06:00:00.000Z");
    const anna = await listed({ at, invitations: [{ startsAt, answer: "yes" }] });
    anna.until(startsAt);
    anna.invited({ attended: true });
    anna.wait("P2D");
    // Ten and nine o'clock in Stockholm, on the Sunday of the change and after it.
    expect([sentAt(anna, "reminder"), sentAt(anna, "thanks")]).toEqual([[reminder], [thanks]]);
  });

  test("may have the reminder two days before (P-09)", async () => {
    const anna = await listed({ settings: { remindBefore: "P2D" } });
    anna.until("2026-04-04");
    says(anna, "yes");
    anna.until("2026-04-16");
    expect(sentAt(anna, "reminder")).toEqual(["2026-04-14T08:00:00.000Z"]);
  });
});

describe("the list of those who came", () => {
  test("may come some days late", async () => {
    const anna = await listed();
    says(anna, "yes");
    anna.until("2026-04-20");
    anna.invited({ attended: true });
    expect(anna.lines.at(-1)).toBe("day 21 email thanks");
  });

  test("that never comes ends it, and nobody is thanked for nothing", async () => {
    const anna = await listed();
    says(anna, "yes");
    anna.until("2026-05-01");
    expect(anna.lines.at(-1)).toBe("day 25 ended: attendance-unknown");
  });
});

test("an event that moves takes its reminder and its day after with it", async () => {
  const anna = await listed();
  says(anna, "yes");
  anna.until("2026-04-10");
  anna.invited({ startsAt: "2026-05-07T16:00:00.000Z" });
  anna.until("2026-05-07T20:00:00.000Z");
  anna.invited({ attended: true });
  anna.until("2026-05-09");
  expect(sentAt(anna, "reminder")).toEqual(["2026-05-06T08:00:00.000Z"]);
  expect(sentAt(anna, "thanks")).toEqual(["2026-05-08T07:00:00.000Z"]);
});
