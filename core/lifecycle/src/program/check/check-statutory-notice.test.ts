import { expect, test } from "vitest";
import type { ProgramFiles } from "../parse-program.ts";
import type { SettingValues } from "../program.ts";
import { EXAMPLE_CONTEXT, problemsOf } from "./example-program.ts";

interface Parts {
  /** The trigger's lines. */
  readonly trigger?: string;
  readonly steps: string;
  readonly more?: string;
}

/** A program under the Swedish rule pack for electricity, with an e-mail, a text message and a letter. */
function program({ trigger = "before: P90D", steps, more = "" }: Parts): ProgramFiles {
  const both = (word: string) => `{ sv: ${word}, en: ${word} }`;
  const header = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];
  const text = `id: renewal
${header.map((key) => `${key}: ${both("x")}`).join("\n")}
updated: 2026-11-22
subject: agreement
rulePack: se-electricity
settings:
  notice: { type: duration, default: P85D, label: ${both("x")} }
stages: [{ id: early, name: ${both("x")} }, { id: late, name: ${both("x")} }]
triggers:
  - { date: agreement.end, ${trigger} }
${more}
steps:
${steps}
`;
  return {
    "program.yaml": text,
    "templates/notice.email.sv.txt":
      "Subject: Ditt avtal\n\nDet slutar {{ agreement.end | date }}.",
    "templates/hello.sms.sv.txt": "Hej! Svara STOPP så slutar vi.",
    "templates/letter.task.sv.txt": "Subject: Skicka brev\n\nTill {{ customer.name }}.",
  };
}

const context = (settings: SettingValues = {}) => ({
  ...EXAMPLE_CONTEXT,
  locales: ["sv" as const],
  settings,
});

function found(parts: Parts, settings?: SettingValues) {
  return problemsOf(program(parts), undefined, context(settings))
    .filter(({ code }) => code.startsWith("statutory"))
    .map(({ code, severity, message, remedy }) => ({ code, severity, message, remedy }));
}

const errors = (parts: Parts, settings?: SettingValues) =>
  found(parts, settings).filter(({ severity }) => severity === "error");

const NOTICE = `
  - id: notice
    do: send
    channel: email
    class: statutory
    template: notice
    otherwise: letter
    next: done`;
const LETTER = `
  - id: letter
    do: task
    template: letter
  - id: done
    do: exit
    reason: done`;
const waitFor = (duration: string, id = "hold") => `
  - id: ${id}
    do: wait
    for: ${duration}`;
const waitUntil = (before: string, rest = "") => `
  - id: until
    do: wait
    until: { date: agreement.end, before: ${before}${rest} }`;
const SMS = `
  - id: hello
    do: send
    channel: sms
    class: service
    template: hello`;

test("a statutory e-mail with a letter behind it, 85 days before the end, is in order", () => {
  expect(found({ steps: waitUntil("P85D") + NOTICE + LETTER })).toEqual([]);
});

test("only a text message in the window blocks activation and says what to add", () => {
  const [problem, ...rest] = found({ trigger: "before: P80D", steps: SMS });
  expect(rest).toEqual([]);
  expect(problem).toMatchObject({ code: "statutory-window", severity: "error" });
  expect(problem?.message).toBe(
    'The rule pack "se-electricity" asks for a notice between 90 and 60 days before the agreement\'s end, and only a text message ("hello") falls into that time. A text message does not count as the notice.',
  );
  expect(problem?.remedy).toMatch(
    /Add a send step with "class: statutory" and "channel: email" after a wait until agreement\.end before P85D, with "otherwise" leading to a task step for a letter/,
  );
});

test("a text message of the class statutory is no notice either", () => {
  const statutorySms = SMS.replace("class: service", "class: statutory");
  expect(errors({ trigger: "before: P80D", steps: statutorySms })).toHaveLength(1);
});

test("the problem stands at the trigger's date", () => {
  const files = program({ trigger: "before: P80D", steps: SMS });
  const lines = (files["program.yaml"] ?? "").split("\n");
  const line =
    lines.findIndex((text) => text.includes("{ date: agreement.end, before: P80D }")) + 1;
  expect(problemsOf(files, "statutory-window", context())).toMatchObject([
    { file: "program.yaml", line, column: (lines[line - 1] ?? "").indexOf("agreement.end") + 1 },
  ]);
});

test.each([
  ["before the first day", "before: P120D", "", /as early as 120 days before the end/],
  [
    "after the last day",
    "before: P90D",
    waitFor("P31D"),
    /no message of the program gives it in that time/,
  ],
  ["on a month that may be 31 days", "before: P90D", waitFor("P1M"), /as late as 59 days before/],
  ["three months before, which may be 92 days", "before: P3M", "", /as early as 92 days/],
])("a notice %s is refused", (_name, trigger, before, says) => {
  const [problem] = errors({ trigger, steps: before + NOTICE + LETTER });
  expect(problem?.message).toMatch(says);
  expect(problem?.remedy).toMatch(/wait until agreement\.end before P85D/);
});

test("the first and the last day of the window count", () => {
  expect(errors({ steps: NOTICE + LETTER })).toEqual([]);
  expect(errors({ trigger: "before: P60D", steps: NOTICE + LETTER })).toEqual([]);
  expect(errors({ trigger: "before: P91D", steps: NOTICE + LETTER })).toHaveLength(1);
  expect(errors({ trigger: "before: P59D", steps: NOTICE + LETTER })).toHaveLength(1);
});

test("a notice on one of the last days of the window is warned of", () => {
  const [problem] = found({ trigger: "before: P61D", steps: NOTICE + LETTER });
  expect(problem).toMatchObject({ code: "statutory-margin", severity: "warning" });
  expect(problem?.message).toMatch(/as late as 61 days before the end/);
});

test("a branch that leads past the notice is refused, with the way", () => {
  const branch = `
  - id: sort
    do: branch
    choose:
      - when: { field: customer.valueClass, is: equals, value: gold }
        goTo: done`;
  const [problem] = errors({ steps: branch + NOTICE + LETTER });
  expect(problem?.message).toMatch(/The way sort -> done does not come to it in time/);
});

test("a branch for those who have renewed already owes no notice", () => {
  const branch = `
  - id: sort
    do: branch
    choose:
      - when: { field: renewal.status, is: one-of, value: [ordered, active] }
        goTo: done`;
  expect(errors({ steps: branch + NOTICE + LETTER })).toEqual([]);
});

test("a branch on the days that are left is followed on the days it holds", () => {
  const branch = (value: string) => `
  - id: sort
    do: branch
    choose:
      - when: { field: agreement.end, is: before, value: ${value} }
        goTo: done`;
  expect(errors({ steps: branch("today+P60D") + NOTICE + LETTER })).toEqual([]);
  expect(errors({ steps: branch("today+P91D") + NOTICE + LETTER })).toHaveLength(1);
});

test("a part of a split without the notice is refused", () => {
  const split = `
  - id: halve
    do: split
    parts: [{ name: a, share: 50, goTo: notice }, { name: b, share: 50, goTo: done }]`;
  expect(errors({ steps: split + NOTICE + LETTER })).toHaveLength(1);
});

test("a customer whose answer leads past the notice is refused", () => {
  const asks = `${SMS}
  - id: listen
    do: wait
    for: P5D
    on:
      - signal: message.replied
        goTo: done`;
  const [problem] = errors({ steps: asks + NOTICE + LETTER });
  expect(problem?.message).toMatch(/\(message\.replied\) -> done does not come to it in time/);
  expect(problem?.remedy).toMatch(/later stages/);
});

test("an order, a cancellation or a new end date on the way owes no notice", () => {
  const waits = `
  - id: listen
    do: wait
    for: P5D
    on:
      - signal: agreement.ordered
        goTo: done
      - signal: agreement.cancelled
        goTo: done
      - signal: agreement.end-moved
        goTo: done`;
  expect(errors({ steps: waits + NOTICE + LETTER })).toEqual([]);
});

test("an exit rule that may come before the notice is refused, one for a later stage is not", () => {
  const exit = (rest: string) => `exits:\n  - { on: message.replied, reason: replied${rest} }`;
  const steps = waitUntil("P85D") + NOTICE + LETTER;
  const [problem] = errors({ steps, more: exit("") });
  expect(problem?.message).toMatch(/until -> \(message\.replied\) -> exit "replied"/);
  expect(errors({ steps, more: exit(", in: [late]") })).toEqual([]);
});

test("a reaction that may lead past the notice in its stages is refused", () => {
  const reaction = (stage: string) =>
    `reactions:\n  - { signal: call.finished, in: [${stage}], goTo: done }`;
  const steps =
    waitUntil("P85D").replace("do: wait", "do: wait\n    stage: early") + NOTICE + LETTER;
  expect(errors({ steps, more: reaction("early") })).toHaveLength(1);
  expect(errors({ steps, more: reaction("late") })).toEqual([]);
});

test("a failed message is no way past the notice while none has been sent", () => {
  const more = "reactions:\n  - { signal: message.failed, goTo: done }";
  expect(errors({ steps: waitUntil("P85D") + NOTICE + LETTER, more })).toEqual([]);
});

test("marketing before the notice may be held, and a wait counted from it comes later", () => {
  const marketing = SMS.replace("class: service", "class: marketing");
  const steps = (wait: string) => marketing + waitFor(wait) + NOTICE + LETTER;
  expect(errors({ steps: steps("P20D") })).toEqual([]);
  expect(errors({ steps: steps("P28D") })[0]?.message).toMatch(/as late as 55 days before/);
});

test("a notice that nobody is told of when it cannot be sent is warned of", () => {
  const steps =
    NOTICE.replace("    otherwise: letter\n", "").replace("    next: done", "") + LETTER;
  expect(found({ trigger: "before: P85D", steps })).toMatchObject(
    [{ code: "statutory-no-letter", severity: "warning", message: /The step "notice" gives/ }].map(
      ({ message, ...rest }) => ({ ...rest, message: expect.stringMatching(message) }),
    ),
  );
});

test("an e-mail that cannot be sent and leads nowhere is refused", () => {
  const steps = NOTICE.replace("otherwise: letter", "otherwise: done") + LETTER;
  expect(errors({ trigger: "before: P85D", steps })[0]?.message).toMatch(/notice -> done/);
});

test("the settings in force decide, and that they do is said", () => {
  const steps = waitUntil("{ setting: notice }") + NOTICE + LETTER;
  expect(found({ steps })).toMatchObject([
    {
      code: "statutory-settings",
      severity: "warning",
      message: expect.stringMatching(/notice = P85D/),
    },
  ]);
  expect(errors({ steps }, { notice: "P50D" })).toMatchObject([{ code: "statutory-window" }]);
});

test("those who come in late get the notice too, as long as there is time", () => {
  const late = "before: P90D, late: P25D";
  expect(errors({ trigger: late, steps: waitUntil("P85D") + NOTICE + LETTER })).toEqual([]);
  const skips = `${waitUntil("P85D", ", late: { skip: done }")}${NOTICE}${LETTER}`;
  expect(errors({ trigger: late, steps: skips })[0]?.message).toMatch(/For those who enter late/);
  const counted = waitFor("P10D") + NOTICE + LETTER;
  expect(errors({ trigger: late, steps: counted })[0]?.message).toMatch(/For those who enter late/);
});

test("those who come in too late are warned of unless a person is told", () => {
  const trigger = "before: P90D, late: P60D";
  expect(found({ trigger, steps: NOTICE + LETTER })).toMatchObject([
    { code: "statutory-late-entry", severity: "warning" },
  ]);
  const sorted = `
  - id: sort
    do: branch
    choose:
      - when: { field: agreement.end, is: before, value: today+P60D }
        goTo: letter${NOTICE}${LETTER}`;
  expect(found({ trigger, steps: sorted })).toEqual([]);
});

test("a date that moves to a business day is reckoned at its latest", () => {
  const steps = (roll: string) => waitUntil("P61D", `, roll: ${roll}`) + NOTICE + LETTER;
  expect(errors({ steps: steps("later") })[0]?.message).toMatch(/as late as 56 days/);
  expect(errors({ steps: steps("earlier") })).toEqual([]);
});

test("a wait for another date proves nothing", () => {
  const steps =
    waitUntil("P85D").replace("agreement.end", "customer.customerSince") + NOTICE + LETTER;
  expect(errors({ steps })).toHaveLength(1);
});

test("a loop that sends again and again comes to an end, and so does the check", () => {
  const loop = `
  - id: round
    do: wait
    for: P1D
    next: round`;
  expect(errors({ steps: loop })).toHaveLength(1);
});

test("programs without the rule pack, after the end, or for competitors' agreements are left alone", () => {
  const without = program({ steps: SMS });
  const text = (without["program.yaml"] ?? "").replace("rulePack: se-electricity\n", "");
  expect(problemsOf({ ...without, "program.yaml": text }, "statutory-window", context())).toEqual(
    [],
  );
  expect(errors({ trigger: "after: P10D", steps: SMS })).toEqual([]);
  const more = "entry: { field: agreement.party, is: equals, value: competitor }";
  expect(errors({ steps: SMS, more })).toEqual([]);
});
