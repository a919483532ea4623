import { describe, expect, it } from "vitest";
import { ExampleCase, exampleProgram, REST, START } from "../testing/example-case.ts";

const SEND = { id: "ask", do: "send", channel: "sms", template: "ask", class: "marketing" };
const CALL = { id: "ring", do: "call", template: "ring", class: "marketing" };
const OTHER = { ...REST, id: "other" };

const entered = (...steps: readonly unknown[]) =>
  ExampleCase.entered(exampleProgram({ steps: [...steps, REST, OTHER] }));

describe("a message", () => {
  it("is asked for with all that its sending needs, and waited for", () => {
    const details = { topic: "club", priority: 80, expires: "P3D", keep: true, oncePer: "renewal" };
    const anna = entered({ ...SEND, ...details });
    expect(anna.effects).toEqual([
      {
        ...{ kind: "message", seq: 1, step: "ask", channel: "sms", template: "ask" },
        ...{ class: "marketing", topic: "club", priority: 80, keep: true, oncePer: "renewal" },
        // Three days later by the clock on the wall, over the change to summer time.
        expiresAt: "2026-03-25T11:30:00.000Z",
      },
    ]);
    expect(anna.enrolment).toMatchObject({ step: "ask", effects: 1 });
    expect(anna.enrolment.timerAt).toBeUndefined();
  });

  it("has a middling priority and no end of its use where the step says nothing", () => {
    const [effect] = entered(SEND).effects;
    expect(effect).toEqual({
      ...{ kind: "message", seq: 1, step: "ask", channel: "sms", template: "ask" },
      ...{ class: "marketing", priority: 50, keep: false },
    });
  });

  it("that has left takes the program on, and the moment is noted", () => {
    const anna = entered(SEND);
    const at = "2026-03-22T11:31:00.000Z";
    anna.take({ kind: "settled", seq: 1, outcome: "sent", at });
    expect(anna.enrolment).toMatchObject({ step: "rest", variables: { lastSentAt: at } });
    expect(anna.decided).toEqual(["moved: sent"]);
  });

  it("that could not leave takes the program where the step says", () => {
    const anna = entered({ ...SEND, otherwise: "other" });
    anna.settle("not-sent", "no-consent");
    expect(anna.enrolment.step).toBe("other");
    expect(anna.enrolment.variables.lastSentAt).toBeUndefined();
    expect(anna.decided).toEqual(["moved: no-consent"]);
  });

  it("that could not leave takes the program on where the step says nothing", () => {
    const anna = entered(SEND);
    anna.settle("not-sent");
    expect(anna.enrolment.step).toBe("rest");
    expect(anna.decided).toEqual(["moved: not-sent"]);
  });

  it("that need not be waited for is asked for in passing", () => {
    const anna = entered({ ...SEND, proceed: "at-once", keep: true, next: "other" });
    expect(anna.effects).toMatchObject([{ kind: "message", step: "ask", keep: true }]);
    expect(anna.enrolment.step).toBe("other");
    const before = anna.enrolment;
    anna.settle("not-sent");
    expect(anna.enrolment).toBe(before);
  });

  it("an old message's end does not move a program that waits for another", () => {
    const anna = entered({ ...SEND, proceed: "at-once" }, { ...SEND, id: "again" });
    anna.take({ kind: "settled", seq: 1, outcome: "not-sent", at: START });
    expect(anna.enrolment.step).toBe("again");
    anna.take({ kind: "settled", seq: 2, outcome: "sent", at: START });
    expect(anna.enrolment.step).toBe("rest");
  });

  it("is asked for again with a new number when the program comes round", () => {
    const wait = { id: "pause", do: "wait", for: "P1D", next: "ask" };
    const anna = entered(SEND, wait);
    anna.settle();
    anna.ring();
    expect(anna.effects.map(({ seq, step }) => [seq, step])).toEqual([
      [1, "ask"],
      [2, "ask"],
    ]);
  });
});

describe("a call", () => {
  it("is put on the list and remembered until it is over", () => {
    const anna = entered({ ...CALL, priority: 60, expires: "P14D" });
    expect(anna.effects).toMatchObject([
      { kind: "call", seq: 1, step: "ring", priority: 60, expiresAt: "2026-04-05T10:30:00.000Z" },
    ]);
    anna.settle();
    expect(anna.enrolment).toMatchObject({ step: "rest", variables: { openCall: 1 } });
    anna.tell("call.finished", { outcome: "not-reached", endedAt: START, fromList: true });
    expect(anna.enrolment.variables.openCall).toBeNull();
    expect(anna.effects).toHaveLength(1);
  });

  it("is taken off the list when the customer gets in touch before (A-04)", () => {
    const program = exampleProgram({
      reactions: [{ signal: "message.replied", goTo: "other" }],
      steps: [CALL, REST, OTHER],
    });
    const anna = ExampleCase.entered(program);
    anna.settle();
    anna.tell("message.replied");
    expect(anna.last?.withdraw).toBe("message.replied");
    expect(anna.effects.at(-1)).toEqual({
      ...{ kind: "withdraw-call", seq: 2, step: "rest", callSeq: 1, reason: "message.replied" },
    });
    anna.tell("message.replied");
    expect(anna.effects).toHaveLength(2);
  });

  it("stays off the list once it is over, whatever the customer does then", () => {
    const program = exampleProgram({
      reactions: [{ signal: "message.replied", goTo: "other" }],
      steps: [CALL, REST, OTHER],
    });
    const anna = ExampleCase.entered(program);
    anna.settle();
    anna.tell("call.finished", { outcome: "reached", endedAt: START, fromList: true });
    anna.tell("message.replied");
    expect(anna.effects.map(({ kind }) => kind)).toEqual(["call"]);
  });

  it("is taken off the list when an agent has spoken with the customer of his own accord", () => {
    const program = exampleProgram({
      reactions: [{ signal: "call.finished", goTo: "other" }],
      steps: [CALL, REST, OTHER],
    });
    const anna = ExampleCase.entered(program);
    anna.settle();
    anna.tell("call.finished", { outcome: "declined", endedAt: START, fromList: false });
    expect(anna.effects.at(-1)).toMatchObject({ kind: "withdraw-call", callSeq: 1 });
  });

  it("makes room for the next one: a customer stands on the list once", () => {
    const wait = { id: "pause", do: "wait", for: "P14D", next: "ring" };
    const anna = entered(CALL, wait);
    anna.settle();
    anna.ring();
    expect(anna.effects.map(({ kind, seq }) => [kind, seq])).toEqual([
      ["call", 1],
      ["withdraw-call", 2],
      ["call", 3],
    ]);
    expect(anna.enrolment.variables.openCall).toBe(3);
    anna.settle();
    expect(anna.enrolment.step).toBe("pause");
  });

  it("that could not be put on the list takes the program where the step says", () => {
    const anna = entered({ ...CALL, otherwise: "other" });
    anna.settle("not-sent", "do-not-call");
    expect(anna.enrolment).toMatchObject({ step: "other", variables: { openCall: null } });
  });

  it("of which nobody knows whether it stands on the list can still be taken off it", () => {
    const anna = entered(CALL);
    anna.settle("not-sent", "unknown-outcome");
    expect(anna.enrolment).toMatchObject({ step: "rest", variables: { openCall: 1 } });
  });

  it("that nobody has time for goes its own way, or that of any call that cannot be made", () => {
    const anna = entered({ ...CALL, otherwise: "rest", noCapacity: "other" });
    expect(anna.effects).toMatchObject([{ kind: "call", patient: true }]);
    anna.settle("not-sent", "no-capacity");
    expect(anna.enrolment).toMatchObject({ step: "other", variables: { openCall: null } });
    const bert = entered({ ...CALL, otherwise: "rest", noCapacity: "other" });
    bert.settle("not-sent", "do-not-call");
    expect(bert.enrolment.step).toBe("rest");
    const cleo = entered({ ...CALL, otherwise: "other" });
    expect(cleo.effects[0]).not.toHaveProperty("patient");
    cleo.settle("not-sent", "no-capacity");
    expect(cleo.enrolment.step).toBe("other");
  });
});
