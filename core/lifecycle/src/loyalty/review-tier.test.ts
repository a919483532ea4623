import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entitlementsOf } from "./entitlements.ts";
import { isNearNext } from "./near-tier.ts";
import { monthsOfMembership, periodBefore, qualificationPeriod } from "./qualification-period.ts";
import { type HeldTier, reviewTier, type TierQuestion } from "./review-tier.ts";
import { exampleClub } from "./testing/example-club.ts";
import { tierFor } from "./tier-for.ts";
import type { TierRules } from "./tier-rules.ts";
import { keepingSentence, remainingSentence } from "./tier-words.ts";

const TODAY = "2026-11-22";
const club = exampleClub();
const CALENDAR = exampleClub({ qualification: { period: "calendar", starts: "01-01" } });
const gold: HeldTier = { tier: "gold", since: "2025-11-01", until: "2026-11-01", reason: "earned" };

const review = (changes: Partial<TierQuestion> = {}) =>
  reviewTier({
    ...{ held: {}, qualifying: 0, rules: club, joined: "2020-03-15", today: TODAY },
    isMember: true,
    ...changes,
  });

describe("the qualification period", () => {
  const period = (
    qualification: TierRules["qualification"],
    today = TODAY,
    joined = "2020-03-15",
  ) => qualificationPeriod({ basis: "spend", qualification }, { joined, today });

  it("of a rolling year ends today and begins the day after the same date", () => {
    expect(period({ period: "rolling", length: "P12M" })).toEqual({
      from: "2025-11-23",
      to: TODAY,
    });
  });

  it("of a calendar year that begins in September is the one today lies in", () => {
    const september = { period: "calendar", starts: "09-01" } as const;
    expect(period(september)).toEqual({ from: "2026-09-01", to: "2027-08-31" });
    expect(period(september, "2026-08-31")).toEqual({ from: "2025-09-01", to: "2026-08-31" });
  });

  it("of a member's own year turns on the day of joining, on 28 February for one who joined on a leap day", () => {
    const own = { period: "anniversary" } as const;
    expect(period(own, "2026-03-14")).toEqual({ from: "2025-03-15", to: "2026-03-14" });
    expect(period(own, "2026-03-15")).toEqual({ from: "2026-03-15", to: "2027-03-14" });
    expect(period(own, "2026-02-28", "2024-02-29")).toEqual({
      from: "2026-02-28",
      to: "2027-02-27",
    });
    expect(period(own, "2028-02-28", "2024-02-29")).toEqual({
      from: "2027-02-28",
      to: "2028-02-28",
    });
  });

  it("before it is the year that joins on to it", () => {
    const years = fc.record({
      joined: fc.date({
        min: new Date("2000-01-01"),
        max: new Date("2026-01-01"),
        noInvalidDate: true,
      }),
      today: fc.date({
        min: new Date("2000-01-01"),
        max: new Date("2040-01-01"),
        noInvalidDate: true,
      }),
    });
    const date = (value: Date) => value.toISOString().slice(0, 10);
    const property = fc.property(years, ({ joined, today }) => {
      const on = { joined: date(joined), today: date(today) };
      const rules = { basis: "spend", qualification: { period: "anniversary" } } as const;
      const present = qualificationPeriod(rules, on);
      const before = periodBefore(rules, on);
      expect(present.from <= on.today && on.today <= present.to).toBe(true);
      expect(Date.parse(present.from) - Date.parse(before?.to ?? "")).toBe(86_400_000);
    });
    fc.assert(property, { seed: 20_261_122 });
  });

  it("counts whole months of membership, none before it", () => {
    expect(monthsOfMembership({ joined: "2026-01-31", today: "2026-02-27" })).toBe(0);
    expect(monthsOfMembership({ joined: "2026-01-31", today: "2026-02-28" })).toBe(1);
    expect(monthsOfMembership({ joined: "2027-01-31", today: TODAY })).toBe(0);
  });
});

describe("a member's tier", () => {
  it("is the highest that the figure is enough for", () => {
    expect([-1, 0, 199_999, 200_000, 900_000].map((each) => tierFor(each, club)?.id)).toEqual([
      ...["bas", "bas", "bas", "silver", "gold"],
    ]);
  });

  it("is given when one joins, and says what remains", () => {
    const joined = review({ qualifying: 136_000 });
    expect(joined).toMatchObject({ tier: "bas", since: TODAY, reason: "joined", toKeep: 0 });
    expect(joined).toMatchObject({ until: undefined, nextTier: "silver", remaining: 64_000 });
  });

  it("rises at once and is certain for a year", () => {
    const held: HeldTier = { tier: "bas", since: "2024-01-01", reason: "joined" };
    expect(review({ held, qualifying: 500_000 })).toEqual({
      ...{ tier: "gold", since: TODAY, until: "2027-11-22", reason: "earned", toKeep: 500_000 },
      ...{ graceUntil: undefined, nextTier: undefined, remaining: undefined },
    });
  });

  it("does not fall before the first day after it was certain", () => {
    const until = { ...gold, until: TODAY };
    expect(review({ held: until })).toMatchObject({ tier: "gold", reason: "earned", until: TODAY });
    expect(review({ held: until, today: "2026-11-23" })).toMatchObject({ tier: "silver" });
  });

  it("is kept at the review by one who qualifies", () => {
    const kept = review({ held: gold, qualifying: 520_000 });
    expect(kept).toMatchObject({ tier: "gold", since: "2025-11-01", until: "2027-11-22" });
    expect(kept.reason).toBe("kept");
  });

  it("falls by one, to what is earned, or not at all, as the rules say", () => {
    const fall = (downgrade: TierRules["downgrade"]) =>
      review({ held: gold, rules: exampleClub({ downgrade }) });
    expect(fall("one")).toMatchObject({ tier: "silver", reason: "downgraded", since: TODAY });
    expect(fall("full")).toMatchObject({ tier: "bas", reason: "downgraded", until: undefined });
    expect(fall("none")).toMatchObject({ tier: "gold", reason: "kept", until: "2027-11-22" });
  });

  it("is kept for a time of grace, in which it can be won back", () => {
    const rules = exampleClub({ grace: "P30D" });
    const grace = review({ held: gold, rules });
    expect(grace).toMatchObject({ tier: "gold", reason: "grace", graceUntil: "2026-12-01" });
    const held = { ...gold, reason: "grace" } as const;
    const saved = review({ held, rules, qualifying: 500_000 });
    expect(saved).toMatchObject({ tier: "gold", reason: "kept", graceUntil: undefined });
    expect(review({ held, rules, today: "2026-12-01" }).reason).toBe("grace");
    expect(review({ held, rules, today: "2026-12-02" })).toMatchObject({ reason: "downgraded" });
  });

  it("does not fall where it is protected", () => {
    const [low, middle, high] = club.tiers;
    if (!low || !middle || !high) throw new Error("three tiers");
    const rules = exampleClub({ tiers: [low, middle, { ...high, isProtected: true }] });
    expect(review({ held: gold, rules })).toMatchObject({ tier: "gold", reason: "protected" });
  });

  it("by calendar years holds for the rest of one and all of the next", () => {
    const risen = review({ rules: CALENDAR, held: { tier: "bas" }, qualifying: 500_000 });
    expect(risen).toMatchObject({ tier: "gold", until: "2027-12-31", toKeep: 500_000 });
    const held = { tier: "gold", since: TODAY, until: "2027-12-31", reason: "earned" } as const;
    const kept = { rules: CALENDAR, held, today: "2028-01-01", qualified: 500_000 };
    expect(review(kept)).toMatchObject({ reason: "kept", until: "2028-12-31", toKeep: 500_000 });
    expect(review({ ...kept, qualified: 499_999 })).toMatchObject({ tier: "silver" });
  });

  it("by calendar years is given for last year's figure to one who joins the club in January", () => {
    const joined = review({ rules: CALENDAR, today: "2027-01-10", qualified: 250_000 });
    expect(joined).toMatchObject({ tier: "silver", until: "2027-12-31", reason: "earned" });
  });

  it("that came with the customer without an end is certain from the first review on", () => {
    expect(review({ held: { tier: "gold" } })).toMatchObject({
      reason: "kept",
      until: "2027-11-22",
    });
  });

  it("that the rules do not have any more is replaced by what is earned", () => {
    expect(review({ held: { tier: "platinum" }, qualifying: 250_000 }).tier).toBe("silver");
  });

  it("ends when one is no member any more, and is told once", () => {
    const left = review({ held: gold, isMember: false });
    expect(left).toMatchObject({ tier: undefined, reason: "left", remaining: undefined });
    expect(review({ held: left, isMember: false })).toEqual(left);
    expect(review({ isMember: false }).reason).toBeUndefined();
    expect(review({ held: left, qualifying: 250_000 })).toMatchObject({ reason: "earned" });
  });

  it("by months of membership never falls", () => {
    const rules = exampleClub({ basis: "tenure" });
    expect(review({ rules, qualifying: 80 })).toMatchObject({ tier: "bas", remaining: 199_920 });
  });
});

describe("a tier set by hand", () => {
  const override = { tier: "gold", until: "2027-01-31" };
  const set = review({ held: { tier: "bas" }, override });

  it("wins while it lasts, and ends on its day", () => {
    expect(set).toMatchObject({ tier: "gold", since: TODAY, until: "2027-01-31" });
    expect(set.reason).toBe("override");
    expect(review({ held: set, override, today: "2027-01-31" }).tier).toBe("gold");
  });

  it("gives way to what is earned, with downgrade none and with grace, too", () => {
    const rules = exampleClub({ downgrade: "none", grace: "P90D" });
    const after = review({ held: set, override, rules, today: "2027-02-01" });
    expect(after).toMatchObject({ tier: "bas", reason: "downgraded" });
    const earned = review({ held: set, override, today: "2027-02-01", qualifying: 600_000 });
    expect(earned).toMatchObject({ tier: "gold", reason: "earned", since: TODAY });
  });

  it("that is taken back early ends at once", () => {
    expect(review({ held: set })).toMatchObject({ tier: "bas", reason: "downgraded" });
  });

  it("does not make a member, and is nothing where the rules do not have the tier", () => {
    expect(review({ override, isMember: false }).tier).toBeUndefined();
    expect(review({ override: { tier: "platinum" } }).tier).toBe("bas");
  });
});

const QUALIFICATIONS = fc.constantFrom<TierRules["qualification"]>(
  { period: "rolling", length: "P12M" },
  { period: "rolling", length: "P18M" },
  { period: "calendar", starts: "09-01" },
  { period: "anniversary" },
  { period: "ever" },
);
const DATES = fc
  .integer({ min: 0, max: 900 })
  .map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));
const QUESTIONS: fc.Arbitrary<TierQuestion> = fc
  .record({
    held: fc.record({
      tier: fc.option(fc.constantFrom("bas", "silver", "gold", "platinum"), { nil: undefined }),
      since: fc.option(DATES, { nil: undefined }),
      until: fc.option(DATES, { nil: undefined }),
      reason: fc.option(fc.constantFrom("joined", "earned", "kept", "grace", "override", "left"), {
        nil: undefined,
      }),
    }),
    qualifying: fc.integer({ min: -10_000, max: 700_000 }),
    qualified: fc.integer({ min: 0, max: 700_000 }),
    joined: fc.option(DATES, { nil: undefined }),
    today: DATES,
    override: fc.option(
      fc.record({
        tier: fc.constantFrom("silver", "gold", "x"),
        until: fc.option(DATES, { nil: undefined }),
      }),
      { nil: undefined },
    ),
    isMember: fc.boolean(),
    qualification: QUALIFICATIONS,
    downgrade: fc.constantFrom("none", "one", "full"),
    grace: fc.constantFrom("P0D", "P30D"),
  })
  .map(({ qualification, downgrade, grace, ...rest }) => ({
    ...rest,
    rules: exampleClub({ qualification, downgrade, grace }),
  }));

describe("every review", () => {
  it("repeated on the same day from what it came to changes neither tier nor days", () => {
    const property = fc.property(QUESTIONS, (question) => {
      const first = reviewTier(question);
      const { toKeep: _first, ...once } = first;
      const { toKeep: _again, ...twice } = reviewTier({ ...question, held: first });
      expect(twice).toEqual(once);
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 2_000 });
  });

  it("never leaves a member below what the present figure is enough for, unless a person did", () => {
    const property = fc.property(QUESTIONS, (question) => {
      const { tier, reason } = reviewTier(question);
      if (!question.isMember || reason === "override") return;
      const rank = (id: string | undefined) => club.tiers.findIndex((each) => each.id === id);
      expect(rank(tier)).toBeGreaterThanOrEqual(rank(tierFor(question.qualifying, club)?.id));
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 2_000 });
  });

  it("never gives a tier that was certain until a day that has passed, but for a time of grace", () => {
    const property = fc.property(QUESTIONS, (question) => {
      const { until, graceUntil } = reviewTier(question);
      expect((graceUntil ?? until ?? question.today) >= question.today).toBe(true);
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 2_000 });
  });
});

describe("what a member is told", () => {
  const speech = { rules: club, currency: "SEK", locale: "sv" } as const;
  const silver = review({
    held: { tier: "silver", until: "2027-02-28" },
    qualifying: 450_000,
    qualified: 136_000,
  });
  const plain = (text: string | undefined) => text?.replace(/\u00a0/g, " ");

  it("is what remains, and what keeps the tier", () => {
    expect(plain(remainingSentence(silver, speech))).toBe("500 kr kvar till Guld.");
    expect(plain(remainingSentence(silver, { ...speech, locale: "en" }))).toBe(
      "SEK 500 left to Gold.",
    );
    expect(plain(keepingSentence(silver, speech))).toBe(
      "Silver är säkrad till och med den 28 februari 2027. Med 640 kr till senast då behålls nivån.",
    );
    expect(plain(keepingSentence(silver, { ...speech, locale: "en" }))).toBe(
      "Silver is certain until 28 February 2027. Another SEK 640 by then keeps it.",
    );
  });

  it("is that a higher tier is near, from a tenth of what it takes", () => {
    expect(isNearNext(silver, club)).toBe(true);
    expect(isNearNext({ nextTier: "gold", remaining: 50_001 }, club)).toBe(false);
    expect(isNearNext({ nextTier: "gold", remaining: 0 }, club)).toBe(false);
  });

  it("is the benefits of the tier, for as long as it is certain", () => {
    const entitled = entitlementsOf(silver, club);
    expect(entitled.map(({ id, until }) => [id, until])).toEqual([["freight", "2027-02-28"]]);
  });
});
