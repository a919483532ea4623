import { describe, expect, it } from "vitest";
import { z } from "zod";
import { addDays } from "../schedule/date.ts";
import { ContactPolicy } from "./contact-policy.ts";
import { EXAMPLE_RULE_PACK } from "./example-question.ts";
import { RulePack } from "./rule-pack.ts";

const issues = (schema: z.ZodType, value: unknown) =>
  schema
    .safeParse(value)
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("a contact policy", () => {
  it("needs nothing but a rule pack", () => {
    expect(ContactPolicy.parse({ rulePack: EXAMPLE_RULE_PACK })).toMatchObject({
      timeZone: "Europe/Stockholm",
      onQuietHours: "wait",
      onCap: "wait",
      caps: [
        { limit: 2, window: { rolling: "P7D" } },
        { limit: 4, window: { calendar: "month" } },
      ],
      budget: { perYear: 48, lessPerPurchase: 1, atLeast: 18 },
      expiry: { service: "P3D", marketing: "P7D" },
      assumeAddressFromSale: false,
    });
  });

  it("is the same after it went through JSON", () => {
    const policy = ContactPolicy.parse({ rulePack: EXAMPLE_RULE_PACK, budget: null });
    expect(ContactPolicy.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  });

  it("says what to mend", () => {
    const policy = (changes: object) =>
      issues(ContactPolicy, { rulePack: EXAMPLE_RULE_PACK, ...changes });
    expect(policy({ timeZone: "Stockholm" })).toEqual([
      "timeZone: write a time zone by its IANA name, such as Europe/Stockholm",
    ]);
    expect(policy({ recheck: "PT0M" })).toEqual([
      "recheck: recheck must be longer than nothing, such as PT1H",
    ]);
    expect(policy({ quiethours: {} })[0]).toMatch(/Unrecognized key/);
    expect(
      policy({ caps: [{ limit: 1, window: { rolling: "P7D" }, classes: ["statutory"] }] }),
    ).toHaveLength(1);
  });

  it("is refused when its own holidays close a window for more than 30 days", () => {
    const add = Array.from({ length: 45 }, (_, day) => ({
      date: addDays("2026-06-15", day),
      name: { sv: "Semesterstängt", en: "Closed for the summer" },
    }));
    const found = issues(ContactPolicy, { rulePack: EXAMPLE_RULE_PACK, holidays: { add } });
    expect(found).toEqual([
      expect.stringMatching(
        /^holidays\.add: the marketing windows do not open for 30 days from 2026-06-15/,
      ),
      expect.stringMatching(/^holidays\.add: the calls windows/),
    ]);
  });

  it("has a JSON Schema for editors", () => {
    expect(z.toJSONSchema(ContactPolicy, { io: "input" }).$defs?.ContactPolicy).toMatchObject({
      type: "object",
      required: ["rulePack"],
    });
  });
});

describe("a rule pack", () => {
  it("says what to mend", () => {
    const pack = (changes: object) => issues(RulePack, { ...EXAMPLE_RULE_PACK, ...changes });
    expect(pack({})).toEqual([]);
    expect(pack({ id: "SE electricity" })[0]).toMatch(/small letters with hyphens/);
    expect(pack({ country: "Sweden" })[0]).toMatch(/two capitals/);
    expect(pack({ stopWords: [] })).toHaveLength(1);
    expect(
      pack({
        statutoryNotice: { earliestDaysBefore: 60, latestDaysBefore: 90, channels: ["email"] },
      })[0],
    ).toMatch(/as 90 and 60/);
    expect(pack({ quietHours: { calls: { weekday: [], saturday: [], holiday: [] } } })[0]).toMatch(
      /^quietHours.calls: these windows do not open/,
    );
  });
});
