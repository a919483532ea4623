import { expect, test } from "vitest";
import { longId, podOf, recordId } from "./record-id.ts";

test.each([
  ["00D000000000062", "00D000000000062EAA"],
  ["001D000000IRFma", "001D000000IRFmaIAH"],
])("%s with its three letters is %s", (short, long) => {
  expect(longId(short)).toBe(long);
  expect(longId(long)).toBe(long);
});

test("letters that do not fit, other lengths and other signs are no id", () => {
  expect(longId("001D000000IRFmaAAA")).toBeUndefined();
  expect(longId("001D000000IRFm")).toBeUndefined();
  expect(longId("001D000000IRF-a")).toBeUndefined();
});

test("numbers give ids that differ, in the order of the numbers, and by org", () => {
  const ids = [1, 61, 62, 100_000].map((number) => recordId("003", podOf(1), number));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids.map((id) => id.length))).toEqual(new Set([18]));
  expect(recordId("003", podOf(2), 1)).not.toBe(ids[0]);
});
