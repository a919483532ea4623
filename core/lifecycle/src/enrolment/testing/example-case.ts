import type { Instant } from "@perennial/contract";
import { type ExampleFacts, exampleFacts } from "../../condition/example-facts.ts";
import type { Facts } from "../../facts/facts.ts";
import { Program } from "../../program/program.ts";
import { localDateOf } from "../../schedule/calendar.ts";
import { type Advanced, advance } from "../advance.ts";
import { type CompiledProgram, compileProgram } from "../compiled-program.ts";
import type { Effect } from "../effect.ts";
import type { Enrolment, SignalFacts, Stimulus } from "../enrolment.ts";

const both = (text: string) => ({ sv: text, en: text });

/** The moment at which example cases begin: a Sunday in March 2026, 12:30 in Stockholm. */
export const START: Instant = "2026-03-22T11:30:00.000Z";

/** A program of some steps, as its file would give it. */
export function exampleProgram(parts: Readonly<Record<string, unknown>>): CompiledProgram {
  const header = {
    ...{ id: "example", name: both("Exempel"), updated: "2026-03-01", subject: "agreement" },
    ...{ objective: both("o"), target: both("t"), targetGroup: both("g") },
    ...{ responsible: both("r"), doneBy: both("d"), triggers: [{ date: "agreement.end" }] },
  };
  return compileProgram({ program: Program.parse({ ...header, ...parts }), version: 1 });
}

/** A signal as an enrolment sees it. */
export function exampleSignal(
  type: string,
  fields: SignalFacts["fields"] = {},
  at: Instant = START,
): SignalFacts {
  return { id: `${type}:${at}`, type, at, fields: { at, ...fields } };
}

/** The step that a program stands still at until a signal it does not get. */
export const REST = { id: "rest", do: "wait", on: [{ signal: "purchase.made", goTo: "rest" }] };

/** An enrolment of the example customer that things happen to, one after the other. */
export class ExampleCase {
  enrolment: Enrolment;
  now: Instant = START;
  /** Every effect so far. */
  readonly effects: Effect[] = [];
  /** What the last stimulus came to. */
  last: Advanced | undefined;
  readonly #program: CompiledProgram;
  #changes: ExampleFacts;

  constructor(
    program: CompiledProgram,
    { facts = {}, ...enrolment }: Partial<Enrolment> & { readonly facts?: ExampleFacts } = {},
  ) {
    this.#program = program;
    this.#changes = facts;
    const about = { id: "7", customerId: "K-1", agreementId: "A-1", key: "A-1" };
    this.enrolment = { ...about, effects: 0, variables: {}, holdout: false, ...enrolment };
  }

  /** A case that has entered. */
  static entered(
    program: CompiledProgram,
    options: Partial<Enrolment> & { readonly facts?: ExampleFacts } = {},
  ): ExampleCase {
    const entered = new ExampleCase(program, options);
    entered.take({ kind: "entry", cause: "agreement.end" });
    return entered;
  }

  get facts(): Facts {
    const { now } = this;
    const today = localDateOf(now, "Europe/Stockholm");
    return exampleFacts({ ...this.#changes, now, today });
  }

  /** Changes what is known from here on. */
  know(changes: ExampleFacts): void {
    this.#changes = { ...this.#changes, ...changes };
  }

  /** Lets something happen. */
  take(stimulus: Stimulus): Advanced {
    const advanced = advance(this.#program, this.enrolment, stimulus, this.facts);
    this.last = advanced;
    this.enrolment = advanced.enrolment;
    this.effects.push(...advanced.effects);
    return advanced;
  }

  tell(type: string, fields: SignalFacts["fields"] = {}, at: Instant = this.now): Advanced {
    return this.take({ kind: "signal", signal: exampleSignal(type, fields, at) });
  }

  /** What it asked for last has left, or could not. */
  settle(outcome: "sent" | "not-sent" = "sent", reason?: string): Advanced {
    const { effects: seq } = this.enrolment;
    const why = reason !== undefined && { reason };
    return this.take({ kind: "settled", seq, outcome, at: this.now, ...why });
  }

  /** Its timer comes due. */
  ring(): Advanced {
    const { timerAt } = this.enrolment;
    if (timerAt !== undefined && timerAt > this.now) this.now = timerAt;
    return this.take({ kind: "timer" });
  }

  /** The kinds of the decisions that the last stimulus led to, with their reasons. */
  get decided(): readonly string[] {
    return (this.last?.decisions ?? []).map(({ kind, reason }) => `${kind}: ${reason}`);
  }
}
