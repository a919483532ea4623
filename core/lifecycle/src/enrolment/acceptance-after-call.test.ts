import { describe, expect, it } from "vitest";
import { ExampleCase, exampleProgram, REST } from "./testing/example-case.ts";

const stages = [{ id: "confirming", name: { sv: "x", en: "x" } }];
const isRenewal = { field: "signal.isRenewal", is: "equals", value: true };
const afterCall = { field: "signal.afterCall", is: "equals", value: true };
const program = exampleProgram({
  stages,
  reactions: [
    { signal: "agreement.accepted", when: { all: [isRenewal, afterCall] }, goTo: "thanks" },
    { signal: "agreement.ordered", goTo: "confirm" },
  ],
  steps: [
    { id: "ring", do: "call", template: "ring", class: "marketing" },
    { ...REST, id: "listen" },
    { id: "confirm", do: "wait", stage: "confirming", for: "P3D" },
    { id: "unconfirmed", do: "exit", reason: "not-accepted" },
    { ...REST, id: "thanks" },
  ],
});

const at = (time: string) => `2026-03-23T${time}:00.000Z`;
const ACCEPTED = { agreementId: "A-2", renewalOf: "A-1", isRenewal: true };

/** On the call list, with an agent on the phone since ten o'clock. */
function onThePhone(): ExampleCase {
  const anna = ExampleCase.entered(program, { facts: { renewal: { id: "A-2" } } });
  anna.settle();
  anna.now = at("10:04");
  return anna;
}

const ordered = (anna: ExampleCase) => anna.tell("agreement.ordered", { isRenewal: true });
const accepted = (anna: ExampleCase, when = anna.now) =>
  anna.tell("agreement.accepted", { ...ACCEPTED, afterCall: true }, when);
const finished = (anna: ExampleCase, outcome: string, endedAt: string) =>
  anna.tell("call.finished", { outcome, endedAt, fromList: true });

describe("a written acceptance (product.md, 3.3)", () => {
  it("counts at once where no call was made", () => {
    const anna = ExampleCase.entered(program, { step: "listen" });
    accepted(anna);
    expect(anna.enrolment.step).toBe("thanks");
  });

  it("counts after the call and not from before its end, whatever was known when it was told", () => {
    const anna = onThePhone();
    finished(anna, "renewed", at("10:10"));
    accepted(anna, at("10:06"));
    expect(anna.enrolment.step).toBe("listen");
    accepted(anna, at("10:10"));
    expect(anna.enrolment.step).toBe("listen");
    accepted(anna, at("10:11"));
    expect(anna.enrolment.step).toBe("thanks");
  });

  it("that is told in the middle of the call is put aside until the call is over, and then is none", () => {
    const anna = onThePhone();
    ordered(anna);
    anna.now = at("10:06");
    accepted(anna);
    expect(anna.enrolment.step).toBe("confirm");
    anna.now = at("10:10");
    finished(anna, "renewed", at("10:10"));
    expect(anna.enrolment.step).toBe("confirm");
    expect(anna.enrolment.timerAt).toBe("2026-03-26T10:04:00.000Z");
    anna.ring();
    expect(anna.enrolment.ended?.reason).toBe("not-accepted");
  });

  it("that was put aside counts when it turns out that the call was over before it", () => {
    const anna = onThePhone();
    ordered(anna);
    anna.now = at("10:20");
    accepted(anna);
    expect(anna.enrolment.step).toBe("confirm");
    anna.now = at("10:30");
    finished(anna, "renewed", at("10:10"));
    expect(anna.enrolment).toMatchObject({
      step: "thanks",
      variables: { acceptedMeanwhile: null },
    });
    expect(anna.decided).toEqual(["moved: agreement.accepted"]);
  });

  it("that was put aside counts when nobody was reached", () => {
    const anna = onThePhone();
    ordered(anna);
    accepted(anna);
    anna.now = at("10:07");
    finished(anna, "not-reached", at("10:07"));
    expect(anna.enrolment.step).toBe("thanks");
  });

  it("that was put aside counts two hours later when the dialer tells nothing of a call", () => {
    const anna = onThePhone();
    ordered(anna);
    anna.now = at("10:06");
    accepted(anna);
    expect(anna.enrolment.timerAt).toBe(at("12:04"));
    anna.now = at("11:00");
    anna.take({ kind: "timer" });
    expect(anna.enrolment).toMatchObject({ step: "confirm", timerAt: at("12:04") });
    anna.ring();
    expect(anna.enrolment).toMatchObject({ step: "thanks" });
    expect(anna.enrolment.variables).not.toHaveProperty("stepTimerAt");
  });

  it("that comes while the customer stands on the call list is looked at again in two hours", () => {
    const anna = onThePhone();
    accepted(anna);
    expect(anna.enrolment).toMatchObject({ step: "listen", timerAt: at("12:04") });
    anna.ring();
    expect(anna.enrolment.step).toBe("thanks");
    expect(anna.effects.at(-1)).toMatchObject({ kind: "withdraw-call", callSeq: 1 });
  });

  it("does not change when the step's own wait ends", () => {
    const anna = onThePhone();
    ordered(anna);
    accepted(anna);
    anna.now = at("10:10");
    anna.tell("message.delivered");
    expect(anna.enrolment.timerAt).toBe(at("12:04"));
    expect(anna.enrolment.variables.stepTimerAt).toBe("2026-03-26T10:04:00.000Z");
    finished(anna, "renewed", at("10:12"));
    expect(anna.enrolment).toMatchObject({ step: "confirm", timerAt: "2026-03-26T10:04:00.000Z" });
  });

  it("of another agreement is none of its business", () => {
    const anna = onThePhone();
    anna.tell("agreement.accepted", { agreementId: "A-9", isRenewal: false });
    expect(anna.enrolment.timerAt).toBeUndefined();
    expect(anna.enrolment.variables).not.toHaveProperty("acceptedMeanwhile");
  });

  it("is measured by the call that ended last", () => {
    const anna = onThePhone();
    finished(anna, "reached", at("10:30"));
    finished(anna, "reached", at("10:10"));
    expect(anna.enrolment.variables.callEndedAt).toBe(at("10:30"));
    finished(anna, "not-reached", at("11:00"));
    expect(anna.enrolment.variables.callEndedAt).toBe(at("10:30"));
  });
});
