import { expect, test } from "vitest";
import {
  type BrokenExample,
  changed,
  EXAMPLE_CONTEXT,
  EXAMPLE_FILES,
  findBroken,
  placeOf,
  problemsOf,
} from "./example-program.ts";

const SMS = "templates/ask.sms.sv.txt";
const MAIL = "templates/thanks.email.sv.txt";

const CASES: readonly BrokenExample[] = [
  {
    name: "a text message too long to be cheap",
    code: "long-sms",
    from: "Svara JA",
    to: `${"Vi hoppas att allt är bra med dig. ".repeat(9)}Svara JA`,
    at: "Hej",
    says: /has 3 segments/,
    remedy: /Shorten/,
    severity: "warning",
    file: SMS,
  },
  {
    name: "a marketing text message that does not say how to end",
    code: "no-opt-out",
    from: ", eller STOPP så slutar vi",
    to: "",
    at: "Hej",
    says: /does not say how to end marketing/,
    remedy: /Svara STOPP/,
    file: SMS,
  },
  {
    name: "a service message that shows the offer",
    code: "offer-in-service",
    from: "Tack för förtroendet",
    to: 'Tack för {{ offer.name | default: "allt" }}',
    at: "{{ offer.name",
    says: /makes it marketing/,
    remedy: /class: marketing/,
    file: MAIL,
  },
  {
    name: "a text with a field that is misspelt",
    code: "unknown-field",
    from: "customer.firstName",
    to: "customer.fristName",
    at: "{{ customer",
    says: /Did you mean "customer\.firstName"\?/,
    remedy: /attributes/,
    file: SMS,
  },
  {
    name: "a text with a field of a signal",
    code: "field-not-available",
    from: "customer.firstName",
    to: "signal.text",
    at: "{{ signal",
    says: /sees no signal/,
    remedy: /enrolment/,
    file: SMS,
  },
  {
    name: "a filter that does not fit",
    code: "filter-does-not-fit",
    from: "offer.name }}",
    to: "offer.name | date }}",
    at: "{{ offer",
    says: /needs a date, and "offer\.name" holds a text/,
    remedy: /filter away/,
    file: SMS,
  },
  {
    name: "an hour asked of a date",
    code: "filter-does-not-fit",
    from: "{{ offer.name }}",
    to: "{{ agreement.end | time }}",
    at: "{{ agreement",
    says: /"time" needs a moment, and "agreement\.end" holds a date/,
    remedy: /filter away/,
    file: SMS,
  },
  {
    name: "an amount that would be shown in öre",
    code: "unformatted-value",
    from: "{{ offer.name }}",
    to: "{{ agreement.yearlyValue }}",
    at: "{{ agreement",
    says: /minor units/,
    remedy: /\| money/,
    severity: "warning",
    file: SMS,
  },
  {
    name: "a text that shows an offer nobody has chosen",
    code: "no-offer-chosen",
    from: "    startAt: choose",
    to: "    startAt: ask",
    at: "ask\n    class: marketing",
    says: /a way to "ask" on which none is chosen: ask/,
    remedy: /offer step before "ask"/,
    severity: "warning",
  },
];

test.each(CASES)("$name is found", (broken) => {
  const { problem, place } = findBroken(broken);
  expect(problem).toMatchObject({ severity: broken.severity ?? "error", ...place });
  expect(problem?.message.en).toMatch(broken.says);
  expect(problem?.remedy.en).toMatch(broken.remedy);
});

test("a missing text is told with the files to add, and where another kind has it", () => {
  const { "templates/ask.sms.en.txt": _gone, ...rest } = EXAMPLE_FILES;
  expect(problemsOf(rest, "missing-template")).toMatchObject([
    {
      ...placeOf(rest, "ask\n    class: marketing"),
      message: { en: 'The step "ask" has no text in templates/ask.sms.en.txt.' },
    },
  ]);
  const files = changed("channel: email", "channel: sms");
  const [problem] = problemsOf(files, "missing-template");
  expect(problem?.message.en).toMatch(/thanks\.sms\.sv\.txt and .*There is one as email/);
});

test("only the languages that the tenant has are asked for", () => {
  const { "templates/ask.sms.en.txt": _gone, ...rest } = EXAMPLE_FILES;
  expect(problemsOf(rest, undefined, { ...EXAMPLE_CONTEXT, locales: ["sv"] })).toEqual([]);
});

test("a text that no step uses, and one with a name of no kind, are warned of", () => {
  const files = { ...EXAMPLE_FILES, "templates/old.sms.sv.txt": "Hej", "templates/x.txt": "?" };
  expect(problemsOf(files)).toMatchObject([
    { file: "templates/old.sms.sv.txt", code: "unused-template", severity: "warning" },
    { file: "templates/x.txt", code: "template-name", severity: "warning" },
  ]);
});

test("a marketing e-mail without the link that ends marketing is found", () => {
  const files = changed(
    "template: thanks\n    class: service",
    "template: thanks\n    class: marketing",
  );
  expect(problemsOf(files, "no-opt-out")).toMatchObject([
    { file: "templates/thanks.email.en.txt", line: 1, column: 1 },
    { file: MAIL, line: 1, column: 1 },
  ]);
});
