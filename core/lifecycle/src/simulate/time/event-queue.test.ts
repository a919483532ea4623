import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventQueue } from "./event-queue.ts";

const event = fc.record({ moment: fc.integer({ min: 0, max: 50 }), phase: fc.nat(2) });

describe("EventQueue", () => {
  test("gives events by moment, then phase, then in the order in which they were put", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 2_000 }), (events) => {
        const queue = new EventQueue<number>();
        for (const [index, { moment, phase }] of events.entries()) queue.add(moment, phase, index);
        const wanted = events
          .map((each, index) => ({ ...each, index }))
          .sort((a, b) => a.moment - b.moment || a.phase - b.phase || a.index - b.index);
        const taken: number[] = [];
        while (queue.size > 0) taken.push(queue.take() ?? -1);
        expect(taken).toEqual(wanted.map(({ index }) => index));
      }),
      { seed: 20_261_122, numRuns: 60 },
    );
  });

  test("tells of the earliest event without taking it", () => {
    const queue = new EventQueue<string>();
    expect([queue.nextMoment, queue.nextPhase, queue.take()]).toEqual([
      Infinity,
      Infinity,
      undefined,
    ]);
    queue.add(20, 1, "later");
    queue.add(10, 2, "sooner");
    expect([queue.nextMoment, queue.nextPhase, queue.size]).toEqual([10, 2, 2]);
  });

  test("keeps its order while events are put and taken in turn", () => {
    const queue = new EventQueue<number>();
    const taken: number[] = [];
    for (let round = 0; round < 5_000; round++) {
      queue.add((round * 7_919) % 1_000_003, 0, (round * 7_919) % 1_000_003);
      if (round % 3 === 2) taken.push(queue.take() ?? -1);
    }
    const rest: number[] = [];
    while (queue.size > 0) rest.push(queue.take() ?? -1);
    expect(rest).toEqual(rest.toSorted((a, b) => a - b));
    expect(taken.length + rest.length).toBe(5_000);
  });
});
