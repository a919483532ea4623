import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("new-customer", { at: "2026-03-02T09:00:00.000Z", ...options });
async function sold(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await story(options);
  anna.tell({ type: "program.requested", program: "new-customer", by: "sales-process" });
  return anna;
}
const HOME = { postalAddress: "Storgatan 1, 111 22 Stockholm" };

describe("the welcome letter (D-23)", () => {
  test("comes by e-mail the day after, and follow-up takes over a week later", async () => {
    const anna = await sold();
    anna.wait("P60D");
    expect(anna.lines).toEqual([
      "day 1 email letter",
      "day 8 ended: handed-over",
      "day 8 program follow-up",
    ]);
  });

  test.each([
    { kind: "company", ...HOME },
    { valueClass: "gold", ...HOME },
  ] as const)("goes by post, and is followed by a person: %o", async (customer) => {
    const anna = await sold({ customer: { ...customer, owner: "Kim Ek" } });
    anna.wait("P10D");
    expect(anna.lines).toEqual([
      "day 1 task letter-by-post",
      "day 8 ended: handed-over",
      "day 8 task introduce",
      "day 8 program follow-up",
    ]);
    expect(anna.texts.get("letter-by-post")?.text).toContain("Kundansvarig: Kim Ek");
  });

  test("goes by post when there is no e-mail, and once", async () => {
    const anna = await sold({ customer: { email: undefined, ...HOME } });
    anna.wait("P2D");
    expect(anna.lines).toEqual(["day 1 task letter-by-post"]);
  });

  test("is given once in a life", async () => {
    const anna = await sold();
    anna.wait("P30D");
    anna.tell({ type: "program.requested", program: "new-customer", by: "kim" });
    anna.wait("P30D");
    expect(anna.sent).toHaveLength(1);
  });
});

describe("whoever signs a first agreement", () => {
  test("is welcomed without a sales process", async () => {
    const anna = await story();
    anna.agrees({ orderedAt: anna.now, signedAt: anna.now });
    anna.wait("P2D");
    expect(anna.lines).toEqual(["day 1 email letter"]);
  });

  test("and is a customer already, by what was bought or since when, is not", async () => {
    const buyer = await story({ purchases: [{}] });
    const known = await story({ customer: { customerSince: "2020-01-01" } });
    for (const anna of [buyer, known]) {
      anna.agrees({ signedAt: anna.now });
      anna.wait("P2D");
      expect(anna.lines).toEqual([]);
    }
  });

  test("and leaves again gets no letter", async () => {
    const anna = await story();
    anna.agrees({ signedAt: anna.now });
    anna.agrees({ status: "cancelled", cancelledAt: anna.now });
    anna.wait("P30D");
    expect(anna.lines).toEqual(["day 0 ended: left-again"]);
  });
});

test("a reply goes to a person, and the rest goes on", async () => {
  const anna = await sold();
  anna.wait("P3D");
  anna.replies("Tack! När kommer fakturan?");
  anna.wait("P10D");
  expect(anna.lines.slice(1)).toEqual([
    "day 3 task replied",
    "day 10 ended: handed-over",
    "day 10 program follow-up",
  ]);
});
