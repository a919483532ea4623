import { expect, test } from "vitest";
import { parseProgram } from "../parse-program.ts";
import { changed, placeOf } from "./example-program.ts";

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** A piece of the changed text that stands once: where the problem is. */
  readonly at: string;
  readonly message: string;
  readonly remedy: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: "a misspelt key",
    from: "    do: wait\n    for: { setting: patience }",
    to: "    do: wait\n    fro: { setting: patience }",
    at: "fro:",
    message: 'In step "listen", there is no key "fro". Did you mean "for"?',
    remedy: /Write "for" instead/,
  },
  {
    name: "a misspelt key that is needed",
    from: "objective:",
    to: "objektive:",
    at: "objektive",
    message: 'There is no key "objektive". Did you mean "objective"?',
    remedy: /Write "objective" instead/,
  },
  {
    name: "a key of nowhere",
    from: "subject: agreement",
    to: "subject: agreement\nwhatever: 1",
    at: "whatever",
    message: 'There is no key "whatever".',
    remedy: /Remove it, or use one of id, name/,
  },
  {
    name: "a key that is missing",
    from: "    template: ask\n",
    to: "",
    at: "id: ask\n",
    message: 'In step "ask", "template" is missing.',
    remedy: /Add "template": a text/,
  },
  {
    name: "a choice that is missing",
    from: "channel: sms\n    template: ask\n    class: marketing",
    to: "channel: sms\n    template: ask",
    at: "id: ask\n",
    message: 'In step "ask", "class" is missing.',
    remedy: /one of statutory, service, marketing/,
  },
  {
    name: "a kind of step that there is not",
    from: "do: update",
    to: "do: updat",
    at: "updat\n",
    message: 'In step "note", "do" cannot be "updat". Did you mean "update"?',
    remedy: /one of send, call, task, wait/,
  },
  {
    name: "a step without a kind",
    from: "  - id: check\n    do: task\n",
    to: "  - id: check\n",
    at: "id: check",
    message: 'In step "check", "do" is missing.',
    remedy: /Add "do", one of send/,
  },
  {
    name: "a duration in words",
    from: "due: P2D",
    to: "due: 2 days",
    at: "2 days",
    message: 'In step "check", "due" cannot be "2 days".',
    remedy: /Write a duration in ISO 8601, such as P90D/,
  },
  {
    name: "a duration as a number",
    from: "due: P2D",
    to: "due: 2",
    at: "2\n  - id: done",
    message: 'In step "check", "due" has none of the forms it can have.',
    remedy: /a text, or a group with the keys setting/,
  },
  {
    name: "a choice that there is not",
    from: "class: service",
    to: "class: servise",
    at: "servise",
    message: 'In step "thanks", "class" cannot be "servise". Did you mean "service"?',
    remedy: /one of statutory, service, marketing/,
  },
  {
    name: "an operator that there is not",
    from: "{ field: customer.valueClass, is: equals,",
    to: "{ field: customer.valueClass, is: equal,",
    at: "equal,",
    message: 'In step "choose", "is" cannot be "equal". Did you mean "equals"?',
    remedy: /is-set, is-empty, equals/,
  },
  {
    name: "a condition with a misspelt key",
    from: "entry: { field: agreement.status, is:",
    to: "entry: { feild: agreement.status, is:",
    at: "feild",
    message: 'In "entry", there is no key "feild". Did you mean "field"?',
    remedy: /Write "field" instead/,
  },
  {
    name: "a condition of no form",
    from: "entry: { field: agreement.status, is: equals, value: active }",
    to: "entry: always",
    at: "always",
    message: '"entry" has none of the forms it can have.',
    remedy: /Write a condition: "all", "any", "not"/,
  },
  {
    name: "a trigger with a misspelt key",
    from: "    before: P80D",
    to: "    befor: P80D",
    at: "befor: P80D",
    message: 'In trigger 1, there is no key "befor". Did you mean "before"?',
    remedy: /Write "before" instead/,
  },
  {
    name: "a text in one language only",
    from: "doneBy: { sv: Systemet, en: The system }",
    to: "doneBy: Systemet",
    at: "Systemet",
    message: '"doneBy" must be a group of keys, and is "Systemet".',
    remedy: /with the keys sv, en/,
  },
  {
    name: "a step id in capitals",
    from: "id: hand-over",
    to: "id: HandOver",
    at: "HandOver",
    message: 'In step "HandOver", "id" cannot be "HandOver".',
    remedy: /small letters, digits and hyphens/,
  },
  {
    name: "a setting with a name of no form",
    from: "  attempts: {",
    to: "  attempts-made: {",
    at: "attempts-made",
    message: 'In "settings", "attempts-made" cannot be a name here.',
    remedy: /beginning with a small letter, as in leadTime/,
  },
  {
    name: "a holdout that is too large",
    from: "holdout: 10",
    to: "holdout: 60",
    at: "60\ngoal",
    message: '"holdout" cannot be 60.',
    remedy: /at most 50/,
  },
  {
    name: "a date of no form",
    from: "updated: 2026-11-22",
    to: "updated: 22/11 2026",
    at: "22/11",
    message: '"updated" cannot be "22/11 2026".',
    remedy: /2026-03-31/,
  },
  {
    name: "a list that is none",
    from: "    in: [due, asked]",
    to: "    in: due",
    at: "due\n    goTo: thanks",
    message: 'In reaction 1, "in" must be a list, and is "due".',
    remedy: /begins with "- "/,
  },
  {
    name: "a list that is empty",
    from: "    in: [due, asked]",
    to: "    in: []",
    at: "[]",
    message: 'In reaction 1, "in" is empty.',
    remedy: /Fill it in/,
  },
];

test.each(CASES)("$name is told in plain words", ({ from, to, at, message, remedy }) => {
  const files = changed(from, to);
  const { problems, program } = parseProgram(files);
  expect(program).toBeUndefined();
  expect(problems).toMatchObject([
    { file: "program.yaml", severity: "error", ...placeOf(files, at), message: { en: message } },
  ]);
  expect(problems[0]?.remedy.en).toMatch(remedy);
});
