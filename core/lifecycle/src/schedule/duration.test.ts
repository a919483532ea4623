import { Duration } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationParts, Offset, offsetParts } from "./duration.ts";

describe("durations", () => {
  it("takes every part of a duration", () => {
    expect(durationParts("P1Y2M3W4DT5H6M")).toEqual({ months: 14, days: 25, minutes: 306 });
    expect(durationParts("PT36H")).toEqual({ months: 0, days: 0, minutes: 2160 });
  });

  it("reads exactly what the contract's schema admits", () => {
    const part = (letter: string) =>
      fc.option(
        fc.nat(99).map((count) => `${count}${letter}`),
        { nil: "" },
      );
    const text = fc
      .tuple(
        part("Y"),
        part("M"),
        part("W"),
        part("D"),
        fc.constantFrom("", "T"),
        part("H"),
        part("M"),
      )
      .map((parts) => `P${parts.join("")}`);
    fc.assert(
      fc.property(text, (duration) => {
        const admitted = Duration.safeParse(duration).success;
        if (admitted) durationParts(duration);
        else expect(() => durationParts(duration)).toThrow(/is no duration/);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });
});

describe("offsets", () => {
  it("always carries a sign and whole days", () => {
    for (const good of ["-P90D", "+P3D", "+P0D", "-P1Y2M3W4D"])
      expect(Offset.parse(good)).toBe(good);
    for (const bad of ["P3D", "-PT5H", "-P", "--P3D", "-P1DT1H", "90"]) {
      expect(Offset.safeParse(bad).error?.issues[0]?.message).toMatch(/with its sign/);
    }
    expect(offsetParts("-P90D")).toEqual({ sign: -1, duration: "P90D" });
    expect(offsetParts("+P3D")).toEqual({ sign: 1, duration: "P3D" });
  });
});
