import { describe, expect, it } from "vitest";
import { ExampleCase, exampleProgram, REST, START } from "./testing/example-case.ts";

const OTHER = { ...REST, id: "other" };
const ASK = { id: "ask", do: "send", channel: "sms", template: "ask", class: "marketing" };
const GOLD = { field: "customer.valueClass", is: "equals", value: "gold" };

const entered = (parts: Readonly<Record<string, unknown>>) =>
  ExampleCase.entered(exampleProgram(parts));

describe("an answer that comes before its message is reported sent", () => {
  const on = [{ signal: "message.replied", goTo: "other" }];
  const steps = [ASK, { id: "wait", do: "wait", for: "P5D", on }, OTHER];

  it("is one that the wait behind the message was for", () => {
    const anna = entered({ steps });
    anna.tell("message.replied");
    expect(anna.enrolment.step).toBe("other");
    const before = anna.enrolment;
    anna.take({ kind: "settled", seq: 1, outcome: "sent", at: START });
    expect(anna.enrolment).toBe(before);
  });

  it("means nothing where something else than a wait comes behind", () => {
    const anna = entered({
      steps: [
        { ...ASK, next: "part" },
        ...steps.slice(1),
        {
          ...{ id: "part", do: "branch", choose: [{ when: GOLD, goTo: "wait" }] },
        },
      ],
    });
    anna.tell("message.replied");
    expect(anna.enrolment.step).toBe("ask");
  });
});

describe("what comes too late", () => {
  it("an ended enrolment ignores everything", () => {
    const anna = entered({ steps: [{ id: "out", do: "exit", reason: "done" }] });
    const ended = anna.enrolment;
    for (const stimulus of [
      { kind: "timer" },
      { kind: "entry", cause: "x" },
      { kind: "settled", seq: 0, outcome: "sent", at: START },
    ] as const) {
      expect(anna.take(stimulus)).toEqual({ enrolment: ended, effects: [], decisions: [] });
    }
    expect(anna.tell("agreement.ordered").decisions).toEqual([]);
  });

  it("a report about a message means nothing to a program that stands elsewhere", () => {
    const anna = entered({ steps: [{ ...ASK, proceed: "at-once" }, REST] });
    const before = anna.enrolment;
    anna.settle("not-sent");
    expect(anna.enrolment).toBe(before);
  });
});
