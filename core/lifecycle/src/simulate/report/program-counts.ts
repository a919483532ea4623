import type { DecisionKind } from "../../enrolment/decision.ts";
import type { Case } from "../cases/case.ts";
import type { PreparedProgram } from "../program/prepare-program.ts";
import type { ProgramResult } from "../simulation-result.ts";

/** What a step has come to so far. */
interface Step {
  done: number;
  held: number;
  skipped: number;
  withdrawn: number;
}

interface Count {
  entered: number;
  goals: number;
  left: number;
  readonly leftBy: Record<string, number>;
  readonly steps: Map<string, Step>;
}

/** Counts what happens by program and step. */
export class ProgramCounts {
  readonly #counts = new Map<PreparedProgram, Count>();

  decided({ program }: Case, kind: DecisionKind, reason: string): void {
    const count = this.#of(program);
    if (kind === "entered") count.entered++;
    if (kind === "goal-met") count.goals++;
    if (kind !== "ended") return;
    count.left++;
    count.leftBy[reason] = (count.leftBy[reason] ?? 0) + 1;
  }

  /** The counts of a step, to be added to. */
  step({ program }: Case, id: string): Step {
    const { steps } = this.#of(program);
    const known = steps.get(id);
    if (known) return known;
    const step: Step = { done: 0, held: 0, skipped: 0, withdrawn: 0 };
    steps.set(id, step);
    return step;
  }

  /** What a program came to; its steps in the order of its file. */
  result(program: PreparedProgram): ProgramResult {
    const { entered, goals, left, leftBy, steps } = this.#of(program);
    const { version, settings, program: file } = program.compiled;
    const inOrder = file.steps.flatMap(({ id }) => {
      const step = steps.get(id);
      return step ? [[id, { ...step }] as const] : [];
    });
    return {
      id: file.id,
      version,
      settings,
      entered,
      goals,
      left,
      leftBy: { ...leftBy },
      running: entered - left,
      steps: Object.fromEntries(inOrder),
    };
  }

  #of(program: PreparedProgram): Count {
    const known = this.#counts.get(program);
    if (known) return known;
    const count: Count = { entered: 0, goals: 0, left: 0, leftBy: {}, steps: new Map() };
    this.#counts.set(program, count);
    return count;
  }
}
