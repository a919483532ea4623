import { describe, expect, it } from "vitest";
import { exampleFacts } from "../condition/example-facts.ts";
import { UnknownSettingError } from "../program/program.ts";
import type { MessageEffect } from "./effect.ts";
import { dateEntry, dateRule, dateTriggers, isHeldOut, signalEntry } from "./entry.ts";
import { occurrenceOf } from "./occurrence.ts";
import { share } from "./share.ts";
import { exampleProgram, exampleSignal, REST } from "./testing/example-case.ts";

const steps = [REST];
const GOLD = { field: "customer.valueClass", is: "equals", value: "gold" };

describe("a trigger by a date", () => {
  it("has its durations from the file or from the settings", () => {
    const label = { sv: "x", en: "x" };
    const settings = { lead: { type: "duration", default: "P90D", label } };
    const date = "agreement.end";
    const triggers = [{ date, before: { setting: "lead" }, after: "P1M", late: "P5D" }, { date }];
    const program = exampleProgram({ settings, triggers, steps });
    const rules = dateTriggers(program).map((each) => dateRule(each, program));
    expect(rules).toEqual([{ before: "P90D", after: "P1M", late: "P5D" }, { late: "P0D" }]);
  });

  it("that names a setting there is none of says so", () => {
    const triggers = [{ date: "agreement.end", before: { setting: "lead" } }];
    const program = exampleProgram({ triggers, steps });
    const [trigger] = dateTriggers(program);
    expect(() => trigger && dateRule(trigger, program)).toThrow(UnknownSettingError);
  });

  it("lets in because the date comes near, or because it has come", () => {
    const triggers = [
      { date: "agreement.end", before: "P90D", startAt: "rest" },
      { date: "agreement.end", after: "P30D" },
    ];
    const entries = dateTriggers(exampleProgram({ triggers, steps })).map(dateEntry);
    expect(entries).toEqual([
      { kind: "entry", cause: "agreement.end", startAt: "rest" },
      { kind: "entry", cause: "agreement.end:reached" },
    ]);
  });
});

describe("a trigger by a signal", () => {
  const by = (trigger: object, parts = {}) =>
    exampleProgram({ triggers: [{ date: "agreement.end" }, trigger], steps, ...parts });
  const requested = exampleSignal("program.requested", { by: "Karin" });

  it("lets in at its step with what it notes, if its condition and the entry's hold", () => {
    const set = { who: "signal.by" };
    const program = by({ signal: "program.requested", when: GOLD, set, startAt: "rest" });
    expect(signalEntry(program, requested, exampleFacts())).toEqual({
      ...{ kind: "entry", cause: "program.requested", startAt: "rest", set: { who: "Karin" } },
    });
    const silver = exampleFacts({ customer: { valueClass: "silver" } });
    expect(signalEntry(program, requested, silver)).toBeUndefined();
    const entry = { field: "agreement.status", is: "equals", value: "ended" };
    const barred = by({ signal: "program.requested" }, { entry });
    expect(signalEntry(barred, requested, exampleFacts())).toBeUndefined();
  });

  it("may ask about the signal's fields", () => {
    const when = { field: "signal.by", is: "equals", value: "Karin" };
    const program = by({ signal: "program.requested", when });
    expect(signalEntry(program, requested, exampleFacts())).toBeDefined();
    const other = exampleSignal("program.requested", { by: "Eva" });
    expect(signalEntry(program, other, exampleFacts())).toBeUndefined();
  });

  it("lets nobody in for another signal", () => {
    const program = by({ signal: "program.requested" });
    expect(signalEntry(program, exampleSignal("purchase.made"), exampleFacts())).toBeUndefined();
  });
});

describe("the lot of a customer", () => {
  it("is the same every time, and lies between 0 and 1", () => {
    for (const text of ["", "å", "K-1", "K-2", "x".repeat(300)]) {
      expect(share(text)).toBe(share(text));
      expect(share(text)).toBeGreaterThanOrEqual(0);
      expect(share(text)).toBeLessThan(1);
    }
    expect(share("holdout:renewal:K100005")).toBe(0.37678166781552136);
  });

  it("is spread evenly, for numbered customers too, and not alike for two questions", () => {
    const count = 20_000;
    const tenths = (question: string) =>
      Array.from({ length: count }, (_, i) =>
        Math.floor(share(`${question}:K${100_000 + i}`) * 10),
      );
    const [one, two] = [tenths("holdout:renewal"), tenths("split:renewal:part")];
    for (const each of [one, two]) {
      for (let tenth = 0; tenth < 10; tenth++) {
        const found = each.filter((value) => value === tenth).length;
        // Six standard deviations of a fair draw.
        expect(Math.abs(found - count / 10)).toBeLessThan(6 * Math.sqrt(count * 0.1 * 0.9));
      }
    }
    const both = one.filter((tenth, i) => tenth === 0 && two[i] === 0).length;
    expect(Math.abs(both - count / 100)).toBeLessThan(6 * Math.sqrt(count * 0.01 * 0.99));
  });

  it("holds out as many as the program says, always the same ones", () => {
    const heldOut = (holdout: number) => {
      const program = exampleProgram({ holdout, steps });
      return Array.from({ length: 5_000 }, (_, i) => `K${i}`).filter((id) =>
        isHeldOut(program, id),
      );
    };
    expect(heldOut(0)).toEqual([]);
    const ten = heldOut(10);
    expect(ten.length).toBeGreaterThan(425);
    expect(ten.length).toBeLessThan(575);
    // Whoever is held out of a small group is held out of a larger one.
    const twenty = new Set(heldOut(20));
    expect(ten.filter((id) => !twenty.has(id))).toEqual([]);
  });
});

describe("a message that is sent once only", () => {
  const effect: MessageEffect = {
    ...({ kind: "message", class: "marketing", channel: "sms" } as const),
    ...{ seq: 1, step: "club", template: "t", priority: 50, keep: false },
  };
  const enrolment = { agreementId: "A-1" };
  const facts = exampleFacts({ renewal: { id: "A-2" } });

  it("has the name of what it is once for", () => {
    const name = (oncePer: "customer" | "agreement" | "renewal" | "calendar-month") =>
      occurrenceOf("renewal", { ...effect, oncePer }, enrolment, facts);
    expect(name("customer")).toBe("renewal:club");
    expect(name("agreement")).toBe("renewal:club:A-1");
    expect(name("renewal")).toBe("renewal:club:A-2");
    expect(name("calendar-month")).toBe("renewal:club:2026-03");
    expect(occurrenceOf("renewal", effect, enrolment, facts)).toBeUndefined();
  });

  it("goes by the agreement while there is no renewal", () => {
    const once: MessageEffect = { ...effect, oncePer: "renewal" };
    expect(occurrenceOf("renewal", once, enrolment, exampleFacts())).toBe("renewal:club:A-1");
  });
});
