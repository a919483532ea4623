import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleFacts } from "../condition/example-facts.ts";
import { type Facts, NOBODY } from "../facts/facts.ts";
import { freeze } from "../simulate/testing/freeze.ts";
import { type Advanced, advance, EndlessLoopError } from "./advance.ts";
import type { CompiledProgram } from "./compiled-program.ts";
import type { Effect } from "./effect.ts";
import type { Enrolment, Stimulus } from "./enrolment.ts";
import { arbitraryHistory, arbitraryProgram, compiledAnew } from "./testing/arbitrary-history.ts";
import { START } from "./testing/example-case.ts";

type History = typeof arbitraryHistory extends fc.Arbitrary<infer H> ? H : never;

const BEFORE: Enrolment = freeze({
  ...{ id: "7", customerId: "K-1", agreementId: "A-1", key: "A-1" },
  ...{ effects: 0, variables: {}, holdout: false },
});

/** What one advance was given and what it gave. */
interface Step {
  readonly now: string;
  readonly before: Enrolment;
  readonly advanced: Advanced;
}

/** What is known of the example customer at one moment. */
type Known = (facts: Facts, program: CompiledProgram) => Facts;

/** Plays a history and gives what came of every part of it; nothing for a program without a wait in its loop. */
function play(
  program: CompiledProgram,
  history: History,
  known: Known = (facts) => facts,
): readonly Step[] | undefined {
  const steps: Step[] = [];
  let enrolment = BEFORE;
  let time = Date.parse(START);
  const take = (
    stimulus: Stimulus,
    { valueClass, renewed }: Pick<History[number], "valueClass" | "renewed">,
  ) => {
    const now = new Date(time).toISOString();
    const facts = freeze(
      exampleFacts({
        ...{ now, today: now.slice(0, 10), customer: { valueClass } },
        ...(renewed && { renewal: { id: "A-2" } }),
      }),
    );
    const before = enrolment;
    // As it comes back from the database.
    const stored = freeze(JSON.parse(JSON.stringify(before)));
    const advanced = advance(program, stored, freeze(stimulus), known(facts, program));
    steps.push({ now, before, advanced });
    enrolment = advanced.enrolment;
  };
  try {
    take({ kind: "entry", cause: "agreement.end" }, { valueClass: "gold", renewed: false });
    for (const happening of history) {
      time += happening.hours * 3_600_000;
      take(stimulusOf(happening, enrolment, time), happening);
    }
  } catch (error) {
    if (error instanceof EndlessLoopError) return undefined;
    throw error;
  }
  return steps;
}

function stimulusOf(
  { what, outcome }: History[number],
  { effects }: Enrolment,
  time: number,
): Stimulus {
  const at = new Date(time).toISOString();
  if (what === "timer") return { kind: "timer" };
  if (what === "settle") return { kind: "settled", seq: effects, outcome, at };
  if (typeof what === "number") return { kind: "settled", seq: what, outcome, at };
  const told = new Date(time - what.minutesAgo * 60_000).toISOString();
  const fields = { ...what.fields, at: told, endedAt: told };
  return {
    kind: "signal",
    signal: { id: `${what.type}:${told}`, type: what.type, at: told, fields },
  };
}

const HOW_OFTEN = { seed: 20_261_122, numRuns: 600 };

function always(holds: (steps: readonly Step[], program: CompiledProgram) => void): void {
  let played = 0;
  fc.assert(
    fc.property(arbitraryProgram, arbitraryHistory, (program, history) => {
      const steps = play(program, history);
      if (!steps) return;
      played += 1;
      holds(steps, program);
    }),
    HOW_OFTEN,
  );
  // A generator of endless loops alone would prove nothing.
  expect(played).toBeGreaterThan(200);
}

test("the same history gives the same, from values that nobody may change", () => {
  let played = 0;
  const property = fc.property(arbitraryProgram, arbitraryHistory, (program, history) => {
    const first = play(program, history);
    const second = play(compiledAnew(program), history);
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    if (first) played += 1;
  });
  fc.assert(property, HOW_OFTEN);
  expect(played).toBeGreaterThan(200);
});

/** Facts without the records that a program says its way needs not. */
const neededAlone: Known = (facts, { recordsNeeded: { onTheWay: needed } }) => {
  const { agreement, renewal, ...rest } = facts;
  return freeze({
    ...rest,
    ...(!needed.customer && { customer: { ...NOBODY, id: facts.customer.id } }),
    ...(needed.agreement && agreement && { agreement }),
    ...(needed.renewal && renewal && { renewal }),
  });
};

test("records that a program does not ask for on its way change nothing", () => {
  const spared = { customer: 0, agreement: 0, renewal: 0 };
  const property = fc.property(arbitraryProgram, arbitraryHistory, (program, history) => {
    const full = play(program, history);
    expect(play(program, history, neededAlone)).toEqual(full);
    for (const record of ["customer", "agreement", "renewal"] as const) {
      if (full && !program.recordsNeeded.onTheWay[record]) spared[record] += 1;
    }
  });
  fc.assert(property, HOW_OFTEN);
  for (const times of Object.values(spared)) expect(times).toBeGreaterThan(5);
});

test("after whatever happens an enrolment stands where something can take it on, or has ended", () => {
  always((steps, program) => {
    for (const { advanced } of steps) {
      const { step, timerAt, ended } = advanced.enrolment;
      if (ended) {
        expect([step, timerAt]).toEqual([undefined, undefined]);
        continue;
      }
      const at = program.step(step ?? "nowhere");
      expect(["wait", "send", "call"]).toContain(at.do);
      if (at.do === "wait" && at.for !== undefined) expect(timerAt).toBeDefined();
    }
  });
});

test("effects are numbered from one without gaps, whatever lies between them", () => {
  always((steps) => {
    const effects = steps.flatMap(({ advanced }) => advanced.effects);
    expect(effects.map(({ seq }) => seq)).toEqual(effects.map((_, index) => index + 1));
    expect(steps.at(-1)?.advanced.enrolment.effects).toBe(effects.length);
  });
});

test("every decision says when and why", () => {
  always((steps) => {
    for (const { now, advanced } of steps) {
      for (const { at, reason } of advanced.decisions) {
        expect(at).toBe(now);
        expect(reason).toMatch(/^[a-z][a-z.-]+$/);
      }
    }
  });
});

test("a customer stands on the call list once, and each call is taken off it once at most", () => {
  always((steps) => {
    const open = new Set<number>();
    for (const effect of steps.flatMap(({ advanced }): readonly Effect[] => advanced.effects)) {
      if (effect.kind === "call") open.add(effect.seq);
      if (effect.kind !== "withdraw-call") continue;
      expect(open.has(effect.callSeq)).toBe(true);
      open.delete(effect.callSeq);
    }
  });
});

test("an end is for good, and is told in the last decision", () => {
  always((steps) => {
    for (const { before, advanced } of steps) {
      const { ended } = advanced.enrolment;
      if (before.ended) expect(advanced).toEqual({ enrolment: before, effects: [], decisions: [] });
      else if (ended) {
        expect(advanced.decisions.at(-1)).toMatchObject({ kind: "ended", reason: ended.reason });
      }
    }
  });
});
