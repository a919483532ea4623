import { describe, expect, it } from "vitest";
import { ExampleCase, exampleProgram, REST, START } from "../testing/example-case.ts";

const OTHER = { ...REST, id: "other" };

const waiting = (wait: Readonly<Record<string, unknown>>, parts = {}) =>
  ExampleCase.entered(
    exampleProgram({ ...parts, steps: [{ id: "wait", do: "wait", ...wait }, REST, OTHER] }),
  );

describe("a wait for a time", () => {
  it("ends after a duration by the clock on the wall", () => {
    const anna = waiting({ for: "P7D" });
    expect(anna.enrolment).toMatchObject({ step: "wait", timerAt: "2026-03-29T10:30:00.000Z" });
    anna.ring();
    expect(anna.enrolment).toMatchObject({ step: "rest" });
    expect(anna.enrolment.timerAt).toBeUndefined();
    expect(anna.decided).toEqual(["moved: timer"]);
  });

  it("takes a duration and a time of day from the settings", () => {
    const label = { sv: "x", en: "x" };
    const settings = {
      patience: { type: "duration", default: "P2D", label },
      morning: { type: "time", default: "07:15", label },
      day: { type: "number", default: 10, label },
    };
    const byDuration = waiting({ for: { setting: "patience" } }, { settings });
    expect(byDuration.enrolment.timerAt).toBe("2026-03-24T11:30:00.000Z");
    const until = { nextMonthDay: { setting: "day" }, at: { setting: "morning" } };
    expect(waiting({ until }, { settings }).enrolment.timerAt).toBe("2026-04-10T05:15:00.000Z");
  });

  it("ends at the next such time of day, on a weekday if one is named", () => {
    expect(waiting({ until: { at: "13:00" } }).enrolment.timerAt).toBe("2026-03-22T12:00:00.000Z");
    expect(waiting({ until: { at: "12:00" } }).enrolment.timerAt).toBe("2026-03-23T11:00:00.000Z");
    const friday = { until: { at: "08:00", weekday: "friday" } };
    expect(waiting(friday).enrolment.timerAt).toBe("2026-03-27T07:00:00.000Z");
  });

  it("ends on a day of the next month, on its last where it has no such day", () => {
    const until = { nextMonthDay: 31, at: "10:00" };
    expect(waiting({ until }).enrolment.timerAt).toBe("2026-04-30T08:00:00.000Z");
  });

  it("is not over before its time", () => {
    const anna = waiting({ for: "P7D" });
    const before = anna.enrolment;
    anna.now = "2026-03-29T10:29:59.999Z";
    expect(anna.take({ kind: "timer" })).toEqual({
      ...{ enrolment: before, effects: [], decisions: [] },
    });
  });
});

describe("a wait until a date of the records", () => {
  const until = { date: "agreement.end", before: "P30D", at: "09:00" };

  it("ends so long before or after it, at the time of day", () => {
    expect(waiting({ until }).enrolment.timerAt).toBe("2026-05-01T07:00:00.000Z");
    const after = { date: "agreement.end", after: "P1M", at: "09:00" };
    expect(waiting({ until: after }).enrolment.timerAt).toBe("2026-06-30T07:00:00.000Z");
    const around = { date: "agreement.end", before: "P1M", after: "P1D", at: "09:00" };
    expect(waiting({ until: around }).enrolment.timerAt).toBe("2026-05-01T07:00:00.000Z");
  });

  it("moves off a day that is no business day, if the step says so", () => {
    const later = { ...until, roll: "later" };
    // 1 May is a holiday and a Friday.
    expect(waiting({ until: later }).enrolment.timerAt).toBe("2026-05-04T07:00:00.000Z");
  });

  it("is over at once when the day has passed, or leads elsewhere", () => {
    const passed = { date: "agreement.start", at: "09:00" };
    expect(waiting({ until: passed }).enrolment).toMatchObject({ step: "wait", timerAt: START });
    const elsewhere = waiting({ until: { ...passed, late: { skip: "other" } } });
    expect(elsewhere.enrolment.step).toBe("other");
    expect(elsewhere.last?.decisions.at(-1)?.evidence).toMatchObject({ via: "wait other" });
  });

  it("has no end where the record has no date, or something that is none", () => {
    const steps = [{ id: "wait", do: "wait", until: { date: "customer.attributes.day" } }, REST];
    const program = exampleProgram({ attributes: { customer: { day: "date" } }, steps });
    for (const day of ["", "tomorrow", "2026-02-30", "2026-13-01T00:00:00.000Z", 7, null]) {
      const facts = { customer: { attributes: { day } } };
      const anna = ExampleCase.entered(program, { facts });
      expect(anna.enrolment.step).toBe("wait");
      expect(anna.enrolment.timerAt).toBeUndefined();
    }
    const none = ExampleCase.entered(program);
    expect(none.enrolment.timerAt).toBeUndefined();
  });

  it("counts from a moment by the date it has in the tenant's zone", () => {
    const noted = { date: "enrolment.saidAt", after: "P2D", at: "09:00" };
    const program = exampleProgram({
      reactions: [{ signal: "message.replied", set: { saidAt: "signal.at" }, goTo: "wait" }],
      steps: [REST, { id: "wait", do: "wait", until: noted }, OTHER],
    });
    const anna = ExampleCase.entered(program);
    anna.tell("message.replied", {}, "2026-03-24T23:30:00.000Z");
    expect(anna.enrolment.timerAt).toBe("2026-03-27T08:00:00.000Z");
  });
});

describe("a wait for signals", () => {
  it("without a time ends by nothing else", () => {
    const anna = waiting({ on: [{ signal: "message.replied", goTo: "other" }] });
    expect(anna.enrolment.timerAt).toBeUndefined();
    anna.now = "2030-01-01T00:00:00.000Z";
    anna.take({ kind: "timer" });
    expect(anna.enrolment.step).toBe("wait");
    anna.tell("message.replied");
    expect(anna.enrolment.step).toBe("other");
    expect(anna.decided).toEqual(["moved: message.replied"]);
  });

  it("takes the first of its rules that holds", () => {
    const no = { field: "signal.intent", is: "equals", value: "no" };
    const on = [
      { signal: "message.replied", when: no, goTo: "other" },
      { signal: "message.replied", goTo: "rest" },
    ];
    const refused = waiting({ for: "P1D", on });
    refused.tell("message.replied", { intent: "no" });
    expect(refused.enrolment.step).toBe("other");
    const answered = waiting({ for: "P1D", on });
    answered.tell("message.replied", { intent: "other" });
    expect(answered.enrolment.step).toBe("rest");
  });

  it("notes fields of the signal, its moment among them, and nothing for one it lacks", () => {
    const set = { saidAt: "signal.at", how: "signal.channel", why: "signal.reason" };
    const anna = waiting({ on: [{ signal: "message.replied", set, goTo: "other" }] });
    anna.tell("message.replied", { channel: "sms" }, "2026-03-22T11:00:00.000Z");
    expect(anna.enrolment.variables).toEqual({
      ...{ saidAt: "2026-03-22T11:00:00.000Z", how: "sms", why: null },
    });
  });

  it("that ends by a signal forgets its timer", () => {
    const anna = waiting({ for: "P1D", on: [{ signal: "message.replied", goTo: "other" }] });
    anna.tell("message.replied");
    expect(anna.enrolment.timerAt).toBeUndefined();
  });
});
