import type { Referral } from "@perennial/contract";
import { deriveReferralSignals } from "@perennial/lifecycle";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const story = (options: Partial<StoryOptions> = {}) =>
  ProgramStory.of("referral", { at: "2026-03-02T09:00:00.000Z", ...options });
async function asked(options: Partial<StoryOptions> = {}): Promise<ProgramStory> {
  const anna = await story(options);
  anna.tell({ type: "program.requested", program: "referral", by: "nps" });
  return anna;
}

/** The system of record tells how far a referral of Anna's has come; what that means is told as the runtime tells it. */
function refers(
  anna: ProgramStory,
  status: Referral["status"],
  id = "r1",
  friendId = `friend-of-${id}`,
): void {
  const { now } = anna;
  const of = { id, customerId: "c1", friendId, at: now, updatedAt: now };
  const referral: Referral = { ...of, status };
  anna.tell({ type: "referral.changed", referral });
  for (const { id: _id, at: _at, ...told } of deriveReferralSignals(undefined, referral)) {
    anna.tell(told);
  }
}

describe("the question", () => {
  test("is asked, reminded of once, and then it is quiet", async () => {
    const anna = await asked();
    anna.wait("P1Y");
    expect(anna.lines).toEqual([
      "day 0 email ask",
      "day 14 email ask-again",
      "day 44 ended: nobody-recommended",
    ]);
    expect(anna.texts.get("ask")?.text).toContain("200 kr till dig och 200 kr till din vän");
  });

  test("is not asked without consent", async () => {
    const anna = await asked({ consents: [] });
    expect(anna.lines.at(-1)).toBe("day 0 ended: not-asked");
  });

  test("answered with no thank you ends it", async () => {
    const anna = await asked();
    anna.replies("Nej tack");
    expect(anna.ended).toBe("not-now");
  });
});

describe("the advocate (must-have 22)", () => {
  test("is thanked, told when the friend joins, and rewarded when the friend's purchase qualifies, not before", async () => {
    const anna = await asked();
    anna.wait("P3D");
    refers(anna, "made");
    anna.wait("P5D");
    refers(anna, "joined");
    anna.wait("P20D");
    refers(anna, "qualified");
    expect(anna.lines).toEqual([
      "day 0 email ask",
      "day 3 email thanks",
      "day 8 email friend-joined",
      "day 28 goal met",
      "day 28 webhook referral.reward",
      "day 28 email rewarded",
      "day 28 ended: rewarded",
    ]);
  });

  test("whose friend is slow is reminded twice, and the reward still comes when the case is long closed", async () => {
    const anna = await story();
    refers(anna, "made");
    anna.wait("P200D");
    expect(anna.lines).toEqual([
      "day 0 email thanks",
      "day 30 email remind",
      // Thirty days later is the first of May.
      "day 61 email remind",
      "day 151 ended: friend-did-not-buy",
    ]);
    refers(anna, "qualified");
    expect(anna.lines.slice(4)).toEqual([
      "day 200 webhook referral.reward",
      "day 200 email rewarded",
      "day 200 ended: rewarded",
    ]);
  });

  test("who recommends two friends is rewarded for both", async () => {
    const anna = await story();
    refers(anna, "made", "r1");
    refers(anna, "made", "r2");
    refers(anna, "qualified", "r1");
    anna.wait("P10D");
    refers(anna, "qualified", "r2");
    const rewards = anna.lines.filter((line) => line.endsWith("webhook referral.reward"));
    expect(rewards).toEqual(["day 0 webhook referral.reward", "day 10 webhook referral.reward"]);
  });

  test("who recommends oneself is refused, and a person explains", async () => {
    const anna = await story();
    refers(anna, "made");
    refers(anna, "refused");
    anna.wait("P100D");
    expect(anna.lines).toEqual([
      "day 0 email thanks",
      "day 0 ended: refused",
      "day 0 task refused",
    ]);
  });

  test("who recommends oneself gets no thanks and no reward, whatever the system of record says", async () => {
    const anna = await story();
    refers(anna, "made", "r1", "c1");
    refers(anna, "joined", "r1", "c1");
    expect(anna.lines).toEqual(["day 0 ended: refused", "day 0 task refused"]);
    anna.wait("P20D");
    refers(anna, "qualified", "r1", "c1");
    expect(anna.lines.slice(2)).toEqual(["day 20 ended: refused", "day 20 task refused"]);
  });

  test("whose friend turns out to be oneself is refused at once", async () => {
    const anna = await story();
    refers(anna, "made");
    anna.wait("P3D");
    refers(anna, "joined", "r1", "c1");
    expect(anna.lines.slice(1)).toEqual(["day 3 ended: refused", "day 3 task refused"]);
  });

  test("who says no to advertising is not reminded, and keeps the reward that was promised", async () => {
    const anna = await story();
    refers(anna, "made");
    anna.consents({ state: "withdrawn" });
    anna.wait("P60D");
    refers(anna, "qualified");
    expect(anna.lines.slice(1)).toEqual([
      "day 0 ended: declined",
      "day 60 webhook referral.reward",
      "day 60 email rewarded",
      "day 60 ended: rewarded",
    ]);
  });

  test("who writes is answered by a person", async () => {
    const anna = await asked();
    anna.replies("Min syster heter Eva Berg");
    expect(anna.lines.slice(1)).toEqual(["day 0 task replied"]);
  });
});

describe("the friend", () => {
  const customer = { attributes: { referredBy: "c7" } };

  test("is rewarded for a first purchase when it cannot be taken back any more", async () => {
    const eva = await story({ customer });
    eva.buys();
    eva.wait("P60D");
    expect(eva.lines).toEqual([
      "day 14 webhook referral.reward",
      "day 14 email friend-rewarded",
      "day 14 ended: friend-rewarded",
    ]);
  });

  test("gets nothing for a second purchase, nor without a recommendation", async () => {
    const regular = await story({ customer, purchases: [{}] });
    const stranger = await story();
    for (const each of [regular, stranger]) {
      each.buys();
      each.wait("P60D");
      expect(each.lines).toEqual([]);
    }
  });

  test("gets nothing when the referral is refused in the meantime", async () => {
    const eva = await story({ customer });
    eva.buys();
    eva.wait("P5D");
    eva.changes({ attributes: {} });
    eva.wait("P30D");
    expect(eva.lines).toEqual(["day 5 ended: refused"]);
  });

  test("who has recommended somebody in turn gets both rewards", async () => {
    const eva = await story({ customer });
    refers(eva, "made");
    eva.buys();
    eva.wait("P3D");
    refers(eva, "qualified");
    eva.wait("P30D");
    expect(eva.lines.slice(1)).toEqual([
      "day 3 goal met",
      "day 3 webhook referral.reward",
      "day 3 email rewarded-aside",
      "day 17 webhook referral.reward",
      "day 17 email friend-rewarded",
      "day 17 ended: friend-rewarded",
    ]);
  });
});
