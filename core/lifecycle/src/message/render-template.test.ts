import type { AttributeValue, Locale } from "@perennial/contract";
import { expect, test } from "vitest";
import { exampleFacts } from "../condition/example-facts.ts";
import { render, textOf } from "./example-render.ts";
import { smsSegments } from "./sms-segments.ts";
import { textScope } from "./text-fields.ts";

const FILTERED: readonly (readonly [string, AttributeValue, Locale, string])[] = [
  ["{{ a }}", "Åsa", "sv", "Åsa"],
  ["{{ a }}", 12345.5, "sv", "12345,5"],
  ["{{ a }}", 12345.5, "en", "12345.5"],
  ["{{ a }}", true, "sv", "ja"],
  ["{{ a }}", false, "en", "no"],
  ["{{ a | number }}", 12345.5, "sv", "12 345,5"],
  ["{{ a | number }}", 12345.5, "en", "12,345.5"],
  ["{{ a | date }}", "2026-03-31", "sv", "31 mars 2026"],
  ["{{ a | date }}", "2026-03-31", "en", "31 March 2026"],
  ["{{ a | date }}", "2026-03-31T22:30:00.000Z", "sv", "1 april 2026"],
  ["{{ a | shortDate }}", "2026-03-31", "sv", "2026-03-31"],
  ["{{ a | shortDate }}", "2026-03-31", "en", "31/03/2026"],
  ["{{ a | time }}", "2026-04-16T16:00:00.000Z", "sv", "18:00"],
  ["{{ a | time }}", "2026-04-16T16:00:00.000Z", "en", "18:00"],
  ["{{ a | time }}", "2026-01-15T23:05:00.000Z", "sv", "00:05"],
  ["{{ a | money }}", 129900, "sv", "1 299 kr"],
  ["{{ a | money }}", 129950, "sv", "1 299,50 kr"],
  ["{{ a | money }}", 129900, "en", "SEK 1,299"],
  ["{{ a | capitalize }}", "östra", "sv", "Östra"],
  ["{{ a | upper }}", "åäö", "sv", "ÅÄÖ"],
  ["{{ a | lower }}", "ÅÄÖ", "sv", "åäö"],
  ["{{ a | date | upper }}", "2026-03-31", "sv", "31 MARS 2026"],
];

test.each(FILTERED)("%s of %j in %s is %s", (text, value, locale, expected) => {
  expect(textOf(text, { values: { a: value }, locale })).toBe(expected);
});

test("money is in the currency of its record", () => {
  const values = { "agreement.yearlyValue": 129900, "agreement.currency": "EUR" };
  expect(textOf("{{ agreement.yearlyValue | money }}", { values })).toBe("1 299 €");
});

test("a missing value stops the message, and every one is named", () => {
  const rendered = render("Hej {{ customer.firstName }}, {{ offer.name }}!", {
    values: { "customer.firstName": "  " },
  });
  expect(rendered).toMatchObject({
    ok: false,
    missing: ["customer.firstName", "offer.name"],
    message: {
      en: 'There is no value for "customer.firstName", "offer.name". Fill it in on the record, or give the placeholder a default.',
    },
  });
});

test("a default stands in for a missing, empty or null value, and is not filtered", () => {
  for (const a of [undefined, null, "", " "]) {
    expect(textOf('Hej {{ a | default: "du" | upper }}!', { values: { a } })).toBe("Hej du!");
  }
});

test("a filter that does not fit the value stops the message and says which", () => {
  expect(textOf("{{ a | date }}", { values: { a: "soon" } })).toBe(
    'The value of "a" is not a date, as "date" needs.',
  );
  expect(textOf("{{ a | money }}", { values: { a: "1299" } })).toMatch(/minor units/);
  expect(textOf("{{ a | time }}", { values: { a: "2026-03-31" } })).toBe(
    'The value of "a" is not a moment, as "time" needs.',
  );
});

test("an e-mail's paragraphs and lines are those of its text", () => {
  const rendered = render("Subject: a\n\nEtt\ntvå\n\n\ntre\n", { kind: "email" });
  const html = rendered.ok ? (rendered.html ?? "") : "";
  expect(
    html.match(/<p [^>]*>[\s\S]*?<\/p>/g)?.map((each) => each.replace(/<p [^>]*>/, "<p>")),
  ).toEqual(["<p>Ett<br>\ntvå</p>", "<p>tre</p>"]);
  expect(html).toContain('<html lang="sv">');
});

test("a call script and a task have no HTML, and a task has a subject", () => {
  expect(render("Ring", { kind: "call" })).toEqual({ ok: true, text: "Ring" });
  expect(render("Subject: Gör\n\nDet", { kind: "task" })).toEqual({
    ok: true,
    subject: "Gör",
    text: "Det",
  });
});

test("an amount does not make a text message twice as dear", () => {
  const text = textOf("Bara {{ a | money }}", { values: { a: 129900 } });
  expect(smsSegments(text).encoding).toBe("gsm-7");
});

test("a text message of too many segments is stopped", () => {
  const values = { a: "x".repeat(800) };
  expect(textOf("{{ a }}", { values, mostSegments: 5 })).toMatch(/6 segments; the most is 5/);
});

test("the scope of a text has the facts, the offer in its language, and the sender", () => {
  const facts = exampleFacts({ enrolment: { offer: "two" } });
  const offer = {
    id: "two",
    name: { sv: "Två år", en: "Two years" },
    product: "FIXED-24",
    pitch: { sv: "Samma pris", en: "The same price" },
  };
  const scope = textScope({ facts, locale: "en", tenantName: "Kraft AB", offer });
  const read = [
    "offer.name",
    "offer.pitch",
    "offer.product",
    "tenant.name",
    "today",
    "enrolment.offer",
  ];
  expect(read.map(scope)).toEqual([
    "Two years",
    "The same price",
    "FIXED-24",
    "Kraft AB",
    facts.today,
    "two",
  ]);
  expect(scope("customer.name")).toBe(facts.customer.name);
  expect([
    scope("unsubscribeUrl"),
    scope("constructor"),
    scope("offer.constructor"),
    scope(""),
  ]).toEqual([undefined, undefined, undefined, undefined]);
});
