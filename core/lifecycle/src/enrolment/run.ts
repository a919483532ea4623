import type { AttributeValue, Instant } from "@perennial/contract";
import type { Condition } from "../condition/condition.ts";
import { readField } from "../condition/read-field.ts";
import type { Facts } from "../facts/facts.ts";
import type { ValueOrField } from "../program/step.ts";
import type { CompiledProgram } from "./compiled-program.ts";
import type { Decision, DecisionKind } from "./decision.ts";
import type { Effect } from "./effect.ts";
import type { Enrolment, SignalFacts, Variables } from "./enrolment.ts";

/** An effect before it has its number. */
export type NewEffect = Effect extends infer E
  ? E extends Effect
    ? Omit<E, "seq">
    : never
  : never;

/** Where a step leads: on to another, to a standstill until something happens, or out. */
export type Next =
  | { readonly goTo: string | undefined }
  | { readonly park: true; readonly timerAt?: Instant }
  | { readonly end: string }
  /** An exit rule ends it, which takes back what waits to be sent. */
  | { readonly leave: string };

/** One call of `advance` under way: the only place where state changes, and it leaves as new values. */
export class Run {
  readonly program: CompiledProgram;
  readonly now: Instant;
  readonly effects: Effect[] = [];
  readonly decisions: Decision[] = [];
  /** The steps it has come through. */
  readonly path: string[] = [];
  enrolment: Enrolment;
  /** Whether effects that wait to be performed are to be withdrawn. */
  withdraw: string | undefined;
  #facts: Facts;

  constructor(program: CompiledProgram, enrolment: Enrolment, facts: Facts) {
    this.program = program;
    this.enrolment = enrolment;
    this.now = facts.now;
    this.#facts = { ...facts, enrolment: enrolment.variables };
  }

  get facts(): Facts {
    return this.#facts;
  }

  /** Lets conditions see the fields of a signal. */
  look(signal: SignalFacts): void {
    this.#facts = { ...this.#facts, signal: signal.fields };
  }

  holds(condition: Condition | undefined): boolean {
    return this.program.holds(condition, this.#facts);
  }

  /** Notes values on the enrolment. */
  set(values: Variables): void {
    const variables = { ...this.enrolment.variables, ...values };
    this.enrolment = { ...this.enrolment, variables };
    this.#facts = { ...this.#facts, enrolment: variables };
  }

  /** A fixed value, or what a field holds now; `null` where it holds nothing. */
  valueOf(value: ValueOrField): AttributeValue {
    if (typeof value !== "object" || value === null) return value;
    return readField(this.#facts, value.field) ?? null;
  }

  /** Asks for an effect and gives its number. */
  emit(effect: NewEffect): number {
    const seq = this.enrolment.effects + 1;
    this.enrolment = { ...this.enrolment, effects: seq };
    this.effects.push({ ...effect, seq } as Effect);
    return seq;
  }

  decide(
    kind: DecisionKind,
    reason: string | undefined,
    evidence: Decision["evidence"] = {},
  ): void {
    const { step } = this.enrolment;
    this.decisions.push({
      at: this.now,
      kind,
      ...(step !== undefined && { step }),
      ...(reason !== undefined && { reason }),
      evidence,
    });
  }

  /** Says more in the decision of a kind that was just taken: where it stands since, and what else is known. */
  amend(kind: DecisionKind, evidence: Decision["evidence"]): void {
    const at = this.decisions.findLastIndex((each) => each.kind === kind);
    const taken = this.decisions[at];
    if (!taken) return;
    const { step } = this.enrolment;
    const known = { ...taken, evidence: { ...taken.evidence, ...evidence } };
    this.decisions[at] = { ...known, ...(step !== undefined && { step }) };
  }

  /** Moves to a step, into its stage if it has one. */
  enter(stepId: string): void {
    const { stage } = this.program.step(stepId);
    const { timerAt: _over, ...rest } = this.enrolment;
    this.enrolment = { ...rest, step: stepId, ...(stage !== undefined && { stage }) };
    this.path.push(stepId);
  }

  /** Stands still until something happens, or a time comes. */
  park(timerAt: Instant | undefined): void {
    const { timerAt: _over, ...rest } = this.enrolment;
    this.enrolment = { ...rest, ...(timerAt !== undefined && { timerAt }) };
  }

  end(reason: string): void {
    this.decide("ended", reason);
    const { step: _step, timerAt: _timer, ...rest } = this.enrolment;
    this.enrolment = { ...rest, ended: { at: this.now, reason } };
  }
}
