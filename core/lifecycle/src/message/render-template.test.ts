import type { AttributeValue, Locale } from "@perennial/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleFacts } from "../condition/example-facts.ts";
import { LONGEST_VALUE } from "./clean-value.ts";
import { parseTemplate } from "./parse-template.ts";
import { type Rendered, type RenderOptions, renderTemplate } from "./render-template.ts";
import { smsSegments } from "./sms-segments.ts";
import type { Template, TemplateKind } from "./template.ts";
import { textScope } from "./text-fields.ts";

type Values = Readonly<Record<string, AttributeValue | undefined>>;

function templateOf(text: string, kind: TemplateKind): Template {
  const { template, problems } = parseTemplate(text, kind);
  if (!template) throw new RangeError(JSON.stringify(problems));
  return template;
}

interface Filling extends Partial<RenderOptions> {
  readonly kind?: TemplateKind;
  readonly values?: Values;
}

function render(text: string, { kind = "sms", values = {}, ...options }: Filling = {}): Rendered {
  const scope = (field: string) => (Object.hasOwn(values, field) ? values[field] : undefined);
  return renderTemplate(templateOf(text, kind), scope, {
    locale: "sv",
    zone: "Europe/Stockholm",
    ...options,
  });
}

const textOf = (text: string, filling: Filling = {}) => {
  const rendered = render(text, filling);
  return rendered.ok ? rendered.text : rendered.message;
};

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
  expect(rendered).toEqual({
    ok: false,
    missing: ["customer.firstName", "offer.name"],
    message:
      'There is no value for "customer.firstName", "offer.name". Fill it in on the record, or give the placeholder a default.',
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
});

test("a value is never read as a template", () => {
  const values = { a: "{{ b }}", b: "secret" };
  expect(textOf("Hej {{ a }}", { values })).not.toContain("secret");
  expect(textOf("{ {{ a }}{{ a }}", { values: { a: "{" } })).toBe("{ {");
});

test("a value cannot add a header to an e-mail or a line to its text", () => {
  const rendered = render("Subject: Hej {{ a }}\n\nHej {{ a }}!", {
    kind: "email",
    values: { a: "Bo\r\nBcc: all@example.com\u2028x\u0085y" },
  });
  expect(rendered).toMatchObject({
    ok: true,
    subject: "Hej Bo Bcc: all@example.com x y",
    text: "Hej Bo Bcc: all@example.com x y!",
  });
});

test("a value cannot turn the direction of writing around", () => {
  expect(textOf("{{ a }}!", { values: { a: "a\u202Eb\u2066c" } })).toBe("abc!");
});

test("markup in a value is shown and not followed", () => {
  const rendered = render("Subject: {{ a }}\n\n{{ a }}", {
    kind: "email",
    values: { a: `<script>alert("x")</script>&'` },
  });
  const html = rendered.ok ? rendered.html : "";
  expect(html).not.toContain("<script");
  expect(
    html?.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&amp;&#39;/g),
  ).toHaveLength(2);
});

test("a link in a value stops the message unless its host is allowed", () => {
  for (const a of ["http://evil.example/x", "www.evil.example", "ftp://evil.example"]) {
    expect(textOf("{{ a }}", { values: { a } }), a).toMatch(
      /contains a link to "(?:www\.)?evil\.example"/,
    );
  }
  const values = { a: "se https://minasidor.example/x" };
  expect(textOf("{{ a }}", { values, linkHosts: ["minasidor.example"] })).toBe(values.a);
});

test("a value in a link is written so that it stays inside it", () => {
  const values = { a: "a b&c=d/../{{x}}" };
  expect(textOf("https://a.example/{{ a }} !", { values })).toBe(
    "https://a.example/a%20b%26c%3Dd%2F..%2F%7B%7Bx%7D%7D !",
  );
});

test("links of the author's are clickable in an e-mail, those of a value only when allowed", () => {
  const rendered = render(
    "Subject: a\n\nhttps://a.example/x?y=1&z={{ a }}. {{ b }}\n\n{{ unsubscribeUrl }}",
    {
      kind: "email",
      values: { a: "ö", b: "https://b.example/", unsubscribeUrl: "https://c.example/u?a=1&b=2" },
      linkHosts: ["b.example"],
    },
  );
  const html = rendered.ok ? (rendered.html ?? "") : "";
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    "https://a.example/x?y=1&amp;z=%C3%B6",
    "https://b.example/",
    "https://c.example/u?a=1&amp;b=2",
  ]);
});

test("an unsubscribe address that is none stops the message", () => {
  const values = { unsubscribeUrl: "javascript:alert(1)" };
  expect(textOf("{{ unsubscribeUrl }}", { values })).toMatch(/not a web address/);
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

test("what comes out is bounded whatever goes in", () => {
  const values = { a: "x".repeat(1_000_000) };
  const rendered = render(`Subject: {{ a }}\n\n${"{{ a }}\n".repeat(50)}`, {
    kind: "email",
    values,
  });
  expect(rendered).toMatchObject({ ok: true });
  if (!rendered.ok) return;
  expect(rendered.subject?.length).toBe(250);
  expect(rendered.text.length).toBe(50 * (LONGEST_VALUE + 1) - 1);
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

const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "{{",
    "}}",
    "{{ b }}",
    "{",
    "<b>",
    '"',
    "\r\n",
    "\u202E",
    "\uD800",
    "https://x.example",
    "&amp;",
    "%",
  ),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

test("whatever the values are, filling never throws and leaves nothing open", () => {
  const texts = [
    templateOf('{{ a }}{{ b | default: "x" }} {a{{ c | upper }} }', "sms"),
    templateOf(
      "Subject: {{ a }} {{ b }}{{ c }}\n\n{{ c }} https://e.example/{{ a }}{{ b | date }}\n{{ b }}",
      "email",
    ),
    templateOf("Subject: {{ c | capitalize }}\n\n{ {{ a | money }} { {{ b | number }}", "task"),
  ];
  fc.assert(
    fc.property(nasty, nasty, nasty, fc.constantFrom(...texts), (a, b, c, template) => {
      const values: Values = { a, b, c };
      const options = { locale: "sv", zone: "Europe/Stockholm" } as const;
      const rendered = renderTemplate(template, (field) => values[field], options);
      if (!rendered.ok) {
        expect(rendered.message).toMatch(/\.$/);
        return;
      }
      for (const out of [rendered.subject ?? "", rendered.text, rendered.html ?? ""]) {
        expect(out).not.toContain("{{");
        expect(out.isWellFormed()).toBe(true);
      }
      expect(rendered.subject ?? "").not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      const body = (rendered.html ?? "").replace(
        /<\/?(?:!doctype|html|head|meta|title|body|div|p|br|a)\b[^<>]*>/g,
        "",
      );
      expect(body).not.toMatch(/[<>]/);
      expect(body.replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toMatch(/[&"']/);
    }),
    { seed: 20261122, numRuns: 500 },
  );
});
