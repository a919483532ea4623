import { EXIT_REASON_WORDS } from "@perennial/lifecycle";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("cancellation", {
    ...{ at: "2026-03-02T11:00:00.000Z", agreements: [{ id: "a1" }] },
    ...options,
  });
const cancels = (anna: ProgramStory) =>
  anna.agrees({ id: "a1", status: "cancelled", cancelledAt: anna.now });
const answers = (anna: ProgramStory, answer: string, text?: string) =>
  anna.tell({ type: "survey.answered", survey: "exit", answer, text });

describe("a cancelled agreement (M-18, M-19)", () => {
  test("gets one farewell with the question why, and then silence", async () => {
    const anna = await story();
    cancels(anna);
    anna.wait("P1Y");
    expect(anna.lines).toEqual(["day 0 email goodbye-agreement", "day 90 ended: silent"]);
    const { text = "" } = anna.texts.get("goodbye-agreement") ?? {};
    expect(text).toContain("välkommen tillbaka när som helst");
    expect(text).toContain("varför lämnar du oss?");
  });

  test("of a gold customer is worth a question by the account manager", async () => {
    const anna = await story({ customer: { valueClass: "gold" } });
    cancels(anna);
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 0 email goodbye-agreement",
      "day 14 task ask-gold",
      "day 90 ended: silent",
    ]);
  });

  test("without e-mail is followed up by a person", async () => {
    const anna = await story({ customer: { email: undefined } });
    cancels(anna);
    expect(anna.lines).toEqual([
      "day 0 skipped goodbye-agreement (missing-address)",
      "day 0 task ask-by-phone",
    ]);
  });

  test("is no farewell where a renewal was taken back, or the customer has ordered the next one", async () => {
    const takenBack = await story({
      agreements: [{ id: "a1" }, { id: "r1", renewalOf: "a1", status: "ordered" }],
    });
    takenBack.agrees({ id: "r1", status: "cancelled", cancelledAt: takenBack.now });
    const changed = await story({
      agreements: [{ id: "a1" }, { id: "r1", renewalOf: "a1", status: "ordered" }],
    });
    cancels(changed);
    expect([...takenBack.lines, ...changed.lines]).toEqual([]);
  });

  test("is over when the customer orders the agreement anew after all", async () => {
    const anna = await story();
    cancels(anna);
    anna.wait("P3D");
    const order = { status: "ordered", orderedAt: anna.now, orderChannel: "web" } as const;
    anna.agrees({ id: "a2", renewalOf: "a1", ...order });
    expect(anna.ended).toBe("came-back");
  });

  test("is over by an order for anything new, and not by the renewal of another agreement", async () => {
    const anna = await story({ agreements: [{ id: "a1" }, { id: "b1" }] });
    cancels(anna);
    anna.wait("P3D");
    const order = { status: "ordered", orderedAt: anna.now, orderChannel: "web" } as const;
    anna.agrees({ id: "b2", renewalOf: "b1", ...order });
    expect(anna.ended).toBeUndefined();
    anna.agrees({ id: "c1", ...order });
    expect(anna.ended).toBe("came-back");
  });

  test("gets one farewell where several are cancelled", async () => {
    const anna = await story({ agreements: [{ id: "a1" }, { id: "b1" }] });
    cancels(anna);
    anna.wait("P1D");
    anna.agrees({ id: "b1", status: "cancelled", cancelledAt: anna.now });
    anna.wait("P5D");
    expect(anna.lines).toEqual(["day 0 email goodbye-agreement"]);
  });
});

describe("a no to advertising (M-18, M-19)", () => {
  test("gets one receipt without an offer, and nothing more on any channel", async () => {
    const anna = await story();
    for (const channel of ["email", "sms", "phone"] as const) {
      anna.consents({ channel, state: "withdrawn" });
    }
    anna.wait("P1Y");
    expect(anna.lines).toEqual(["day 1 email goodbye-marketing", "day 91 ended: silent"]);
    expect(anna.sent[0]?.at).toBe("2026-03-03T08:00:00.000Z");
  });

  test("to the club alone is no leaving, nor is one to messages that are asked for again", async () => {
    const anna = await story();
    anna.consents({ topic: "club", state: "withdrawn" });
    anna.consents({ state: "given" });
    expect(anna.lines).toEqual([]);
  });

  test("of a gold customer is not followed up: a no is a no", async () => {
    const anna = await story({ customer: { valueClass: "gold" } });
    anna.consents({ state: "withdrawn" });
    anna.wait("P60D");
    expect(anna.lines).toEqual(["day 1 email goodbye-marketing"]);
  });

  test("that was a slip is not mentioned, and one of long ago that is read in late neither", async () => {
    const slip = await story();
    slip.consents({ state: "withdrawn" });
    slip.wait("PT1H");
    slip.consents({ state: "given" });
    expect(slip.lines).toEqual(["day 0 ended: changed-mind"]);
    const late = await story();
    late.consents({ state: "withdrawn", at: "2025-06-01T10:00:00.000Z" });
    late.agrees({ id: "a1", status: "cancelled", cancelledAt: "2025-06-01T10:00:00.000Z" });
    late.wait("P10D");
    expect(late.lines).toEqual(["day 0 ended: no-news"]);
  });

  test("followed by a cancellation gets a farewell for that too", async () => {
    const anna = await story();
    anna.consents({ state: "withdrawn" });
    anna.wait("P5D");
    cancels(anna);
    expect(anna.lines).toEqual(["day 1 email goodbye-marketing", "day 5 email second-goodbye"]);
  });

  test("to e-mail of every kind is obeyed: no receipt either", async () => {
    const anna = await story({
      consents: [{ channel: "email", purpose: "service", state: "withdrawn" }],
    });
    anna.consents({ state: "withdrawn" });
    anna.wait("P1D");
    expect(anna.lines).toEqual(["day 1 skipped goodbye-marketing (no-consent)"]);
  });
});

describe("the reason (M-20)", () => {
  test("is kept on the record with the day", async () => {
    const anna = await story();
    cancels(anna);
    anna.wait("P2D");
    answers(anna, "price");
    expect(anna.world.customer.attributes).toEqual({
      exitReason: "price",
      exitedAt: "2026-03-02T11:00:00.000Z",
    });
    expect(anna.lines.slice(1)).toEqual([
      "day 2 goal met",
      "day 2 ended: reason-told",
      "day 2 set exitReason=price exitedAt=2026-03-02T11:00:00.000Z",
    ]);
  });

  test("that is ours gives a task to put it right, in the customer's words", async () => {
    const anna = await story();
    cancels(anna);
    anna.wait("P2D");
    answers(anna, "service", "Ingen svarade i telefon.");
    expect(anna.lines).toContain("day 2 task put-right");
    expect(anna.texts.get("put-right")?.text).toContain("service. Ingen svarade i telefon.");
  });

  test("written in a mail is read by a person, and registered two months later still counts", async () => {
    const anna = await story();
    cancels(anna);
    anna.wait("P3D");
    anna.replies("Ni blev för dyra");
    anna.wait("P60D");
    answers(anna, "price");
    expect(anna.lines.slice(1, 3)).toEqual(["day 3 task replied", "day 63 goal met"]);
    expect(anna.world.customer.attributes.exitReason).toBe("price");
  });

  test("is registered with one of the codes that reports count by", async () => {
    const anna = await story();
    cancels(anna);
    anna.replies("Ni blev för dyra");
    const { text = "" } = anna.texts.get("replied") ?? {};
    for (const code of Object.keys(EXIT_REASON_WORDS)) expect(text).toContain(code);
  });

  test("to another question is none", async () => {
    const anna = await story();
    cancels(anna);
    anna.tell({ type: "survey.answered", survey: "nps", score: 3 });
    expect(anna.lines).toEqual(["day 0 email goodbye-agreement"]);
  });
});
