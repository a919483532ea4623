import { expect, test } from "vitest";
import { DoneInOrder } from "./done-in-order.ts";

test("ranges that are done in any order are passed without a gap", () => {
  const progress = new DoneInOrder(["b", "d", "f", null]);
  expect(progress.done(1)).toBeUndefined();
  expect(progress.done(0)).toBe("d");
  expect(progress.done(3)).toBeUndefined();
  expect(progress.isWhole()).toBe(false);
  expect(progress.done(2)).toBeUndefined();
  expect(progress.isWhole()).toBe(true);
});
