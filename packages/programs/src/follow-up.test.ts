import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

// A Monday.
async function ordered(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await ProgramStory.of("follow-up", { at: "2026-03-02T09:00:00.000Z", ...options });
  anna.tell({ type: "program.requested", program: "follow-up", by: "order-thanks" });
  return anna;
}
const reports = (anna: ProgramStory, outcome: string) =>
  anna.tell({ type: "follow-up.reported", outcome, by: "kim" });

test("time for contact comes after a month, time for new contact half a year in, and then it is quiet (D-25, D-26)", async () => {
  const anna = await ordered();
  anna.wait("P1Y");
  expect(anna.lines).toEqual([
    "day 30 email question",
    "day 194 email proposal",
    "day 254 ended: nothing-more",
  ]);
  expect(anna.texts.get("proposal")?.text).toContain("Tillbehören som passar");
});

describe("step 8, time for contact (D-25)", () => {
  test("is a talk with the account manager for companies, gold customers and those without e-mail", async () => {
    const company = await ordered({ customer: { kind: "company" } });
    const gold = await ordered({ customer: { valueClass: "gold" } });
    const mailless = await ordered({ customer: { email: undefined } });
    for (const anna of [company, gold, mailless]) {
      anna.wait("P31D");
      expect(anna.lines).toEqual(["day 30 task contact"]);
    }
  });

  test("that has been made early, on somebody's own initiative, is not made again", async () => {
    const anna = await ordered();
    anna.wait("P10D");
    reports(anna, "contacted");
    anna.wait("P100D");
    expect(anna.lines).toEqual([]);
    expect(anna.stage).toBe("between");
  });

  test("brings problems to customer service at once, and the proposal waits", async () => {
    const anna = await ordered({ customer: { kind: "company" } });
    anna.wait("P32D");
    reports(anna, "problem");
    anna.wait("P149D");
    expect(anna.lines).toEqual(["day 30 task contact", "day 32 task put-right"]);
    anna.wait("P2D");
    expect(anna.lines.at(-1)).toBe("day 182 email proposal");
  });

  test("is answered by mail to a person", async () => {
    const anna = await ordered();
    anna.wait("P31D");
    anna.replies("Fungerar fint, men manualen saknas");
    expect(anna.lines.slice(1)).toEqual(["day 31 task replied"]);
    expect(anna.stage).toBe("between");
  });
});

describe("step 9, time for new contact (D-26)", () => {
  test("is a proposal and then a call to companies and gold customers", async () => {
    const anna = await ordered({ customer: { kind: "company" } });
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 30 task contact",
      "day 194 email proposal",
      // A fortnight later is a Saturday.
      "day 210 call new-contact",
      "day 256 ended: nothing-more",
    ]);
    expect(anna.texts.get("new-contact")?.text).toContain("Serviceavtal för företag");
  });

  test("that ends in a purchase or an order has reached what it is for", async () => {
    const buyer = await ordered();
    const signer = await ordered();
    for (const anna of [buyer, signer]) anna.wait("P200D");
    buyer.buys();
    signer.agrees({ orderedAt: signer.now, status: "ordered" });
    expect(buyer.lines.slice(2)).toEqual(["day 200 goal met", "day 200 ended: bought-more"]);
    expect(signer.lines.slice(2)).toEqual(["day 200 ended: bought-more"]);
  });

  test.each(["declined", "do-not-call"] as const)("ends with a no: %s", async (outcome) => {
    const anna = await ordered({ customer: { valueClass: "gold" } });
    anna.wait("P209D");
    anna.tell(
      { type: "call.finished", commandId: "k1", outcome, endedAt: anna.now },
      "new-contact",
    );
    expect(anna.ended).toBe("no-interest");
  });

  test("answered by mail goes to a person, and nobody calls", async () => {
    const anna = await ordered({ customer: { kind: "company" } });
    anna.wait("P196D");
    anna.replies("Intressant, berätta mer");
    anna.wait("P60D");
    expect(anna.lines.slice(2)).toEqual(["day 196 task replied", "day 242 ended: nothing-more"]);
  });

  test("makes no proposal without consent, nor to those held out", async () => {
    const without = await ordered({ consents: [] });
    const heldOut = await ordered({ holdout: true });
    for (const anna of [without, heldOut]) anna.wait("P200D");
    expect(without.lines.at(-1)).toBe("day 194 skipped proposal (no-consent)");
    expect(heldOut.lines.at(-1)).toBe("day 194 skipped proposal (holdout)");
  });
});

test("whoever leaves is not followed up", async () => {
  const anna = await ordered({ agreements: [{}] });
  anna.agrees({ status: "cancelled", cancelledAt: anna.now });
  expect(anna.ended).toBe("left");
});

test("two that ask for it make one follow-up", async () => {
  const anna = await ordered();
  anna.tell({ type: "program.requested", program: "follow-up", by: "new-customer" });
  anna.wait("P31D");
  expect(anna.lines).toEqual(["day 30 email question"]);
});
