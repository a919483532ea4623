import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

// A Monday.
async function handedOver(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await ProgramStory.of("sales-process", {
    ...{ at: "2026-03-02T09:00:00.000Z", ...options },
  });
  anna.tell({ type: "program.requested", program: "sales-process", by: "web-prospect" });
  return anna;
}
const reports = (anna: ProgramStory, outcome: string) =>
  anna.tell({ type: "follow-up.reported", outcome, by: "kim" });

describe("the sales phase, steps 2 to 7 (D-22)", () => {
  test("goes from contact to order, and welcomes the new customer", async () => {
    const anna = await handedOver();
    anna.wait("P1D");
    reports(anna, "contacted");
    anna.wait("P6D");
    reports(anna, "met");
    anna.wait("P4D");
    reports(anna, "quoted");
    anna.wait("P22D");
    reports(anna, "won");
    expect(anna.lines).toEqual([
      "day 0 task contact",
      "day 1 task meeting",
      "day 7 email meeting-thanks",
      "day 7 task quote",
      "day 18 task quote-follow-up",
      "day 32 task decision",
      "day 33 ended: sold",
      "day 33 task register-order",
      "day 33 set salesOutcome=won",
      "day 33 program new-customer",
    ]);
  });

  test("leaves a customer we know to the thanks for the order", async () => {
    const known = await handedOver({ customer: { customerSince: "2023-05-01" } });
    const buyer = await handedOver({ purchases: [{}] });
    for (const anna of [known, buyer]) {
      anna.agrees({ orderedAt: anna.now, status: "ordered" });
      expect(anna.lines.slice(1)).toEqual([
        "day 0 goal met",
        "day 0 ended: sold",
        "day 0 set salesOutcome=won",
      ]);
    }
  });

  test("takes an order wherever the sale stands, also while it rests", async () => {
    const anna = await handedOver();
    reports(anna, "later");
    anna.wait("P30D");
    anna.agrees({ orderedAt: anna.now, status: "ordered" });
    expect(anna.lines.slice(1)).toEqual([
      "day 30 goal met",
      "day 30 ended: sold",
      "day 30 set salesOutcome=won",
      "day 30 program new-customer",
    ]);
  });

  test("may skip steps, and is not moved back by an older report", async () => {
    const anna = await handedOver();
    reports(anna, "quoted");
    expect(anna.stage).toBe("step-5-follow-up");
    reports(anna, "contacted");
    reports(anna, "met");
    expect(anna.stage).toBe("step-5-follow-up");
    expect(anna.lines).toEqual(["day 0 task contact"]);
  });
});

describe("silence", () => {
  test("is followed by two reminders, the manager, and an end with its reason", async () => {
    const anna = await handedOver();
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 0 task contact",
      "day 5 task remind-contact",
      "day 10 task remind-contact",
      "day 15 task stalled",
      "day 45 ended: stalled",
      "day 45 set salesOutcome=no-answer",
    ]);
  });

  test("after a meeting reminds of the quotation", async () => {
    const anna = await handedOver();
    reports(anna, "met");
    anna.wait("P15D");
    expect(anna.lines.slice(1)).toEqual([
      "day 0 email meeting-thanks",
      "day 0 task quote",
      "day 14 task remind-quote",
    ]);
  });

  test("after the question for a decision goes to the manager, who can set it going again", async () => {
    const anna = await handedOver();
    reports(anna, "quoted");
    anna.wait("P36D");
    expect(anna.lines.at(-1)).toBe("day 35 task stalled");
    reports(anna, "met");
    expect(anna.stage).toBe("step-4-quote");
  });
});

test("a prospect that wants to wait rests for a quarter and is contacted again", async () => {
  const anna = await handedOver();
  reports(anna, "later");
  anna.wait("P91D");
  expect(anna.lines.slice(1)).toEqual(["day 90 task contact-again"]);
});

test.each(["lost", "no-interest"])(
  "a sale that is %s ends with that on the record",
  async (outcome) => {
    const anna = await handedOver();
    reports(anna, outcome);
    expect(anna.lines.slice(1)).toEqual(["day 0 ended: lost", `day 0 set salesOutcome=${outcome}`]);
    expect(anna.world.customer.attributes).toEqual({ salesOutcome: outcome });
    anna.tell({ type: "program.requested", program: "sales-process", by: "kim" });
    expect(anna.stage).toBe("step-2-contact");
  },
);

test("a prospect without e-mail gets no thanks by mail, and the sale goes on", async () => {
  const anna = await handedOver({ customer: { email: undefined } });
  reports(anna, "met");
  expect(anna.lines.slice(1)).toEqual([
    "day 0 skipped meeting-thanks (missing-address)",
    "day 0 task quote",
  ]);
});

test("a request for another program is none for this", async () => {
  const anna = await ProgramStory.of("sales-process", { at: "2026-03-02T09:00:00.000Z" });
  anna.tell({ type: "program.requested", program: "welcome", by: "kim" });
  expect(anna.lines).toEqual([]);
});
