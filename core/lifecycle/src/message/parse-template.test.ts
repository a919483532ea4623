import { expect, test } from "vitest";
import { fieldsOfTemplate, placeholdersOf } from "./fields-of-template.ts";
import { LONGEST_TEMPLATE, MOST_PLACEHOLDERS, parseTemplate } from "./parse-template.ts";
import type { TemplateKind } from "./template.ts";
import { parseTemplatePath, templatePath } from "./template-file.ts";

test("a text message is text and placeholders", () => {
  const { template, problems } = parseTemplate(
    'Hej {{ customer.firstName | default: "du" | capitalize }}! Slut {{agreement.end|date}}.\n',
    "sms",
  );
  expect(problems).toEqual([]);
  expect(template?.body).toEqual([
    "Hej ",
    {
      field: "customer.firstName",
      filters: [{ name: "default", argument: "du" }, { name: "capitalize" }],
      line: 1,
      column: 5,
    },
    "! Slut ",
    { field: "agreement.end", filters: [{ name: "date" }], line: 1, column: 65 },
    ".",
  ]);
});

test("an e-mail begins with its subject, and places are those of the file", () => {
  const text = "Subject: Hej {{ customer.name }}\r\n\r\nRad ett\r\nRad två {{ today | date }}\r\n";
  const { template } = parseTemplate(text, "email");
  expect(template && placeholdersOf(template)).toMatchObject([
    { field: "customer.name", line: 1, column: 14 },
    { field: "today", line: 4, column: 9 },
  ]);
  expect(template?.body[0]).toBe("Rad ett\nRad två ");
  expect(template && fieldsOfTemplate(template)).toEqual(["customer.name", "today"]);
});

test("a default may hold a bar, braces that close, and quotation marks of the other kind", () => {
  const { template } = parseTemplate(`{{ a | default: "x | y's" }}{{ b | default: '"z"' }}`, "sms");
  expect(template && placeholdersOf(template).map(({ filters }) => filters[0]?.argument)).toEqual([
    "x | y's",
    '"z"',
  ]);
});

const FAULTS: readonly (readonly [
  name: string,
  text: string,
  kind: TemplateKind,
  line: number,
  column: number,
  code: string,
  remedy: RegExp,
])[] = [
  [
    "a placeholder that is not closed",
    "Hej\nhej {{ customer.name",
    "sms",
    2,
    5,
    "template-syntax",
    /Close it/,
  ],
  [
    "a placeholder over two lines",
    "{{ customer.name\n}}",
    "sms",
    1,
    1,
    "template-syntax",
    /Close it/,
  ],
  ["braces that close nothing", "Hej }} du", "sms", 1, 5, "template-syntax", /Open it/],
  ["three braces", "{{{ customer.name }}}", "sms", 1, 1, "template-syntax", /Close it/],
  ["a placeholder in a placeholder", "{{ {{ a }} }}", "sms", 1, 1, "template-syntax", /Close it/],
  ["an empty placeholder", "Hej {{ }}", "sms", 1, 5, "template-syntax", /customer\.firstName/],
  ["an expression", "{{ 1 + 1 }}", "sms", 1, 1, "template-syntax", /Write a field/],
  ["a way to the prototype", "{{ a['b'] }}", "sms", 1, 1, "template-syntax", /Write a field/],
  ["a tag", "{% if a %}x", "sms", 1, 1, "template-tag", /branch step/],
  [
    "a filter that there is not",
    "{{ a | uper }}",
    "sms",
    1,
    1,
    "template-filter",
    /one of default/,
  ],
  [
    "a filter with something after it",
    '{{ a | upper: "x" }}',
    "sms",
    1,
    1,
    "template-syntax",
    /only "\| upper"/,
  ],
  ["a default without a text", "{{ a | default }}", "sms", 1, 1, "template-syntax", /default: "…"/],
  [
    "a default of a bare word",
    "{{ a | default: du }}",
    "sms",
    1,
    1,
    "template-syntax",
    /default: "…"/,
  ],
  ["a filter twice", "{{ a | upper | upper }}", "sms", 1, 1, "template-syntax", /one of them away/],
  ["a bar and nothing", "{{ a | }}", "sms", 1, 1, "template-filter", /one of default/],
  ["two bars", "{{ a || upper }}", "sms", 1, 1, "template-filter", /one of default/],
  [
    "a value in the host of a link",
    "https://{{ a }}/x",
    "sms",
    1,
    9,
    "template-link",
    /Write the host out/,
  ],
  [
    "a value glued to a host",
    "https://a.se{{ a }}",
    "sms",
    1,
    13,
    "template-link",
    /Write the host out/,
  ],
  ["a control character", "Hej\u0007", "sms", 1, 4, "template-character", /Remove it/],
  ["writing turned around", "Hej \u202Edu", "sms", 1, 5, "template-character", /Remove it/],
  ["an e-mail without a subject", "Hej\n\ndu", "email", 1, 1, "template-subject", /Subject: …/],
  ["an empty subject", "Subject:\n\ndu", "task", 1, 1, "template-subject", /Subject: …/],
  [
    "no empty line after the subject",
    "Subject: a\ndu",
    "email",
    2,
    1,
    "template-subject",
    /empty line/,
  ],
  ["no text", "  \n ", "sms", 1, 1, "template-empty", /Write one/],
  ["a subject and no text", "Subject: a\n\n", "email", 1, 1, "template-empty", /Write one/],
  ["too much text", "x".repeat(LONGEST_TEMPLATE + 1), "call", 1, 1, "template-size", /Shorten/],
  [
    "too many placeholders",
    `${"{{ a }}\n".repeat(MOST_PLACEHOLDERS)}{{ a }}`,
    "call",
    MOST_PLACEHOLDERS + 1,
    1,
    "template-size",
    /two messages/,
  ],
];

test.each(FAULTS)("%s is told with its place", (_name, text, kind, line, column, code, remedy) => {
  const { template, problems } = parseTemplate(text, kind);
  expect(template).toBeUndefined();
  expect(problems[0]).toMatchObject({ line, column, code });
  expect(problems[0]?.remedy.en).toMatch(remedy);
  expect(problems[0]?.message.en).toMatch(/\S.*[.?]$/s);
});

test("a path in a link may hold values", () => {
  expect(parseTemplate("https://a.se/{{ a }}?b={{ b }}", "sms").problems).toEqual([]);
});

test("a template's path says its name, kind and language, and nothing else is a template", () => {
  const named = { name: "thanks-again", kind: "email", locale: "sv" } as const;
  expect(templatePath(named)).toBe("templates/thanks-again.email.sv.txt");
  expect(parseTemplatePath("templates/thanks-again.email.sv.txt")).toEqual(named);
  for (const path of [
    "templates/a.fax.sv.txt",
    "templates/a.sms.de.txt",
    "templates/x/a.sms.sv.txt",
    "a.sms.sv.txt",
    "templates/A.sms.sv.txt",
  ]) {
    expect(parseTemplatePath(path), path).toBeUndefined();
  }
});
