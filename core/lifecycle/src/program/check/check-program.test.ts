import { expect, test } from "vitest";
import { type ProgramFiles, parseProgram } from "../parse-program.ts";
import { checkProgram } from "./check-program.ts";
import { changed, EXAMPLE_CONTEXT, EXAMPLE_FILES, placeOf, problemsOf } from "./example-program.ts";

test("a good program has no problems", () => {
  expect(checkProgram(EXAMPLE_FILES, EXAMPLE_CONTEXT)).toEqual([]);
  expect(parseProgram(EXAMPLE_FILES).program?.id).toBe("example");
});

interface Case {
  readonly name: string;
  readonly code: string;
  readonly from: string;
  readonly to: string;
  /** Where the problem is: a piece of the changed text that stands once. */
  readonly at: string;
  readonly says: RegExp;
  readonly remedy: RegExp;
  readonly severity?: "warning";
  readonly file?: string;
}

const SMS = "templates/ask.sms.sv.txt";
const MAIL = "templates/thanks.email.sv.txt";

const CASES: readonly Case[] = [
  {
    name: "a step id that stands twice",
    code: "duplicate-id",
    from: "id: check\n",
    to: "id: done\n    stage: due\n",
    at: "done\n    do: exit",
    says: /another of the steps with the id "done"/,
    remedy: /id of its own/,
  },
  {
    name: "a jump to a step that is not there",
    code: "unknown-step",
    from: "goTo: thanks",
    to: "goTo: thankss",
    at: "thankss",
    says: /no step "thankss"\. Did you mean "thanks"\?/,
    remedy: /step that exists/,
  },
  {
    name: "a stage that the program does not list",
    code: "unknown-stage",
    from: "in: [due, asked]",
    to: "in: [due, askd]",
    at: "askd",
    says: /no stage "askd"\. Did you mean "asked"\?/,
    remedy: /"stages"/,
  },
  {
    name: "an offer that the program does not have",
    code: "unknown-offer",
    from: "otherwise: two-years",
    to: "otherwise: two-year",
    at: "two-year\n  - id: ask",
    says: /no offer "two-year"\. Did you mean "two-years"\?/,
    remedy: /"offers"/,
  },
  {
    name: "a rule pack that does not exist",
    code: "unknown-rule-pack",
    from: "subject: agreement",
    to: "subject: agreement\nrulePack: se-electric",
    at: "se-electric",
    says: /no rule pack "se-electric"/,
    remedy: /se-electricity/,
  },
  {
    name: "a call to a program that does not exist",
    code: "unknown-program",
    from: "program: winback",
    to: "program: winbak",
    at: "winbak",
    says: /Did you mean "winback"\?/,
    remedy: /program that exists/,
  },
  {
    name: "a program that starts itself",
    code: "calls-itself",
    from: "program: winback",
    to: "program: example",
    at: "example\n  - id: thanks",
    says: /starts itself/,
    remedy: /first step/,
  },
  {
    name: "a setting that does not exist",
    code: "unknown-setting",
    from: "for: { setting: patience }",
    to: "for: { setting: patienc }",
    at: "patienc }",
    says: /no setting "patienc"\. Did you mean "patience"\?/,
    remedy: /type: duration/,
  },
  {
    name: "a setting of another type",
    code: "wrong-setting-type",
    from: "for: { setting: patience }",
    to: "for: { setting: attempts }",
    at: "attempts }\n    on",
    says: /"attempts" is a number, and here a duration is needed/,
    remedy: /type: duration/,
  },
  {
    name: "a setting that nothing uses",
    code: "unused-setting",
    from: "for: { setting: patience }",
    to: "for: P5D",
    at: "patience",
    says: /Nothing in the program uses the setting "patience"/,
    remedy: /remove it/,
    severity: "warning",
  },
  {
    name: "a signal that no program can wait for",
    code: "unknown-signal",
    from: "- signal: message.replied",
    to: "- signal: message.answered",
    at: "message.answered",
    says: /signal "message\.answered"/,
    remedy: /message\.replied/,
  },
  {
    name: "a field that a signal does not have",
    code: "unknown-field",
    from: "set: { saidAt: signal.at }",
    to: "set: { saidAt: signal.outcome }",
    at: "signal.outcome",
    says: /"message\.replied" has no field "outcome"/,
    remedy: /signal\.intent/,
  },
  {
    name: "a condition on a field of another signal",
    code: "unknown-field",
    from: "field: signal.intent",
    to: "field: signal.outcome",
    at: "signal.outcome",
    says: /"message\.replied" has no field "outcome"/,
    remedy: /signal\.intent/,
  },
  {
    name: "a condition on a signal where none is looked at",
    code: "field-not-available",
    from: "field: customer.attributes.club",
    to: "field: signal.intent",
    at: "signal.intent, is: equals, value: true",
    says: /signal\.intent/,
    remedy: /enrolment/,
  },
  {
    name: "a condition on a field that is misspelt",
    code: "unknown-field",
    from: "customer.valueClass",
    to: "customer.valueClas",
    at: "customer.valueClas",
    says: /no field "customer\.valueClas"/,
    remedy: /customer\.valueClass/,
  },
  {
    name: "a condition on a note that nothing sets",
    code: "unknown-field",
    from: "field: customer.attributes.club",
    to: "field: enrolment.saidWhat",
    at: "enrolment.saidWhat",
    says: /no field "enrolment\.saidWhat"/,
    remedy: /Note it first: with "set"/,
  },
  {
    name: "an exit that would let everyone out at once",
    code: "empty-exit",
    from: "- { on: agreement.cancelled, reason: cancelled }",
    to: "- { reason: cancelled }",
    at: "{ reason: cancelled }",
    says: /neither "on" nor "when"/,
    remedy: /Add "on"/,
  },
  {
    name: "a field of the tenant's own that nothing could name",
    code: "wrong-name",
    from: "{ club: boolean,",
    to: "{ club: boolean, 1st: text,",
    at: "1st",
    says: /"1st" cannot be the name/,
    remedy: /letters/,
  },
  {
    name: "a date that is none",
    code: "not-a-date",
    from: "until: { date: agreement.end, before",
    to: "until: { date: agreement.product, before",
    at: "agreement.product",
    says: /holds no date/,
    remedy: /agreement\.end/,
  },
  {
    name: "a date counted in hours",
    code: "date-with-hours",
    from: "before: P10D",
    to: "before: PT36H",
    at: "PT36H",
    says: /has hours or minutes/,
    remedy: /P2D/,
  },
  {
    name: "an update of a field that no record has",
    code: "unknown-field",
    from: "values: { renewedUntil:",
    to: "values: { renewedUntill:",
    at: "renewedUntill",
    says: /no field "renewedUntill"\. Did you mean "renewedUntil"\?/,
    remedy: /attributes/,
  },
  {
    name: "a value copied from a signal that is gone",
    code: "field-not-available",
    from: "data: { until: { field: agreement.end } }",
    to: "data: { until: { field: signal.at } }",
    at: "signal.at } }",
    says: /No signal is looked at here/,
    remedy: /enrolment\.<name>/,
  },
  {
    name: "a step that nothing leads to",
    code: "unreachable-step",
    from: "  - id: done\n    do: exit",
    to: "  - id: quit\n    do: exit\n    reason: quit\n  - id: done\n    do: exit",
    at: "done\n    do: exit",
    says: /Nothing leads to the step "done"/,
    remedy: /goTo/,
    severity: "warning",
  },
  {
    name: "a stage that no step enters",
    code: "stage-never-entered",
    from: "    stage: due\n",
    to: "",
    at: "due, asked",
    says: /ever enters the stage "due"/,
    remedy: /stage: due/,
    severity: "warning",
  },
  {
    name: "a loop without a wait",
    code: "endless-loop",
    from: "    limit: { times: { setting: attempts }, then: ring }\n  - id: listen\n    do: wait\n    for: { setting: patience }",
    to: "    next: again\n  - id: listen\n    do: wait\n    for: { setting: patience }",
    at: "ask\n    do: send",
    says: /loop ask -> again -> ask goes round without ever waiting/,
    remedy: /wait with "for"/,
  },
  {
    name: "a loop that waits for a date which passes once",
    code: "endless-loop",
    from: '    until: { date: agreement.end, before: P10D, at: "08:00" }\n',
    to: '    until: { date: agreement.end, before: P10D, at: "08:00" }\n    next: ring\n',
    at: "ring\n    do: call",
    says: /loop ring -> later -> ring waits at most once/,
    remedy: /"limit"/,
  },
  {
    name: "a wait that says two things",
    code: "wait-twice",
    from: "    until: { date",
    to: "    for: P1D\n    until: { date",
    at: "until: { date: agreement.end, before",
    says: /both "for" and "until"/,
    remedy: /wait of its own/,
  },
  {
    name: "a program that ends with a wait",
    code: "surprising-end",
    from: "    do: exit\n    reason: done",
    to: "    do: wait\n    for: P1D",
    at: "done\n    do: wait",
    says: /ends after the step "done"/,
    remedy: /exit step/,
    severity: "warning",
  },
  {
    name: "shares that do not add up",
    code: "split-shares",
    from: "share: 50, goTo: note",
    to: "share: 40, goTo: note",
    at: "parts",
    says: /add up to 90 per cent/,
    remedy: /100/,
  },
  {
    name: "parts that are called the same",
    code: "duplicate-id",
    from: "{ name: b,",
    to: "{ name: a,",
    at: "a, share: 50, goTo: tell",
    says: /are called "a"/,
    remedy: /name of its own/,
  },
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

test.each(CASES)("$name is found", ({ code, from, to, at, says, remedy, severity, file }) => {
  const files = changed(from, to, file);
  const problems = problemsOf(files, code);
  const place = placeOf(files, at, file);
  const problem = problems.find(
    ({ line, column }) => line === place.line && column === place.column,
  );
  expect(problem, JSON.stringify(checkProgram(files, EXAMPLE_CONTEXT))).toMatchObject({
    file: file ?? "program.yaml",
    severity: severity ?? "error",
    ...place,
  });
  expect(problem?.message).toMatch(says);
  expect(problem?.remedy).toMatch(remedy);
});

test("a wait that nothing ends is found, one that only a signal ends is warned of", () => {
  const rules = (text: string) => text.replace(/exits:[\s\S]*?(?=steps:)/, "");
  const bare = changed('    until: { date: agreement.end, before: P10D, at: "08:00" }\n', "");
  const endless: ProgramFiles = { ...bare, "program.yaml": rules(bare["program.yaml"] ?? "") };
  expect(problemsOf(endless, "endless-wait")).toMatchObject([{ severity: "error" }]);
  const signal = changed("    for: { setting: patience }\n", "");
  const open: ProgramFiles = { ...signal, "program.yaml": rules(signal["program.yaml"] ?? "") };
  expect(problemsOf(open, "wait-may-never-end")).toMatchObject([
    { severity: "warning", ...placeOf(open, "on:\n      - signal: message.replied") },
  ]);
});

test("a program whose exit rule covers a wait needs no other end", () => {
  const files = changed("    for: { setting: patience }\n", "");
  expect(problemsOf(files, "wait-may-never-end")).toEqual([]);
});

test("a missing text is told with the files to add, and where another kind has it", () => {
  const { "templates/ask.sms.en.txt": _gone, ...rest } = EXAMPLE_FILES;
  expect(problemsOf(rest, "missing-template")).toMatchObject([
    {
      ...placeOf(rest, "ask\n    class: marketing"),
      message: 'The step "ask" has no text in templates/ask.sms.en.txt.',
    },
  ]);
  const files = changed("channel: email", "channel: sms");
  const [problem] = problemsOf(files, "missing-template");
  expect(problem?.message).toMatch(/thanks\.sms\.sv\.txt and .*There is one as email/);
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

test("a holdout of a program without marketing is warned of", () => {
  const text = (EXAMPLE_FILES["program.yaml"] ?? "").replaceAll(
    "class: marketing",
    "class: service",
  );
  const files = { ...EXAMPLE_FILES, "program.yaml": text };
  expect(problemsOf(files, "holdout-without-marketing")).toMatchObject([
    placeOf(files, "10\ngoal"),
  ]);
});

test("a tenant's setting of another type is found", () => {
  const context = { ...EXAMPLE_CONTEXT, settings: { patience: 5 } };
  expect(problemsOf(EXAMPLE_FILES, "wrong-setting-value", context)).toMatchObject([
    placeOf(EXAMPLE_FILES, "patience: {"),
  ]);
});

test("problems come in the order of the files", () => {
  const text = (EXAMPLE_FILES["program.yaml"] ?? "")
    .replace("goTo: thanks", "goTo: nowhere")
    .replace("value: gold", "value: golden");
  const files = { ...EXAMPLE_FILES, "program.yaml": text, [SMS]: "{{ nothing }} STOPP" };
  const places = problemsOf(files).map(
    ({ file, line }) => `${file}:${String(line).padStart(3, "0")}`,
  );
  const program = places.filter((place) => place.startsWith("program.yaml"));
  expect(places.slice(0, program.length)).toEqual([...program].sort());
  expect(places.at(-1)).toMatch(SMS);
});
