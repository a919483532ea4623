import { expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const TOPIC = "newsletter";
async function subscribed(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await ProgramStory.of("newsletter", {
    ...{ at: "2026-02-21T09:00:00.000Z", consents: [], ...options },
  });
  anna.consents({ state: "given", topic: TOPIC });
  return anna;
}

test("comes once a calendar month to those who asked for it, through a change to summer time (D-27)", async () => {
  const anna = await subscribed();
  anna.until("2026-06-01");
  expect(anna.sent).toEqual([
    { step: "letter", at: "2026-03-20T08:00:00.000Z" },
    { step: "letter", at: "2026-04-20T07:00:00.000Z" },
    { step: "letter", at: "2026-05-20T07:00:00.000Z" },
  ]);
});

test("a consent to anything else is no subscription", async () => {
  const anna = await ProgramStory.of("newsletter", { at: "2026-02-21T09:00:00.000Z" });
  anna.consents({ state: "given", topic: "club" });
  anna.consents({ state: "given" });
  anna.until("2026-05-01");
  expect(anna.lines).toEqual([]);
});

test.each([TOPIC, undefined])("unsubscribing ends it: topic %s", async (topic) => {
  const anna = await subscribed();
  anna.until("2026-03-25");
  anna.consents({ state: "withdrawn", ...(topic !== undefined && { topic }) });
  anna.until("2026-08-01");
  expect(anna.lines).toEqual(["day 27 email letter", "day 32 ended: unsubscribed"]);
});

test("a no to the club leaves the letter", async () => {
  const anna = await subscribed();
  anna.consents({ state: "withdrawn", topic: "club" });
  anna.until("2026-04-01");
  expect(anna.lines).toEqual(["day 27 email letter"]);
});

test("whoever subscribes again gets it again", async () => {
  const anna = await subscribed();
  anna.consents({ state: "withdrawn", topic: TOPIC });
  anna.until("2026-04-01");
  anna.consents({ state: "given", topic: TOPIC });
  anna.until("2026-06-01");
  expect(anna.sent).toHaveLength(1);
});

test("a reply goes to a person, and the letters go on", async () => {
  const anna = await subscribed();
  anna.until("2026-03-21");
  anna.replies("Var hittar jag skötselråden?");
  anna.until("2026-04-25");
  expect(anna.lines).toEqual(["day 27 email letter", "day 28 task replied", "day 58 email letter"]);
});
