import { expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("order-thanks", { at: "2026-03-02T09:00:00.000Z", ...options });

test("an order is thanked for the same day, and follow-up takes over after a fortnight (D-24)", async () => {
  const anna = await story();
  anna.agrees({ orderedAt: anna.now, orderChannel: "web", status: "ordered" });
  anna.wait("P30D");
  expect(anna.lines).toEqual([
    "day 0 email thanks",
    "day 14 ended: handed-over",
    "day 14 program follow-up",
  ]);
});

test("a yes on the phone is thanked for once it has been accepted in writing", async () => {
  const anna = await story();
  anna.agrees({ orderedAt: anna.now, orderChannel: "phone", status: "ordered" });
  anna.wait("P1D");
  expect(anna.lines).toEqual([]);
  anna.agrees({ acceptedAt: anna.now });
  expect(anna.lines).toEqual(["day 1 email thanks"]);
});

test("a renewal is thanked for by the renewal program", async () => {
  const anna = await story({ agreements: [{ id: "a1" }] });
  anna.agrees({ id: "a2", renewalOf: "a1", orderedAt: anna.now, status: "ordered" });
  expect(anna.lines).toEqual([]);
});

test("an order is thanked for once, and signing it is the goal", async () => {
  const anna = await story();
  anna.agrees({ orderedAt: anna.now, orderChannel: "web", status: "ordered" });
  anna.agrees({ acceptedAt: anna.now });
  anna.wait("P3D");
  anna.agrees({ signedAt: anna.now });
  expect(anna.lines).toEqual(["day 0 email thanks", "day 3 goal met"]);
});

test("a competitor's agreement is nothing to thank for", async () => {
  const anna = await story();
  anna.agrees({ party: "competitor", orderedAt: anna.now, status: "ordered" });
  expect(anna.lines).toEqual([]);
});

test("an order that is taken back is not followed up", async () => {
  const anna = await story();
  anna.agrees({ orderedAt: anna.now, status: "ordered" });
  anna.wait("P3D");
  anna.agrees({ status: "cancelled", cancelledAt: anna.now });
  anna.wait("P30D");
  expect(anna.lines.slice(1)).toEqual(["day 3 ended: order-cancelled"]);
});

test("without e-mail the thanks come by text message, and a reply goes to a person", async () => {
  const anna = await story({ customer: { email: undefined } });
  anna.agrees({ orderedAt: anna.now, status: "ordered" });
  anna.replies("När kommer den?", "sms");
  expect(anna.lines).toEqual(["day 0 sms thanks-sms", "day 0 task replied"]);
});
