import { describe, expect, it } from "vitest";
import { ExampleCase, exampleProgram, REST, START } from "./testing/example-case.ts";

const OTHER = { ...REST, id: "other" };
const ASK = { id: "ask", do: "send", channel: "sms", template: "ask", class: "marketing" };
const REST_2 = { ...REST, id: "rest-2" };
const GOLD = { field: "customer.valueClass", is: "equals", value: "gold" };
const SILVER = { field: "customer.valueClass", is: "equals", value: "silver" };
const stages = ["due", "asked"].map((id) => ({ id, name: { sv: id, en: id } }));

const entered = (parts: Readonly<Record<string, unknown>>, options = {}) =>
  ExampleCase.entered(exampleProgram({ stages, ...parts }), options);

describe("an entry", () => {
  it("begins with the first step, and says why, where it stands and whether the customer is held out", () => {
    const anna = entered({ steps: [REST] }, { holdout: true });
    expect(anna.last?.decisions).toEqual([
      {
        ...{ at: START, kind: "entered", step: "rest", reason: "agreement.end" },
        evidence: { holdout: true, from: null, to: "rest", stage: null, via: "rest" },
      },
    ]);
  });

  it("begins where the trigger says, with what it notes", () => {
    const anna = new ExampleCase(exampleProgram({ steps: [REST, OTHER] }));
    anna.take({ kind: "entry", cause: "x", startAt: "other", set: { said: "yes" } });
    expect(anna.enrolment).toMatchObject({ step: "other", variables: { said: "yes" } });
  });

  it("a second time means nothing while it lasts", () => {
    const anna = entered({ steps: [REST, OTHER] });
    const before = anna.enrolment;
    anna.take({ kind: "entry", cause: "x", startAt: "other" });
    expect(anna.enrolment).toBe(before);
    expect(anna.last?.decisions).toEqual([]);
  });

  it("of one for whom an exit holds already ends with it", () => {
    const anna = entered({ steps: [ASK], exits: [{ when: GOLD, reason: "gold" }] });
    expect(anna.enrolment.ended?.reason).toBe("gold");
    expect(anna.effects).toEqual([]);
  });
});

describe("a stage", () => {
  it("is the one of the last step that named one", () => {
    const anna = entered({
      steps: [{ id: "a", do: "offer", otherwise: "x", stage: "due" }, ASK, REST],
    });
    expect(anna.enrolment).toMatchObject({ step: "ask", stage: "due" });
  });

  it("stays readable after the end", () => {
    const anna = entered({ steps: [{ id: "out", do: "exit", reason: "done", stage: "asked" }] });
    expect(anna.enrolment).toMatchObject({ stage: "asked", ended: { reason: "done" } });
  });
});

describe("exits", () => {
  const exits = [
    { on: "agreement.cancelled", when: GOLD, in: ["due"], reason: "cancelled" },
    { when: SILVER, in: ["asked"], reason: "silver" },
  ];
  const steps = [
    { ...REST, stage: "due" },
    { ...OTHER, stage: "asked" },
  ];
  const goOn = [{ signal: "agreement.ordered", goTo: "other" }];

  it("by a signal come in their stages and on their condition", () => {
    const anna = entered({ exits, steps });
    anna.tell("agreement.cancelled");
    expect(anna.enrolment.ended).toEqual({ at: START, reason: "cancelled" });
    expect(anna.decided).toEqual(["ended: cancelled"]);
    expect(anna.last?.withdraw).toBe("cancelled");
    const silver = entered({ exits, steps }, { facts: { customer: { valueClass: "silver" } } });
    silver.tell("agreement.cancelled");
    expect(silver.enrolment.ended).toBeUndefined();
  });

  it("by a condition come at whatever happens next, even what means nothing else", () => {
    const anna = entered({ exits, steps: [{ ...OTHER, stage: "asked" }] });
    anna.know({ customer: { valueClass: "silver" } });
    anna.take({ kind: "timer" });
    expect(anna.enrolment.ended?.reason).toBe("silver");
    expect(anna.last?.withdraw).toBe("silver");
  });

  it("hold before the first message of the stage they belong to", () => {
    const asking = [{ ...REST, stage: "due" }, { ...ASK, stage: "asked" }, OTHER];
    const reactions = [{ signal: "agreement.ordered", goTo: "ask" }];
    const silver = { customer: { valueClass: "silver" } } as const;
    const anna = entered({ exits, reactions, steps: asking }, { facts: silver });
    anna.tell("agreement.ordered");
    expect(anna.enrolment.ended?.reason).toBe("silver");
    expect(anna.effects).toEqual([]);
    expect(anna.decided).toEqual(["moved: agreement.ordered", "ended: silver"]);
  });

  it("let what is for staff be done before they hold", () => {
    const see = { id: "see", do: "task", template: "see", stage: "asked" };
    const reactions = [{ signal: "agreement.ordered", goTo: "see" }];
    const silver = { customer: { valueClass: "silver" } } as const;
    const anna = entered({ exits, reactions, steps: [...steps, see, REST_2] }, { facts: silver });
    anna.tell("agreement.ordered");
    expect(anna.effects).toMatchObject([{ kind: "task", step: "see" }]);
    anna.take({ kind: "timer" });
    expect(anna.enrolment.ended?.reason).toBe("silver");
  });

  it("go before the wait's own signals and before reactions", () => {
    const on = [{ signal: "agreement.cancelled", goTo: "other" }];
    const anna = entered({
      ...{ exits, reactions: [{ signal: "agreement.cancelled", goTo: "other" }] },
      steps: [{ id: "wait", do: "wait", stage: "due", on }, OTHER],
    });
    anna.tell("agreement.cancelled");
    expect(anna.enrolment.ended?.reason).toBe("cancelled");
  });

  it("take a call off the list", () => {
    const ring = { id: "ring", do: "call", template: "ring", class: "marketing" };
    const anna = entered({ exits, reactions: goOn, steps: [{ ...ring, stage: "due" }, ...steps] });
    anna.settle();
    anna.tell("agreement.cancelled");
    expect(anna.effects.at(-1)).toMatchObject({
      ...{ kind: "withdraw-call", callSeq: 1, step: "rest", reason: "cancelled" },
    });
  });
});

describe("the goal", () => {
  const goal = { on: "agreement.signed", when: GOLD };

  it("is noted when it is met, and the program goes on as it would", () => {
    const anna = entered({ goal, steps: [REST] });
    anna.tell("agreement.signed");
    expect(anna.decided).toEqual(["goal-met: agreement.signed"]);
    expect(anna.enrolment.step).toBe("rest");
  });

  it("is noted before an exit by the same signal", () => {
    const exits = [{ on: "agreement.signed", reason: "signed" }];
    const anna = entered({ goal, exits, steps: [REST] });
    anna.tell("agreement.signed");
    expect(anna.decided).toEqual(["goal-met: agreement.signed", "ended: signed"]);
  });

  it("is not met where its condition does not hold", () => {
    const facts = { customer: { valueClass: "bronze" } } as const;
    const anna = entered({ goal, steps: [REST] }, { facts });
    anna.tell("agreement.signed");
    expect(anna.decided).toEqual([]);
  });
});

describe("reactions", () => {
  it("come after the signals that the wait itself names", () => {
    const own = { ...REST, id: "own" };
    const on = [{ signal: "message.replied", when: GOLD, goTo: "own" }];
    const parts = {
      reactions: [{ signal: "message.replied", goTo: "other" }],
      steps: [{ id: "wait", do: "wait", on }, own, OTHER],
    };
    const gold = entered(parts);
    gold.tell("message.replied");
    expect(gold.enrolment.step).toBe("own");
    const plain = entered(parts, { facts: { customer: { valueClass: "bronze" } } });
    plain.tell("message.replied");
    expect(plain.enrolment.step).toBe("other");
  });

  it("belong to their stages; without any, to all", () => {
    const reactions = [
      { signal: "message.replied", in: ["asked"], goTo: "other" },
      { signal: "message.failed", goTo: "other" },
    ];
    const anna = entered({ reactions, steps: [{ ...REST, stage: "due" }, OTHER] });
    anna.tell("message.replied");
    expect(anna.enrolment.step).toBe("rest");
    expect(anna.last).toEqual({ enrolment: anna.enrolment, effects: [], decisions: [] });
    anna.tell("message.failed");
    expect(anna.enrolment.step).toBe("other");
  });

  it("note fields of the signal, which conditions of the way see", () => {
    const set = { saidAt: "signal.at" };
    const said = { field: "enrolment.saidAt", is: "is-set" };
    const anna = entered({
      reactions: [{ signal: "message.replied", set, goTo: "which" }],
      steps: [
        REST,
        { id: "which", do: "branch", choose: [{ when: said, goTo: "other" }], otherwise: "rest" },
        OTHER,
      ],
    });
    anna.tell("message.replied");
    expect(anna.enrolment).toMatchObject({ step: "other", variables: { saidAt: START } });
  });

  it("take back what waits to be sent, and say so; what they ask for themselves stays", () => {
    const anna = entered({
      reactions: [{ signal: "agreement.ordered", goTo: "thank" }],
      steps: [ASK, { ...ASK, id: "thank", class: "service" }, REST],
    });
    anna.tell("agreement.ordered");
    expect(anna.last?.withdraw).toBe("agreement.ordered");
    expect(anna.last?.effects).toMatchObject([{ step: "thank", seq: 2 }]);
  });
});
