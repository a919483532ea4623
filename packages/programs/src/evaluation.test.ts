import {
  addToDate,
  compileProgram,
  dateRule,
  dateTriggers,
  monthsOf,
  parseProgram,
  targetsOfProgram,
  triggerDay,
} from "@perennial/lifecycle";
import { describe, expect, test } from "vitest";
import { listPrograms, readLibraryProgram } from "./library.ts";
import { LibraryError } from "./library-error.ts";
import { ProgramStory } from "./testing/program-story.ts";

async function programOf(id: string) {
  const { program } = parseProgram(await readLibraryProgram(id));
  if (!program) throw new LibraryError(`The program "${id}" has errors.`);
  return program;
}
const programs = await Promise.all((await listPrograms()).map(programOf));

/** The first days on which a program that went live on a day is evaluated. */
async function daysFrom(live: string, times: number): Promise<readonly string[]> {
  const evaluation = compileProgram({ program: await programOf("evaluation"), version: 1 });
  return dateTriggers(evaluation).flatMap((trigger) => {
    const rule = dateRule(trigger, evaluation);
    if (trigger.every === undefined) return [triggerDay(live, rule)];
    const months = monthsOf(trigger.every);
    return Array.from({ length: times - 1 }, (_, index) =>
      triggerDay(addToDate(live, `P${(index + 1) * months}M`), rule),
    );
  });
}

describe("the evaluation (K:1)", () => {
  test("comes a month after a program went live, and every quarter after that", async () => {
    expect(await daysFrom("2026-03-02", 4)).toEqual([
      "2026-04-02",
      "2026-07-02",
      "2026-10-02",
      "2027-01-02",
    ]);
  });

  test("keeps to the end of the month where the next one is shorter", async () => {
    expect(await daysFrom("2026-01-31", 2)).toEqual(["2026-02-28", "2026-05-30"]);
  });

  test("has nobody in it", async () => {
    const anna = await ProgramStory.of("evaluation", {
      ...{ at: "2026-03-02T09:00:00.000Z", customer: { customerSince: "2026-02-01" } },
    });
    anna.tell({ type: "program.requested", program: "evaluation", by: "kim" });
    anna.wait("P1Y");
    expect(anna.lines).toEqual([]);
  });
});

test.each(programs)(
  "$id says what family it is of, and if it reaches customers, what that is to come to (D-18, P-14)",
  (program) => {
    expect(program.family).toBeDefined();
    const reaches = program.steps.some((step) => step.do === "send" || step.do === "call");
    if (reaches) expect(targetsOfProgram(program)).not.toEqual([]);
  },
);

test("the library has a program of every family there has to be (D-18)", () => {
  const families = new Set(programs.map(({ family }) => family));
  expect([...families].sort()).toEqual([
    ...["acquire", "care-for-new", "develop", "engage", "evaluate", "reactivate"],
    ...["reduce-churn", "retain", "win-back"],
  ]);
});

test("what one program starts, another listens for, and no two start each other (P-05)", () => {
  const starts = new Map(
    programs.map(({ id, steps }) => [
      id,
      steps.flatMap((step) => (step.do === "call-program" ? [step.program] : [])),
    ]),
  );
  for (const started of new Set([...starts.values()].flat())) {
    const { triggers } = programs.find(({ id }) => id === started) ?? { triggers: [] };
    const signals = triggers.flatMap((trigger) => ("signal" in trigger ? [trigger.signal] : []));
    expect(signals, started).toContain("program.requested");
  }
  const reached = (from: string, seen: readonly string[]): readonly string[] =>
    (starts.get(from) ?? []).flatMap((next) =>
      seen.includes(next) ? [next] : [next, ...reached(next, [...seen, next])],
    );
  for (const id of starts.keys()) expect(reached(id, [id])).not.toContain(id);
});
