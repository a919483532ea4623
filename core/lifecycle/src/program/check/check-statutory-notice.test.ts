import { expect, test } from "vitest";
import { problemsOf } from "./example-program.ts";
import {
  errors,
  found,
  LETTER,
  NOTICE,
  noticeContext,
  renewalProgram,
  SMS,
  waitFor,
  waitUntil,
} from "./example-renewal.ts";

test("a statutory e-mail with a letter behind it, 85 days before the end, is in order", () => {
  expect(found({ steps: waitUntil("P85D") + NOTICE + LETTER })).toEqual([]);
});

test("only a text message in the window blocks activation and says what to add", () => {
  const [problem, ...rest] = found({ trigger: "before: P80D", steps: SMS });
  expect(rest).toEqual([]);
  expect(problem).toMatchObject({ code: "statutory-window", severity: "error" });
  expect(problem?.message.en).toBe(
    'The rule pack "se-electricity" asks for a notice between 90 and 60 days before the agreement\'s end, and only a text message ("hello") falls into that time. A text message does not count as the notice.',
  );
  expect(problem?.remedy.en).toMatch(
    /Add a send step with "class: statutory" and "channel: email" after a wait until agreement\.end before P85D, with "otherwise" leading to a task step for a letter/,
  );
});

test("a text message of the class statutory is no notice either", () => {
  const statutorySms = SMS.replace("class: service", "class: statutory");
  expect(errors({ trigger: "before: P80D", steps: statutorySms })).toHaveLength(1);
});

test("the problem stands at the trigger's date", () => {
  const files = renewalProgram({ trigger: "before: P80D", steps: SMS });
  const lines = (files["program.yaml"] ?? "").split("\n");
  const line =
    lines.findIndex((text) => text.includes("{ date: agreement.end, before: P80D }")) + 1;
  expect(problemsOf(files, "statutory-window", noticeContext())).toMatchObject([
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
  expect(problem?.message.en).toMatch(says);
  expect(problem?.remedy.en).toMatch(/wait until agreement\.end before P85D/);
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
  expect(problem?.message.en).toMatch(/as late as 61 days before the end/);
});

test("a branch that leads past the notice is refused, with the way", () => {
  const branch = `
  - id: sort
    do: branch
    choose:
      - when: { field: customer.valueClass, is: equals, value: gold }
        goTo: done`;
  const [problem] = errors({ steps: branch + NOTICE + LETTER });
  expect(problem?.message.en).toMatch(/The way sort -> done does not come to it in time/);
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

test("a notice that nobody is told of when it cannot be sent is warned of", () => {
  const steps =
    NOTICE.replace("    otherwise: letter\n", "").replace("    next: done", "") + LETTER;
  expect(found({ trigger: "before: P85D", steps })).toMatchObject(
    [{ code: "statutory-no-letter", severity: "warning", message: /The step "notice" gives/ }].map(
      ({ message, ...rest }) => ({ ...rest, message: { en: expect.stringMatching(message) } }),
    ),
  );
});

test("an e-mail that cannot be sent and leads nowhere is refused", () => {
  const steps = NOTICE.replace("otherwise: letter", "otherwise: done") + LETTER;
  expect(errors({ trigger: "before: P85D", steps })[0]?.message.en).toMatch(/notice -> done/);
});

test("the settings in force decide, and that they do is said", () => {
  const steps = waitUntil("{ setting: notice }") + NOTICE + LETTER;
  expect(found({ steps })).toMatchObject([
    {
      code: "statutory-settings",
      severity: "warning",
      message: { en: expect.stringMatching(/notice = P85D/) },
    },
  ]);
  expect(errors({ steps }, { notice: "P50D" })).toMatchObject([{ code: "statutory-window" }]);
});

test("a date that moves to a business day is reckoned at its latest", () => {
  const steps = (roll: string) => waitUntil("P61D", `, roll: ${roll}`) + NOTICE + LETTER;
  expect(errors({ steps: steps("later") })[0]?.message.en).toMatch(/as late as 56 days/);
  expect(errors({ steps: steps("earlier") })).toEqual([]);
});

test("a wait for another date proves nothing", () => {
  const steps =
    waitUntil("P85D").replace("agreement.end", "customer.customerSince") + NOTICE + LETTER;
  expect(errors({ steps })).toHaveLength(1);
});

test("a loop never comes to the notice, and the check of it comes to an end", () => {
  const loop = `
  - id: round
    do: wait
    for: P1D
    next: round`;
  expect(errors({ steps: loop })).toHaveLength(1);
  expect(errors({ steps: loop.replace("P1D", "PT1H") })).toMatchObject([
    { message: { en: expect.not.stringMatching(/too many ways/) } },
  ]);
});

test("programs without the rule pack, after the end, or for competitors' agreements are left alone", () => {
  const without = renewalProgram({ steps: SMS });
  const text = (without["program.yaml"] ?? "").replace("rulePack: se-electricity\n", "");
  expect(
    problemsOf({ ...without, "program.yaml": text }, "statutory-window", noticeContext()),
  ).toEqual([]);
  expect(errors({ trigger: "after: P10D", steps: SMS })).toEqual([]);
  const more = "entry: { field: agreement.party, is: equals, value: competitor }";
  expect(errors({ steps: SMS, more })).toEqual([]);
});

test("a wait that only a signal ends never comes to the notice by itself", () => {
  const open = `
  - id: listen
    do: wait
    on:
      - signal: agreement.ordered
        goTo: done`;
  const [problem] = errors({ steps: open + NOTICE + LETTER });
  expect(problem?.message.en).toMatch(/no message of the program gives it in that time/);
});

test("short waits add up", () => {
  const hours = (count: number) => waitFor(`PT${count}H`);
  expect(errors({ steps: hours(29 * 24) + NOTICE + LETTER })).toEqual([]);
  expect(errors({ steps: hours(31 * 24) + NOTICE + LETTER })).toHaveLength(1);
});
