import { describe, expect, it } from "vitest";
import { exampleEntry, exampleQuestion } from "./example-question.ts";
import { nextContact } from "./next-contact.ts";

describe("the next possible contact", () => {
  it("is now, where nothing is against it", () => {
    expect(nextContact(exampleQuestion())).toMatchObject({
      when: "at",
      at: "2026-03-02T11:00:00.000Z",
      basis: "consent",
      holds: [],
    });
  });

  it("follows one hold to the next", () => {
    const entries = [
      exampleEntry("2026-02-26T21:00:00.000Z"),
      exampleEntry("2026-02-27T09:00:00.000Z"),
    ];
    const next = nextContact(exampleQuestion({ ledger: { entries } }));
    expect(next).toMatchObject({ when: "at", at: "2026-03-06T07:00:00.000Z" });
    expect(next.holds.map(({ reason }) => reason)).toEqual(["capped", "quiet-hours-wait"]);
  });

  it("is never, with the reason, where a skip lies at the end of the holds", () => {
    const question = exampleQuestion({
      message: { expiresAt: "2026-03-06T00:00:00.000Z" },
      customer: { pausedUntil: "2026-04-01T00:00:00.000Z" },
    });
    expect(nextContact(question)).toMatchObject({
      when: "never",
      skip: { reason: "expired" },
      holds: [{ reason: "paused" }],
    });
  });

  it("is unknown while it waits for a person", () => {
    expect(nextContact(exampleQuestion({ message: { programStatus: "paused" } }))).toMatchObject({
      when: "unknown",
      hold: { reason: "program-paused" },
    });
  });
});
