import { expect, test } from "vitest";
import { durationParts, durationText } from "./duration-parts.ts";

test.each(["P90D", "P1M", "P2W", "P1Y", "PT36H", "PT15M", "P0D"])(
  "%s is read and written alike",
  (text) => {
    const parts = durationParts(text);
    expect(parts && durationText(parts)).toBe(text);
  },
);

test("a month is no minute", () => {
  expect(durationParts("P5M")).toEqual({ amount: 5, unit: "M" });
  expect(durationParts("PT5M")).toEqual({ amount: 5, unit: "TM" });
});

test.each(["", "P", "5 days", "P1DT2H", "P1Y2M", "P5H", "PT5D"])("%j is not one unit", (text) => {
  expect(durationParts(text)).toBeUndefined();
});
