import { expect, test } from "vitest";
import type { Condition } from "./condition.ts";
import { createCatalogue } from "./fields.ts";
import { sentence } from "./sentence.ts";

const catalogue = createCatalogue({
  declared: {
    "customer.attributes.club": "boolean",
    "customer.attributes.area": { type: "text", label: { sv: "elområdet", en: "the price area" } },
    "agreement.attributes.installed": "date",
    "enrolment.offer": "text",
    "signal.outcome": "text",
  },
});

const gold: Condition = { field: "customer.valueClass", is: "equals", value: "gold" };
const ends: Condition = { field: "agreement.end", is: "on-or-before", value: "2026-03-31" };
const villa: Condition = { field: "customer.segment", is: "equals", value: "villa" };
const lists: Condition = { field: "customer.valueClass", is: "one-of", value: ["gold", "silver"] };
const feb = { count: "purchases", is: "at-least", value: 3, within: "P90D" } as const;

/** Figures and their units are kept together by a space that does not break; a plain one reads better here. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}

const table: readonly [condition: Condition, sv: string, en: string][] = [
  [
    { all: [ends, gold] },
    "avtalet slutar senast 31 mars 2026 och kunden är guldkund",
    "the agreement ends on or before 31 March 2026 and the customer is a gold customer",
  ],
  [
    { all: [{ any: [gold, villa] }, ends] },
    "(kunden är guldkund eller kunden tillhör segmentet ”villa”) och avtalet slutar senast 31 mars 2026",
    "(the customer is a gold customer or the customer is in the segment “villa”) and the agreement ends on or before 31 March 2026",
  ],
  [
    { all: [gold, { all: [villa, ends] }] },
    "kunden är guldkund, kunden tillhör segmentet ”villa” och avtalet slutar senast 31 mars 2026",
    "the customer is a gold customer, the customer is in the segment “villa” and the agreement ends on or before 31 March 2026",
  ],
  [
    { all: [{ any: [{ any: [gold, villa] }] }, ends] },
    "(kunden är guldkund eller kunden tillhör segmentet ”villa”) och avtalet slutar senast 31 mars 2026",
    "(the customer is a gold customer or the customer is in the segment “villa”) and the agreement ends on or before 31 March 2026",
  ],
  [
    { not: { any: [gold, ends] } },
    "kunden är inte guldkund och avtalet slutar inte 31 mars 2026 eller tidigare",
    "the customer is not a gold customer and the agreement does not end on or before 31 March 2026",
  ],
  [
    { any: [lists, ends] },
    "(kunden är guldkund eller silverkund) eller avtalet slutar senast 31 mars 2026",
    "(the customer is a gold customer or a silver customer) or the agreement ends on or before 31 March 2026",
  ],
  [
    { not: lists },
    "kunden är varken guldkund eller silverkund",
    "the customer is neither a gold customer nor a silver customer",
  ],
  [
    { field: "customer.phase", is: "not-equals", value: "welcome" },
    "kunden är inte i välkomstfasen",
    "the customer is not in the welcome phase",
  ],
  [
    { field: "agreement.end", is: "before", value: "today+P90D" },
    "avtalet slutar tidigare än om 90 dagar",
    "the agreement ends earlier than 90 days from today",
  ],
  [
    { field: "customer.customerSince", is: "on-or-after", value: "today-P1Y6M" },
    "kunden blev kund tidigast för 1 år och 6 månader sedan",
    "the customer became a customer no earlier than 1 year and 6 months ago",
  ],
  [
    { field: "agreement.end", is: "equals", value: "today" },
    "avtalet slutar i dag",
    "the agreement ends today",
  ],
  [
    { field: "agreement.end", is: "equals", value: "2026-03-01" },
    "avtalet slutar 1 mars 2026",
    "the agreement ends on 1 March 2026",
  ],
  [
    { field: "agreement.end", is: "is-empty" },
    "avtalet saknar slutdag",
    "the agreement has no end date",
  ],
  [
    { field: "renewal.signedAt", is: "is-empty" },
    "förnyelseavtalet har inte skrivits under",
    "the renewal agreement has not been signed",
  ],
  [{ field: "renewal.id", is: "is-set" }, "förnyelseavtalet finns", "the renewal agreement exists"],
  [
    { field: "agreement.yearlyValue", is: "at-least", value: 1_250_050 },
    "avtalets årsvärde är minst 12 500,50 kr",
    "the agreement's yearly value is at least SEK 12,500.50",
  ],
  [
    { not: { field: "agreement.yearlyValue", is: "at-least", value: 500_000 } },
    "avtalets årsvärde är inte 5 000 kr eller mer",
    "the agreement's yearly value is not SEK 5,000 or more",
  ],
  [
    { field: "agreement.noticeDays", is: "more-than", value: 1 },
    "avtalets uppsägningstid är mer än 1 dag",
    "the agreement's notice period is more than 1 day",
  ],
  [
    { field: "customer.doNotCall", is: "equals", value: false },
    "kunden får ringas upp",
    "the customer may be called",
  ],
  [
    { not: { field: "customer.doNotCall", is: "equals", value: false } },
    "kunden får inte ringas upp",
    "the customer must not be called",
  ],
  [
    { field: "customer.name", is: "starts-with", value: "Öst" },
    "kundens namn börjar med ”Öst”",
    "the customer's name starts with “Öst”",
  ],
  [
    { not: { field: "customer.email", is: "contains", value: "@" } },
    "kundens e-postadress innehåller inte ”@”",
    "the customer's e-mail address does not contain “@”",
  ],
  [
    { field: "customer.attributes.club", is: "equals", value: true },
    "kundens uppgift ”club” är ja",
    "the customer's “club” is yes",
  ],
  [
    { field: "customer.attributes.area", is: "not-one-of", value: ["SE3", "SE4"] },
    "elområdet är varken ”SE3” eller ”SE4”",
    "the price area is neither “SE3” nor “SE4”",
  ],
  [
    { field: "renewal.attributes.installed", is: "after", value: "2026-01-02" },
    "förnyelseavtalets uppgift ”installed” är efter 2 januari 2026",
    "the renewal agreement's “installed” is after 2 January 2026",
  ],
  [
    { field: "enrolment.offer", is: "is-set" },
    "den noterade uppgiften ”offer” finns",
    "the noted “offer” is known",
  ],
  [
    feb,
    "kunden har gjort minst 3 köp de senaste 90 dagarna",
    "the customer has made at least 3 purchases in the last 90 days",
  ],
  [
    { not: feb },
    "kunden har gjort färre än 3 köp de senaste 90 dagarna",
    "the customer has made fewer than 3 purchases in the last 90 days",
  ],
  [
    { count: "interactions", is: "equals", value: 0, within: "P1M" },
    "kunden har inte haft någon kontakt den senaste månaden",
    "the customer has not had any contact in the last month",
  ],
  [
    { not: { count: "interactions", is: "at-most", value: 0 } },
    "kunden har haft minst en kontakt",
    "the customer has had at least one contact",
  ],
  [
    {
      sum: "purchases.amount",
      is: "more-than",
      value: 500_000,
      within: "P1Y6M",
      where: [
        { field: "category", is: "one-of", value: ["el", "värme"] },
        { field: "amount", is: "at-least", value: 10_000 },
      ],
    },
    "kunden har handlat för mer än 5 000 kr de senaste 18 månaderna (bara köp där (kategorin är ”el” eller ”värme”) och beloppet är minst 100 kr)",
    "the customer has bought for more than SEK 5,000 in the last 1 year and 6 months (only purchases where (the category is “el” or “värme”) and the amount is at least SEK 100)",
  ],
  [
    { sum: "purchases.quantity", is: "less-than", value: 2.5, within: "P1D" },
    "kunden har köpt färre än 2,5 enheter sedan i går",
    "the customer has bought fewer than 2.5 units since yesterday",
  ],
  [
    {
      count: "interactions",
      is: "at-least",
      value: 1,
      where: [{ field: "kind", is: "equals", value: "reply" }],
    },
    "kunden har haft minst en kontakt (bara kontakter där kontakten var ett svar)",
    "the customer has had at least one contact (only contacts where the contact was a reply)",
  ],
  [
    {
      count: "purchases",
      is: "at-least",
      value: 2,
      where: [{ field: "channel", is: "not-equals", value: "web" }],
    },
    "kunden har gjort minst 2 köp (bara köp som uppfyller: köpet gjordes inte via ”web”)",
    "the customer has made at least 2 purchases (only purchases where the purchase was not made through “web”)",
  ],
];

test.each(table)("%j is said naturally in both languages", (condition, sv, en) => {
  expect(plain(sentence(condition, "sv", catalogue))).toBe(sv);
  expect(plain(sentence(condition, "en", catalogue))).toBe(en);
});

test("money is said in the tenant's currency", () => {
  const danish = createCatalogue({ currency: "DKK" });
  const condition: Condition = { sum: "purchases.amount", is: "at-least", value: 50_000 };
  expect(plain(sentence(condition, "sv", danish))).toBe("kunden har handlat för minst 500 Dkr");
});

test("every field has words for its values and for having none, in both languages", () => {
  for (const field of catalogue.fields.values()) {
    for (const words of [field.words.sv, field.words.en]) {
      expect(words.noun, field.path).toMatch(/^[\p{L}]/u);
      const named = Object.keys(words.values ?? {});
      if (field.values) expect(named, field.path).toEqual([...field.values]);
    }
  }
});
