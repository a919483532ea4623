import { describe, expect, it } from "vitest";
import { EndlessLoopError } from "../advance.ts";
import { UnknownStepError } from "../compiled-program.ts";
import { ExampleCase, exampleProgram, REST, START } from "../testing/example-case.ts";

const OTHER = { ...REST, id: "other" };
const GOLD = { field: "customer.valueClass", is: "equals", value: "gold" };
const SILVER = { field: "customer.valueClass", is: "equals", value: "silver" };

const entered = (steps: readonly unknown[], options = {}) =>
  ExampleCase.entered(exampleProgram({ steps: [...steps, REST, OTHER] }), options);

describe("a task", () => {
  it("is asked for with whose it is and when it is due, and the program goes on", () => {
    const anna = entered([
      { id: "see", do: "task", template: "see", assignee: "care", due: "P2D" },
    ]);
    expect(anna.effects).toEqual([
      {
        ...{ kind: "task", seq: 1, step: "see", template: "see", assignee: "care" },
        dueAt: "2026-03-24T11:30:00.000Z",
      },
    ]);
    expect(anna.enrolment.step).toBe("rest");
    const [bare] = entered([{ id: "see", do: "task", template: "see" }]).effects;
    expect(bare).toEqual({ kind: "task", seq: 1, step: "see", template: "see" });
  });
});

describe("a branch", () => {
  const branch = { id: "which", do: "branch", choose: [{ when: SILVER, goTo: "other" }] };

  it("goes the way of the first condition that holds", () => {
    const both = {
      ...branch,
      choose: [
        { when: GOLD, goTo: "other" },
        { when: GOLD, goTo: "rest" },
      ],
    };
    expect(entered([both]).enrolment.step).toBe("other");
  });

  it("goes on where none holds, or where it says", () => {
    expect(entered([branch]).enrolment.step).toBe("rest");
    expect(entered([{ ...branch, otherwise: "other" }]).enrolment.step).toBe("other");
    expect(entered([{ ...branch, next: "other" }]).enrolment.step).toBe("other");
  });

  it("may ask about the signal that led to it", () => {
    const no = { field: "signal.intent", is: "equals", value: "no" };
    const program = exampleProgram({
      reactions: [{ signal: "message.replied", goTo: "which" }],
      steps: [REST, { ...branch, choose: [{ when: no, goTo: "other" }], otherwise: "rest" }, OTHER],
    });
    const anna = ExampleCase.entered(program);
    anna.tell("message.replied", { intent: "no" });
    expect(anna.enrolment.step).toBe("other");
  });
});

describe("a split", () => {
  const parts = [
    { name: "a", share: 1, goTo: "rest" },
    { name: "b", share: 3, goTo: "other" },
  ];
  const program = exampleProgram({ steps: [{ id: "part", do: "split", parts }, REST, OTHER] });
  const partOf = (customerId: string, id = "1") =>
    ExampleCase.entered(program, { customerId, id }).enrolment;

  it("parts customers as its shares say", () => {
    const names = Array.from({ length: 4_000 }, (_, i) => partOf(`K-${i}`).variables["part:part"]);
    const share = names.filter((name) => name === "a").length / names.length;
    expect(share).toBeGreaterThan(0.23);
    expect(share).toBeLessThan(0.27);
  });

  it("lets the same customer fall the same way every time, and go there", () => {
    for (let i = 0; i < 50; i++) {
      const first = partOf(`K-${i}`);
      expect(partOf(`K-${i}`, "2")).toEqual({ ...first, id: "2" });
      expect(first.step).toBe(first.variables["part:part"] === "a" ? "rest" : "other");
    }
  });
});

describe("an update", () => {
  const update = (object: string, values: object) => ({ id: "set", do: "update", object, values });

  it("sets fixed values and values of fields, and nothing where a field holds nothing", () => {
    const values = {
      status: "signed",
      until: { field: "agreement.end" },
      tier: { field: "customer.tier" },
    };
    const anna = entered([update("customer", values)]);
    expect(anna.effects).toEqual([
      {
        ...{ kind: "update", seq: 1, step: "set", object: "customer", recordId: "K-1" },
        values: { status: "signed", until: "2026-05-31", tier: null },
      },
    ]);
    expect(anna.enrolment.step).toBe("rest");
  });

  it("is made to the agreement, or to the one that renews it", () => {
    const renewal = { id: "A-2" };
    const [first] = entered([update("agreement", { a: 1 })]).effects;
    expect(first).toMatchObject({ object: "agreement", recordId: "A-1" });
    const [second] = entered([update("renewal", { a: 1 })], { facts: { renewal } }).effects;
    expect(second).toMatchObject({ object: "agreement", recordId: "A-2" });
  });

  it("of a record there is none of is left out, and it is said so", () => {
    const anna = entered([update("renewal", { a: 1 })]);
    expect(anna.effects).toEqual([]);
    expect(anna.last?.decisions).toContainEqual({
      ...{ at: START, kind: "skipped", step: "set", reason: "missing-data" },
      evidence: { noRecord: "renewal" },
    });
    expect(anna.enrolment.step).toBe("rest");
  });
});

describe("an offer", () => {
  const offer = { id: "choose", do: "offer", otherwise: "plain" };

  it("is the first that fits the customer, and the plain one where none does (A-03)", () => {
    const choose = [{ when: GOLD, offer: "gold" }];
    expect(entered([{ ...offer, choose }]).enrolment.variables.offer).toBe("gold");
    const silver = [{ when: SILVER, offer: "silver" }];
    expect(entered([{ ...offer, choose: silver }]).enrolment.variables.offer).toBe("plain");
  });

  it("can be asked about at once", () => {
    const chosen = { field: "enrolment.offer", is: "equals", value: "plain" };
    const branch = { id: "which", do: "branch", choose: [{ when: chosen, goTo: "other" }] };
    expect(entered([offer, branch]).enrolment.step).toBe("other");
  });
});

describe("other programs and systems", () => {
  it("a program is asked to start, and the asking one goes on (P-05)", () => {
    const anna = entered([{ id: "hand", do: "call-program", program: "winback" }]);
    expect(anna.effects).toEqual([
      { kind: "start-program", seq: 1, step: "hand", program: "winback" },
    ]);
    expect(anna.enrolment.step).toBe("rest");
  });

  it("a system is told, with values of fields", () => {
    const data = { product: { field: "agreement.product" }, n: 3 };
    const anna = entered([{ id: "tell", do: "webhook", type: "renewal.due", data }]);
    expect(anna.effects).toEqual([
      {
        ...{ kind: "webhook", seq: 1, step: "tell", type: "renewal.due" },
        data: { product: "Rörligt pris", n: 3 },
      },
    ]);
  });
});

describe("an end", () => {
  it("comes with its reason, after the way there is noted", () => {
    const anna = entered([{ id: "out", do: "exit", reason: "declined" }]);
    expect(anna.enrolment.ended).toEqual({ at: START, reason: "declined" });
    expect(anna.enrolment.step).toBeUndefined();
    expect(anna.decided).toEqual(["entered: agreement.end", "ended: declined"]);
    expect(anna.last?.decisions[0]?.evidence).toMatchObject({ from: null, to: null, via: "out" });
  });

  it("comes by itself after the last step", () => {
    const program = exampleProgram({ steps: [{ id: "see", do: "task", template: "see" }] });
    expect(ExampleCase.entered(program).enrolment.ended?.reason).toBe("completed");
  });

  it("leaves what the program asked for to be done", () => {
    const send = { id: "bye", do: "send", channel: "sms", template: "bye", class: "service" };
    const program = exampleProgram({ steps: [{ ...send, proceed: "at-once" }] });
    const anna = ExampleCase.entered(program);
    expect(anna.effects).toHaveLength(1);
    expect(anna.last?.withdraw).toBeUndefined();
  });
});

describe("a limit", () => {
  const task = { id: "see", do: "task", template: "see", next: "pause" };
  const pause = { id: "pause", do: "wait", for: "P1D", next: "see" };

  it("lets a step be done so often, and then goes elsewhere", () => {
    const limit = { times: 2, goTo: "other" };
    const anna = entered([{ ...task, limit }, pause]);
    anna.ring();
    expect(anna.enrolment.step).toBe("pause");
    anna.ring();
    expect(anna.enrolment.step).toBe("other");
    expect(anna.effects).toHaveLength(2);
  });

  it("of none keeps the step from being done at all", () => {
    const anna = entered([{ ...task, limit: { times: 0, goTo: "other" } }, pause]);
    expect(anna.effects).toEqual([]);
    expect(anna.enrolment.step).toBe("other");
  });
});

describe("a program that the checker would have refused", () => {
  it("goes round without a wait: the error names the program and the way round", () => {
    const round = [
      { id: "one", do: "offer", otherwise: "plain" },
      { id: "two", do: "branch", choose: [{ when: GOLD, goTo: "one" }] },
    ];
    expect(() => entered(round)).toThrow(EndlessLoopError);
    expect(() => entered(round)).toThrow(/"example".*one -> two.*Put a wait into the loop/);
  });

  it("jumps to a step it does not have: the error names both", () => {
    expect(() => entered([{ id: "see", do: "task", template: "see", next: "nowhere" }])).toThrow(
      UnknownStepError,
    );
  });
});
