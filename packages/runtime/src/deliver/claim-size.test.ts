import { expect, test } from "vitest";
import { ClaimSize } from "./claim-size.ts";

test("claims grow while they are sent within a second, to what one transaction should hold", () => {
  const size = new ClaimSize();
  expect(size.rows).toBe(100);
  const seen: number[] = [];
  for (let claim = 0; claim < 4; claim++) {
    size.note(size.rows, 900);
    seen.push(size.rows);
  }
  expect(seen).toEqual([200, 400, 500, 500]);
});

test("claims shrink when they take more than seconds, and take some all the same", () => {
  const size = new ClaimSize();
  size.note(100, 5_000);
  expect(size.rows).toBe(50);
  size.note(50, 60_000);
  expect(size.rows).toBe(50);
});

test("a small claim that is quick says nothing of large ones", () => {
  const size = new ClaimSize();
  size.note(3, 10);
  expect(size.rows).toBe(100);
});

test("what is neither quick nor slow stays as it is", () => {
  const size = new ClaimSize();
  size.note(100, 2_000);
  expect(size.rows).toBe(100);
});
