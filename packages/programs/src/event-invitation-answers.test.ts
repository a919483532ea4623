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
const answers = (anna: ProgramStory, answer: string) =>
  anna.tell({ type: "survey.answered", survey: "event", answer, text: "Mer om värme" });

describe("the answer", () => {
  test("no ends it without further action (P-12)", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    says(anna, "no");
    anna.until("2026-06-01");
    expect(anna.lines).toEqual(["day 3 email invitation", "day 5 ended: declined"]);
  });

  test("no, but with a wish for information, gets it with the questions (P-12)", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    says(anna, "wants-information");
    anna.until("2026-06-01");
    expect(anna.lines.slice(1)).toEqual(["day 5 email information", "day 19 ended: not-answered"]);
  });

  test("that never comes ends it after the event, in peace", async () => {
    const anna = await listed();
    anna.until("2026-06-01");
    expect(anna.lines).toEqual(["day 3 email invitation", "day 17 ended: no-answer"]);
  });

  test("may be changed: from information to yes, and from yes to no", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    says(anna, "wants-information");
    anna.until("2026-04-06");
    says(anna, "yes");
    anna.until("2026-04-10");
    says(anna, "no");
    anna.until("2026-06-01");
    expect(anna.lines.slice(1)).toEqual([
      "day 5 email information",
      "day 7 email confirmation",
      "day 11 ended: declined",
    ]);
  });

  test("that was given before we asked is confirmed at once, and nobody is invited twice", async () => {
    const anna = await listed();
    says(anna, "yes");
    anna.until("2026-04-10");
    expect(anna.lines).toEqual(["day 0 email confirmation"]);
  });

  test("yes on the day of the event is confirmed, and not reminded of", async () => {
    const anna = await listed();
    anna.until("2026-04-16T09:00:00.000Z");
    says(anna, "yes");
    anna.until("2026-04-16T20:00:00.000Z");
    anna.invited({ attended: true });
    anna.until("2026-04-18");
    expect(anna.lines.slice(1)).toEqual(["day 17 email confirmation", "day 18 email thanks"]);
  });

  test("in words goes to a person, and the reminder still comes", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    anna.replies("Får jag ta med min fru?");
    says(anna, "yes");
    anna.replies("Tack!");
    anna.until("2026-04-16");
    expect(anna.lines.slice(1)).toEqual([
      "day 5 task replied",
      "day 5 email confirmation",
      "day 5 task replied",
      "day 16 sms reminder",
    ]);
  });

  test("no thank you, by mail, needs no person", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    anna.replies("Nej tack");
    expect(anna.ended).toBe("declined");
  });
});

describe("the questionnaire (P-13)", () => {
  test("goes to the prospect database, the local dealer and the sales process", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    says(anna, "wants-information");
    answers(anna, "heating");
    expect(anna.lines.slice(2)).toEqual([
      "day 5 goal met",
      "day 5 ended: handed-over",
      "day 5 set prospectSource=event prospectAnswer=heating",
      "day 5 task dealer",
      "day 5 program sales-process",
    ]);
    expect(anna.texts.get("dealer")?.text).toContain("I egna ord: Mer om värme");
  });

  test("answered with a wish to be left alone is kept, and nobody calls", async () => {
    const anna = await listed();
    anna.until("2026-04-04");
    says(anna, "wants-information");
    answers(anna, "no-contact");
    expect(anna.lines.slice(3)).toEqual([
      "day 5 ended: answered",
      "day 5 set prospectSource=event prospectAnswer=no-contact",
    ]);
  });
});

describe("who can be reached", () => {
  test("without e-mail the card goes by post, and the rest by text message", async () => {
    const customer = { email: undefined, postalAddress: "Storgatan 1, 111 22 Stockholm" };
    const anna = await listed({ customer });
    anna.until("2026-04-07");
    says(anna, "yes");
    anna.until("2026-04-16T20:00:00.000Z");
    anna.invited({ attended: true });
    anna.until("2026-04-18");
    expect(anna.lines).toEqual([
      "day 3 task invitation-by-post",
      "day 8 sms confirmation-sms",
      "day 16 sms reminder",
      "day 18 sms thanks-sms",
    ]);
  });

  test("a mail that bounces is followed by a letter", async () => {
    const anna = await listed({ customer: { postalAddress: "Storgatan 1, 111 22 Stockholm" } });
    anna.until("2026-04-03");
    anna.tell({ type: "message.failed", commandId: "m1", reason: "no such mailbox" }, "invitation");
    expect(anna.lines.slice(1)).toEqual(["day 4 task invitation-by-post"]);
  });

  test("a private person who has not consented is not invited by mail, and a company is", async () => {
    const person = await listed({ consents: [] });
    const company = await listed({ consents: [], customer: { kind: "company" } });
    for (const anna of [person, company]) anna.until("2026-04-03");
    expect(person.lines).toEqual(["day 3 skipped invitation (no-consent)"]);
    expect(company.lines).toEqual(["day 3 email invitation"]);
  });

  test("a no to advertising ends an invitation, but not the word to a guest", async () => {
    const invited = await listed();
    const guest = await listed();
    for (const anna of [invited, guest]) anna.until("2026-04-04");
    says(guest, "yes");
    for (const anna of [invited, guest]) anna.consents({ state: "withdrawn" });
    guest.until("2026-04-16");
    expect(invited.ended).toBe("declined");
    expect(guest.lines.at(-1)).toBe("day 16 sms reminder");
  });

  test("someone without a mobile phone is reminded by mail", async () => {
    const anna = await listed({ customer: { mobile: undefined } });
    says(anna, "yes");
    anna.until("2026-04-16");
    expect(anna.lines.at(-1)).toBe("day 16 email reminder-email");
  });

  test("whoever comes late on the list is invited until four days before, and then no more", async () => {
    const late = await listed({ at: "2026-04-12T04:00:00.000Z" });
    const tooLate = await listed({ at: "2026-04-13T04:00:00.000Z" });
    for (const anna of [late, tooLate]) anna.until("2026-04-16");
    // On the Monday after a Sunday.
    expect(late.lines).toEqual(["day 1 email invitation"]);
    expect(tooLate.lines).toEqual([]);
  });

  test("an invitation that is held for too long is not sent when the event is over", async () => {
    const pausedUntil = "2026-04-30T08:00:00.000Z";
    const anna = await listed({ at: "2026-04-12T04:00:00.000Z", customer: { pausedUntil } });
    anna.until("2026-05-05");
    expect(anna.lines).toEqual(["day 3 skipped invitation (expired)", "day 4 ended: no-answer"]);
  });
});

test("two events are two invitations", async () => {
  const anna = await listed({
    invitations: [
      { id: "i1", startsAt: EVENT, answer: "no" },
      { id: "i2", startsAt: "2026-05-21T16:00:00.000Z" },
    ],
  });
  anna.until("2026-05-08");
  expect(anna.lines).toEqual(["day 38 email invitation"]);
});
