import { describe, expect, test } from "vitest";
import { momentOf, VirtualTime } from "./virtual-time.ts";

const START = "2027-03-27T23:00:00.000Z";

/** A clock from the day of the spring change, with what was done when. */
function clock() {
  const time = new VirtualTime<string, string>({
    start: START,
    end: "2027-03-29T22:00:00.000Z",
    zone: "Europe/Stockholm",
  });
  const done: string[] = [];
  const note = (what: string) => done.push(`${time.now.slice(5, 16)} ${time.today} ${what}`);
  const run = (until: string) => {
    time.runUntil(momentOf(until), {
      advance: (each) => note(`advance ${each}`),
      deliver: (rows) => note(`deliver ${rows.join("+")}`),
    });
    return done;
  };
  return { time, note, run, at: (hour: number) => momentOf(START) + hour * 3_600_000 };
}

describe("VirtualTime", () => {
  test("at one moment takes in what happens first, then advances, then delivers all together", () => {
    const { time, note, run, at } = clock();
    time.deliver(at(5), "a");
    time.deliver(at(5), "b");
    time.advance(at(5), "c");
    time.happen(at(5), () => note("happens"));
    expect(run("2027-03-28T22:00:00.000Z")).toEqual([
      "03-28T04:00 2027-03-28 happens",
      "03-28T04:00 2027-03-28 advance c",
      "03-28T04:00 2027-03-28 deliver a+b",
    ]);
  });

  test("keeps the date of the zone, on a day of 23 hours too", () => {
    const { time, note, run, at } = clock();
    for (const hour of [0, 22.99, 23]) time.happen(at(hour), () => note(String(hour)));
    expect(run("2027-03-29T22:00:00.000Z")).toEqual([
      "03-27T23:00 2027-03-28 0",
      "03-28T21:59 2027-03-28 22.99",
      "03-28T22:00 2027-03-29 23",
    ]);
  });

  test("does what is late at once, and forgets what comes after the end", () => {
    const { time, note, run, at } = clock();
    time.happen(at(2), () => {
      time.happen(at(1), () => note("late"));
      time.happen(at(100), () => note("never"));
    });
    expect(run("2027-12-31T00:00:00.000Z")).toEqual(["03-28T01:00 2027-03-28 late"]);
  });

  test("stops before the limit and goes on from there", () => {
    const { time, note, run, at } = clock();
    time.happen(at(3), () => note("three"));
    time.happen(at(4), () => note("four"));
    expect(run("2027-03-28T03:00:00.000Z")).toHaveLength(1);
    expect(run("2027-03-28T03:00:00.001Z")).toHaveLength(2);
  });
});
