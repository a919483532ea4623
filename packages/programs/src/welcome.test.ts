import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

async function welcomed(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await ProgramStory.of("welcome", { at: "2026-03-03T07:30:00.000Z", ...options });
  anna.tell({ type: "customer.phase-changed", to: "welcome" });
  return anna;
}
const answers = (anna: ProgramStory) =>
  anna.tell({ type: "survey.answered", survey: "profile", answer: "trädgård" });

describe("the welcome (M-02, M-03)", () => {
  test("greets at once, explains on day 3, asks twice, and ends by time", async () => {
    const anna = await welcomed();
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 0 email hello",
      "day 3 email guide",
      "day 10 email ask",
      "day 20 email ask",
      "day 90 ended: time-over",
    ]);
  });

  test("ends by an event when the plan moves the customer on", async () => {
    const anna = await welcomed();
    anna.wait("P15D");
    anna.tell({ type: "customer.phase-changed", from: "welcome", to: "develop" });
    anna.wait("P60D");
    expect(anna.lines.slice(3)).toEqual(["day 15 ended: phase-over"]);
  });

  test("is for a new customer: nobody who develops or stays is welcomed", async () => {
    const anna = await ProgramStory.of("welcome", { at: "2026-03-02T07:30:00.000Z" });
    anna.tell({ type: "customer.phase-changed", from: "welcome", to: "develop" });
    anna.tell({ type: "program.requested", program: "renewal", by: "kim" });
    expect(anna.lines).toEqual([]);
  });

  test("can be asked for by hand, and is given once", async () => {
    const anna = await ProgramStory.of("welcome", { at: "2026-03-02T07:30:00.000Z" });
    anna.tell({ type: "program.requested", program: "welcome", by: "order-flow" });
    anna.wait("P1D");
    anna.tell({ type: "customer.phase-changed", to: "welcome" });
    anna.wait("P200D");
    anna.tell({ type: "program.requested", program: "welcome", by: "kim" });
    expect(anna.sent.filter(({ step }) => step === "hello")).toHaveLength(1);
  });

  test("gives way to the farewell when the customer leaves again", async () => {
    const anna = await welcomed({ agreements: [{ id: "a1" }] });
    anna.wait("P5D");
    anna.agrees({ id: "a1", status: "cancelled", cancelledAt: anna.now });
    expect(anna.ended).toBe("left-again");
  });
});

describe("the supplementary information (M-03, M-04)", () => {
  test("is kept on the record and thanked for, and not asked for again", async () => {
    const anna = await welcomed();
    anna.wait("P12D");
    answers(anna);
    anna.wait("P30D");
    expect(anna.lines.slice(3)).toEqual([
      "day 12 goal met",
      "day 12 set interest=trädgård",
      "day 12 email thanks",
    ]);
    expect(anna.texts.get("thanks")?.text).toContain("intresserad av trädgård");
  });

  test("makes the hello personal where it is known, and then nobody asks", async () => {
    const anna = await welcomed({ customer: { attributes: { interest: "odling" } } });
    anna.wait("P30D");
    expect(anna.lines).toEqual(["day 0 email hello-personal", "day 3 email guide"]);
    expect(anna.texts.get("hello-personal")?.text).toContain("du är intresserad av odling");
  });

  test("of a company is asked for after a hello of its own, in its language", async () => {
    const anna = await welcomed({
      customer: { kind: "company", name: "Berg Ltd", firstName: undefined, locale: "en" },
    });
    anna.wait("P11D");
    expect(anna.lines).toEqual([
      "day 0 email hello-company",
      "day 3 email guide",
      "day 10 email ask",
    ]);
    expect(anna.texts.get("hello-company")?.text).toContain("Berg Ltd as a customer");
  });

  test("is not asked for without consent; greeting and guide still come", async () => {
    const anna = await welcomed({ consents: [] });
    anna.wait("P11D");
    expect(anna.lines).toEqual([
      "day 0 email hello",
      "day 3 email guide",
      "day 10 skipped ask (no-consent)",
    ]);
  });
});

test("without e-mail the hello comes by text message in the morning", async () => {
  const anna = await welcomed({ at: "2026-03-02T04:00:00.000Z", customer: { email: undefined } });
  expect(anna.lines).toEqual([]);
  anna.wait("PT4H");
  expect(anna.sent).toEqual([{ step: "hello-sms", at: "2026-03-02T07:00:00.000Z" }]);
});

test("a reply goes to a person, and the guide is sent once all the same", async () => {
  const anna = await welcomed();
  anna.wait("P5D");
  anna.replies("Hur byter jag adress?");
  anna.wait("P21D");
  expect(anna.lines).toEqual([
    "day 0 email hello",
    "day 3 email guide",
    "day 5 task replied",
    "day 15 email ask",
    "day 25 email ask",
  ]);
});
