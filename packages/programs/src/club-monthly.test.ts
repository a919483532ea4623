import { addDays, instantAt, type LedgerEntry, localDateOf } from "@perennial/lifecycle";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProgramStory, type StoryOptions } from "./testing/program-story.ts";

const HOME = "Europe/Stockholm";
const MEMBER = { tier: "member", customerSince: "2024-05-01" };
const member = ({ customer, ...options }: Partial<StoryOptions> = {}) =>
  ProgramStory.of("club-monthly", {
    ...{ at: "2026-01-02T05:00:00.000Z", ...options },
    customer: { ...MEMBER, ...customer },
  });
const monthsIn = (anna: ProgramStory, zone: string) =>
  anna.sent.map(({ at }) => localDateOf(at, zone).slice(0, 7));

describe("one mail a calendar month (A-12)", () => {
  test("comes on the tenth at ten, in winter and summer time, advice and benefit by turns (V-13, V-23)", async () => {
    const anna = await member();
    anna.until("2026-06-30");
    expect(anna.sent).toEqual([
      { step: "advice-care", at: "2026-02-10T09:00:00.000Z" },
      { step: "benefit", at: "2026-03-10T09:00:00.000Z" },
      { step: "advice-choose", at: "2026-04-10T08:00:00.000Z" },
      // 10 May is a Sunday.
      { step: "benefit-again", at: "2026-05-11T06:00:00.000Z" },
      { step: "advice-care", at: "2026-06-10T08:00:00.000Z" },
    ]);
  });

  test("waits for the morning where the member lives, and stays in the month there", async () => {
    for (const timeZone of ["Pacific/Auckland", "Pacific/Honolulu", "America/New_York"]) {
      const anna = await member({ customer: { timeZone } });
      anna.until("2027-03-31");
      expect(new Set(monthsIn(anna, timeZone)).size).toBe(14);
      expect(monthsIn(anna, timeZone)).toEqual(monthsIn(anna, HOME));
    }
  });

  test("is never two, whatever the day, the time and the zone, over two changes of the clock", async () => {
    const cap = { limit: 1, window: { calendar: "month" as const }, topic: "club" };
    const policy = { caps: [{ ...cap, classes: ["marketing" as const] }] };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(HOME, "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/St_Johns"),
        async (clubDay, hour, timeZone) => {
          const settings = { clubDay, clubTime: `${String(hour).padStart(2, "0")}:30` };
          const anna = await member({ settings, policy, customer: { timeZone } });
          anna.until("2027-01-31");
          const months = monthsIn(anna, timeZone);
          if (new Set(months).size !== months.length) throw new Error(`two in ${months}`);
          // Held over the turn of the month, a mail of its last days is the next month's.
          if (clubDay <= 20 && months.length < 12) throw new Error(`only ${months}`);
        },
      ),
      { seed: 20_261_122, numRuns: 60 },
    );
  });

  test("is never two for one who leaves the mail and wants it again in the same month", async () => {
    const anna = await member();
    anna.until("2026-02-11");
    anna.consents({ state: "withdrawn" });
    anna.until("2026-02-12");
    anna.consents({ state: "given" });
    anna.until("2026-03-31");
    expect(anna.lines).toEqual([
      "day 39 email advice-care",
      "day 40 ended: unsubscribed",
      "day 67 email advice-care",
    ]);
  });

  test("waits for the next month where another program has mailed the club, if the policy has the cap", async () => {
    const at = instantAt("2026-02-03", "10:00", HOME);
    const renewal: LedgerEntry = {
      ...{ messageId: "r1", customerId: "c1", channel: "email", class: "marketing", at },
      ...{ topic: "club", program: "renewal", step: "club-mail", occurrence: "r1" },
      ...{ contactPoint: "anna@example.com", outcome: "accepted" },
    };
    const cap = { limit: 1, window: { calendar: "month" as const }, topic: "club" };
    const caps = [{ ...cap, classes: ["marketing" as const] }];
    const anna = await member({ ledger: [renewal], policy: { caps } });
    anna.until("2026-03-31");
    expect(anna.lines).toEqual(["day 39 skipped advice-care (expired)", "day 67 email benefit"]);
  });
});

describe("the benefit", () => {
  const offered = async (options: Partial<StoryOptions>) => {
    const anna = await member(options);
    anna.until("2026-03-31");
    return anna.texts.get("benefit")?.subject;
  };

  test("goes by tier, kind and habits", async () => {
    expect(await offered({})).toBe("Månadens förmån: Fri reparation");
    expect(await offered({ customer: { tier: "vip" } })).toBe("Månadens förmån: Förtur till rean");
    expect(await offered({ customer: { kind: "company" } })).toBe(
      "Månadens förmån: Genomgång av era inköp",
    );
    const online = [{ at: "2025-11-01T10:00:00.000Z", channel: "web" }];
    expect(await offered({ purchases: online })).toBe("Månadens förmån: Fri frakt hela månaden");
  });

  test("gives way to advice for one who has just bought (V-13)", async () => {
    const anna = await member();
    for (const month of ["02", "03", "04", "05"]) {
      anna.until(`2026-${month}-01`);
      anna.buys();
    }
    anna.until("2026-05-31");
    expect(anna.sent.map(({ step }) => step)).toEqual([
      "advice-care",
      "advice-mend",
      "advice-choose",
      "advice-store",
    ]);
  });
});

describe("who gets it", () => {
  test("a customer who is no member does not, until the day it joins", async () => {
    const anna = await member({ customer: { tier: undefined } });
    anna.until("2026-04-01");
    expect(anna.lines).toEqual([]);
    anna.tell({ type: "customer.tier-changed", to: "member", direction: "up", reason: "joined" });
    anna.until("2026-05-31");
    expect(anna.lines).toEqual(["day 129 email advice-care"]);
  });

  test("a member who leaves the club does not any more", async () => {
    const anna = await member();
    anna.until("2026-02-20");
    anna.tell({
      ...{ type: "customer.tier-changed", from: "member", direction: "down", reason: "left" },
    });
    anna.until("2026-06-30");
    expect(anna.lines.slice(1)).toEqual(["day 49 ended: left-club"]);
  });

  test("a pause of the member's own leaves months out (V-08), and a no to the club's topic ends it", async () => {
    const pausedUntil = instantAt("2026-04-01", "00:00", HOME);
    const anna = await member({ customer: { pausedUntil } });
    anna.until("2026-04-30");
    expect(anna.sent.map(({ at }) => at.slice(0, 10))).toEqual([addDays("2026-04-09", 1)]);
    anna.consents({ topic: "club", state: "withdrawn" });
    expect(anna.ended).toBe("unsubscribed");
  });
});
