import { describe, expect, it } from "vitest";
import { previewRules, previewSentence } from "./preview-rules.ts";
import { type PromiseQuestion, promise } from "./promise.ts";
import { promiseSentence, promiseTrace } from "./promise-words.ts";
import { exampleClub } from "./testing/example-club.ts";

const TODAY = "2026-11-22";
const club = exampleClub();
const plain = (text: string) => text.replace(/\u00a0/g, " ");
const sv = { rules: club, currency: "SEK", locale: "sv" } as const;
const en = { ...sv, locale: "en" } as const;

/** Gold since March; 4 360 kr lies in the year that the review looks at, 1 000 kr falls out of it in December. */
const GOLD: PromiseQuestion = {
  review: { tier: "gold", until: "2027-02-28", graceUntil: undefined, reason: "earned" },
  figures: [
    { on: "2025-12-10", amount: 100_000 },
    { on: "2026-05-02", amount: 400_000 },
    { on: "2026-09-01", amount: 36_000 },
  ],
  rules: club,
  joined: "2020-03-15",
  today: TODAY,
};

describe("the promise of a tier", () => {
  it("that the pace does not keep says when it falls, and what keeps it", () => {
    const slow = {
      ...GOLD,
      figures: [{ on: "2026-03-02", amount: 436_000 }],
      joined: "2020-03-15",
    };
    // The pace gives 4 360 kr a year: 1 170 kr in the 98 days that remain, which is enough.
    expect(promise(slow)).toMatchObject({ outcome: "keeps", needs: 64_000 });
    const waning = {
      ...slow,
      figures: [
        { on: "2025-12-10", amount: 100_000 },
        { on: "2026-03-02", amount: 30_000 },
      ],
    };
    expect(promise(waning)).toMatchObject({
      outcome: "falls",
      to: "silver",
      fallsOn: "2027-03-01",
    });
    const text = promiseSentence(
      {
        tier: "gold",
        outcome: "falls",
        to: "silver",
        fallsOn: "2027-03-01",
        needs: 64_000,
        by: "2027-02-28",
        trace: [],
      },
      en,
    );
    expect(plain(text)).toBe(
      "If you keep today's pace you drop to Silver on 1 March 2027. Another SEK 640 by 28 February 2027 keeps Gold.",
    );
  });

  it("is told in Swedish in the same words", () => {
    const told = promise({ ...GOLD, figures: [{ on: "2025-12-10", amount: 200_000 }] });
    expect(told && plain(promiseSentence(told, sv))).toBe(
      "Om du fortsätter i samma takt går du ner till Silver den 1 mars 2027. Med 5 000 kr till senast den 28 februari 2027 behåller du Guld.",
    );
  });

  it("shows what falls out of the rolling year, and when", () => {
    const told = promise(GOLD);
    expect(told?.needs).toBe(64_000);
    expect(told?.trace).toContainEqual({
      kind: "leaves",
      on: "2026-12-10",
      amount: 100_000,
      of: "2025-12-10",
    });
    expect(told && promiseTrace(told, en).map(plain)).toEqual([
      "The review counts 2 March 2026 to 1 March 2027; SEK 4,360 of that is there already.",
      "SEK 1,000 of 10 December 2025 no longer counts from 10 December 2026.",
      "The pace is SEK 5,360 over 23 November 2025 to 22 November 2026.",
      "At that pace another SEK 1,439.12 comes in 98 days.",
      "Gold takes SEK 5,000.",
    ]);
  });

  it("by calendar years asks of a year that has not begun, and says from when", () => {
    const rules = exampleClub({ qualification: { period: "calendar", starts: "01-01" } });
    const review = { ...GOLD.review, until: "2027-12-31" };
    const told = promise({
      ...GOLD,
      rules,
      review,
      figures: [{ on: "2026-05-02", amount: 500_000 }],
    });
    expect(told).toMatchObject({
      needs: 500_000,
      from: "2027-01-01",
      by: "2027-12-31",
      outcome: "keeps",
    });
    expect(told && plain(promiseSentence(told, sv))).toBe(
      "Om du fortsätter i samma takt behåller du Guld. Med 5 000 kr från och med den 1 januari 2027 till och med den 31 december 2027 behåller du Guld.",
    );
  });

  it("in a time of grace lasts to the end of it", () => {
    const rules = exampleClub({ grace: "P90D" });
    const review = {
      tier: "gold",
      until: "2026-11-01",
      graceUntil: "2027-01-30",
      reason: "grace",
    } as const;
    const told = promise({ ...GOLD, rules, review, figures: [] });
    expect(told).toMatchObject({ outcome: "falls", fallsOn: "2027-01-31", by: "2027-01-30" });
  });

  it("is safe for the lowest tier, and there is none without a tier", () => {
    const review = { ...GOLD.review, tier: "bas", until: undefined };
    expect(promise({ ...GOLD, review })?.outcome).toBe("safe");
    expect(promise({ ...GOLD, review: { ...review, tier: undefined } })).toBeUndefined();
  });
});

describe("a preview of a change of rules", () => {
  const member = (id: string, tier: string | undefined, qualifying: number, isMember = true) => {
    const figures = { qualifying, isMember: true };
    const held = { tier, since: "2026-03-01", until: "2027-02-28", reason: "earned" } as const;
    return { id, held, before: figures, after: { ...figures, isMember } };
  };
  const stricter = exampleClub({
    tiers: club.tiers.map((tier) => (tier.id === "gold" ? { ...tier, from: 600_000 } : tier)),
  });

  it("counts who would fall though their tier is certain for a while, and names the first day", () => {
    const members = [
      ...[1, 2, 3].map((n) => member(`g${n}`, "gold", 550_000)),
      member("high", "gold", 700_000),
      member("lapsing", "gold", 10_000),
      member("silver", "silver", 550_000),
      member("gone", "bas", 0, false),
    ];
    const preview = previewRules(members, { before: club, after: stricter }, TODAY);
    expect(preview).toMatchObject({
      customers: 7,
      fall: 4,
      rise: 0,
      leave: 1,
      firstFall: "2027-03-01",
    });
    expect(preview.moves[0]).toEqual({
      ...{ from: "gold", to: "silver", direction: "fall", members: 4 },
      examples: ["g1", "g2", "g3", "silver"],
    });
    expect(previewSentence(preview, "en")).toBe(
      "4 members would fall and 1 member would leave the club.",
    );
    expect(previewSentence(preview, "sv")).toBe(
      "4 medlemmar skulle gå ner och 1 medlem skulle falla ur klubben.",
    );
  });

  it("of the same rules changes nothing, and of the first ones lets everybody join", () => {
    const members = [member("a", "gold", 10_000), member("b", undefined, 250_000)];
    const same = previewRules(members, { before: club, after: club }, TODAY);
    expect(previewSentence(same, "sv")).toBe("Ingen medlem byter nivå.");
    expect(previewRules(members, { before: undefined, after: club }, TODAY).join).toBe(2);
  });
});
