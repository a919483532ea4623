import { describe, expect, test } from "vitest";
import { SILENT_PEOPLE } from "./assumptions.ts";
import { simulate } from "./simulate.ts";
import type { SimulatedEvent } from "./simulated-event.ts";
import { exampleBase, exampleInput } from "./testing/example-input.ts";
import { naiveRun } from "./testing/naive-run.ts";

const TOLD = ["entered", "left", "sent", "held", "skipped", "withdrawn", "task", "alarm"];

/** An event as the naive run writes it. */
function lineOf({ at, customerId, what, step, reason }: SimulatedEvent): string {
  const isMove = what === "entered" || what === "left";
  const details = [isMove ? reason : step, isMove ? undefined : reason];
  return [at, customerId, what, ...details.filter((each) => each !== undefined)].join(" ");
}

describe("a dry run with an event queue", () => {
  test("tells the same as one that looks at every customer every hour", () => {
    const input = exampleInput({
      records: exampleBase(60, "2026-12-20"),
      from: "2026-12-01",
      to: "2027-06-18",
      assumptions: SILENT_PEOPLE,
    });
    const told: string[] = [];
    simulate(input, {
      onEvent: (event) => {
        if (TOLD.includes(event.what)) told.push(lineOf(event));
      },
    });
    const wanted = naiveRun(input, (effect, { firstName }) =>
      effect.step === "reminder" && firstName === undefined ? "missing-data" : undefined,
    );
    expect(wanted.length).toBeGreaterThan(400);
    const kinds = new Set(wanted.map((line) => line.split(" ")[2]));
    expect([...kinds].sort()).toEqual(TOLD.toSorted());
    expect(told.sort()).toEqual(wanted);
  });
});
