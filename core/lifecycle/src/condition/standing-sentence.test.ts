import { expect, test } from "vitest";
import type { Condition } from "./condition.ts";
import { exampleFacts } from "./example-facts.ts";
import { explain } from "./explain.ts";
import { createCatalogue } from "./fields.ts";
import { sentence } from "./sentence.ts";

const catalogue = createCatalogue();
const plain = (text: string) => text.replaceAll("\u00a0", " ");

const table: readonly [condition: Condition, sv: string, en: string][] = [
  [
    { field: "standing.flow", is: "one-of", value: ["decreasing", "inactive"] },
    "kunden är minskande eller inaktiv",
    "the customer is decreasing or inactive",
  ],
  [
    { field: "standing.groups", is: "contains", value: "superheroes" },
    "kunden är med i gruppen ”superheroes”",
    "the customer is in the group “superheroes”",
  ],
  [
    { not: { field: "standing.groups", is: "contains", value: "superheroes" } },
    "kunden är inte med i gruppen ”superheroes”",
    "the customer is not in the group “superheroes”",
  ],
  [
    { field: "standing.groups", is: "is-empty" },
    "kunden är inte med i någon grupp",
    "the customer is in no group",
  ],
  [
    { field: "standing.lastPurchase", is: "before", value: "today-P90D" },
    "kunden köpte senast tidigare än för 90 dagar sedan",
    "the customer last bought earlier than 90 days ago",
  ],
  [
    { field: "standing.value", is: "at-least", value: 500_000 },
    "det kunden köpt för är minst 5 000 kr",
    "what the customer has bought for is at least SEK 5,000",
  ],
  [
    { field: "standing.band", is: "equals", value: "top" },
    "kunden hör till toppen",
    "the customer belongs to the top",
  ],
  [
    { field: "standing.risk", is: "equals", value: "high" },
    "risken att kunden lämnar är hög",
    "the risk that the customer leaves is high",
  ],
  [
    { field: "invitation.answer", is: "equals", value: "wants-information" },
    "svaret på inbjudan är nej, men med önskan om mer information",
    "the answer to the invitation is no, but with a wish for more information",
  ],
  [
    { field: "invitation.attended", is: "equals", value: true },
    "den inbjudna kom",
    "the invited person came",
  ],
];

test.each(table)(
  "what is computed and who is invited is said in words: %j",
  (condition, sv, en) => {
    expect(plain(sentence(condition, "sv", catalogue))).toBe(sv);
    expect(plain(sentence(condition, "en", catalogue))).toBe(en);
  },
);

test("why somebody is in no group or another is said with the groups there are", () => {
  const wanted: Condition = { field: "standing.groups", is: "contains", value: "superheroes" };
  const of = (groups: readonly string[]) =>
    explain(wanted, exampleFacts({ standing: { groups: [...groups] } }), "en", catalogue);
  expect(of(["passive", "superheroes"]).holds).toBe(true);
  expect(of(["passive"]).because).toBe("the customer is in the group “passive”, not “superheroes”");
  expect(of([])).toMatchObject({
    ...{ holds: false, because: "the customer is in no group" },
    nearest: { sentence: "the condition holds if the customer is in the group “superheroes”" },
  });
});

test("two groups are two questions, so being in one does not keep from the other", () => {
  const both: Condition = {
    all: ["a", "b"].map((value) => ({ field: "standing.groups", is: "contains", value })),
  };
  const found = explain(both, exampleFacts({ standing: { groups: ["a"] } }), "en", catalogue);
  expect(found.nearest?.sentence).toBe("the condition holds if the customer is in the group “b”");
});
