import fc from "fast-check";
import { expect, test } from "vitest";
import { LONGEST_VALUE } from "./clean-value.ts";
import { render, templateOf, textOf, type Values } from "./example-render.ts";
import { renderTemplate } from "./render-template.ts";

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
        expect(rendered.message.en).toMatch(/\.$/);
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
