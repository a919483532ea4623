import { expect, test } from "vitest";
import { errors, found, LETTER, NOTICE, SMS, waitFor, waitUntil } from "./example-renewal.ts";

test("a customer whose answer leads past the notice is refused", () => {
  const asks = `${SMS}
  - id: listen
    do: wait
    for: P5D
    on:
      - signal: message.replied
        goTo: done`;
  const [problem] = errors({ steps: asks + NOTICE + LETTER });
  expect(problem?.message.en).toMatch(/\(message\.replied\) -> done does not come to it in time/);
  expect(problem?.remedy.en).toMatch(/later stages/);
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
  expect(problem?.message.en).toMatch(/until -> \(message\.replied\) -> exit "replied"/);
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
  expect(errors({ steps: steps("P28D") })[0]?.message.en).toMatch(/as late as 55 days before/);
});

test("those who come in late get the notice too, as long as there is time", () => {
  const late = "before: P90D, late: P25D";
  expect(errors({ trigger: late, steps: waitUntil("P85D") + NOTICE + LETTER })).toEqual([]);
  const skips = `${waitUntil("P85D", ", late: { skip: done }")}${NOTICE}${LETTER}`;
  expect(errors({ trigger: late, steps: skips })[0]?.message.en).toMatch(
    /For those who enter late/,
  );
  const counted = waitFor("P10D") + NOTICE + LETTER;
  expect(errors({ trigger: late, steps: counted })[0]?.message.en).toMatch(
    /For those who enter late/,
  );
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
