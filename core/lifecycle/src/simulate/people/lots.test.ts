import { describe, expect, test } from "vitest";
import { fallsOn, Lots } from "./lots.ts";

describe("lots", () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => `c-${index}`);

  test("are the same for the same seed, person and happening, and spread evenly over people", () => {
    const drawn = ids.map((id) => new Lots("1").draw(id, "sms:a:1", "reaction"));
    expect(drawn).toEqual(ids.map((id) => new Lots("1").draw(id, "sms:a:1", "reaction")));
    for (const limit of [0.1, 0.5, 0.9]) {
      const share = drawn.filter((lot) => lot < limit).length / ids.length;
      expect(Math.abs(share - limit)).toBeLessThan(0.02);
    }
  });

  test("of two questions, or two seeds, have nothing to do with each other", () => {
    const lots = new Lots("1");
    const both = ids.filter(
      (id) => lots.draw(id, "sms:a:1", "reaction") < 0.5 && lots.draw(id, "sms:a:1", "when") < 0.5,
    );
    const seeds = ids.filter(
      (id) => lots.draw(id, "x", "y") < 0.5 && new Lots("2").draw(id, "x", "y") < 0.5,
    );
    for (const { length } of [both, seeds])
      expect(Math.abs(length / ids.length - 0.25)).toBeLessThan(0.03);
  });

  test("a happening that comes again has another name", () => {
    const lots = new Lots("1");
    expect([lots.again("c", "call"), lots.again("d", "call"), lots.again("c", "call")]).toEqual([
      "call:1",
      "call:1",
      "call:2",
    ]);
  });

  test("fall on the first of the shares that they reach, or on none", () => {
    const shares = [
      ["a", 0.2],
      ["b", 0],
      ["c", 0.3],
    ] as const;
    expect([0, 0.19, 0.2, 0.49, 0.5, 0.99].map((lot) => fallsOn(lot, shares))).toEqual([
      "a",
      "a",
      "c",
      "c",
      undefined,
      undefined,
    ]);
  });
});
