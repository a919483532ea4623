import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Agenda } from "./agenda.ts";
import { fromMillis } from "./instant.ts";

function takeAll(agenda: Agenda<number>): number[] {
  const taken: number[] = [];
  for (let part = agenda.takeEarliest(); part.length > 0; part = agenda.takeEarliest())
    taken.push(...part.map(({ what }) => what));
  return taken;
}

describe("an agenda", () => {
  test("gives appointments by time, and those of one moment as they were added", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (moments) => {
        const agenda = new Agenda<number>();
        moments.forEach((moment, index) => {
          agenda.add(fromMillis(moment), index);
        });
        const expected = moments
          .map((moment, index) => ({ moment, index }))
          .sort((one, other) => one.moment - other.moment || one.index - other.index);
        expect(takeAll(agenda)).toEqual(expected.map(({ index }) => index));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("is the same after it was kept and loaded", () => {
    const agenda = new Agenda<number>();
    for (const moment of [5, 1, 9, 1, 3]) agenda.add(fromMillis(moment), moment);
    const copy = new Agenda<number>();
    copy.load(JSON.parse(JSON.stringify(agenda.list())));
    expect(takeAll(copy)).toEqual(takeAll(agenda));
  });
});
