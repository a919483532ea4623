import { expect, it } from "vitest";
import { RulePack } from "./rule-pack.ts";
import { rulePackSentences } from "./rule-pack-sentences.ts";

const bases = { email: ["consent", "existing-customer"], sms: ["consent"], phone: [], post: [] };
const title = { sv: "Exempel", en: "Example" };
const least = { id: "example", country: "SE", title, marketingBasis: bases };

it("each rule of a pack is said in a whole sentence in both languages", () => {
  const statutoryNotice = { earliestDaysBefore: 90, latestDaysBefore: 60, channels: ["email"] };
  const all = { ...least, statutoryNotice, companyMarketingBasis: bases, callExemptionMonths: 1 };
  const said = rulePackSentences(RulePack.parse(all));
  for (const { sv, en } of said) {
    for (const text of [sv, en]) expect(text).toMatch(/^\p{Lu}.+\.$/u);
  }
  expect(said.map(({ en }) => en)).toEqual(
    expect.arrayContaining([
      "The customer must be told between 90 and 60 days before the agreement ends, by e-mail.",
      "Marketing by e-mail to private persons needs consent or the exception for existing customers.",
      "Marketing by phone to companies is not allowed.",
      "A number on the objection list may be called for one month after the last agreement.",
    ]),
  );
});

it("a pack without a notice, for a country where calls bind, says so", () => {
  const said = rulePackSentences(RulePack.parse({ ...least, writtenAcceptanceAfterCall: false }));
  expect(said.map(({ sv }) => sv)).toContain(
    "Ett avtal kan ingås muntligt under ett samtal från företaget.",
  );
  expect(said.some(({ en }) => en.includes("must be told"))).toBe(false);
});
