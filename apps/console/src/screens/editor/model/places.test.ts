import { expect, test } from "vitest";
import { placesIn } from "./places.ts";

const TEXT = `id: x
steps:
  - id: a
    do: wait
    on:
      - signal: message.replied
        goTo: b
  - id: b
    do: exit
`;

test("a line and column lead to what stands there", () => {
  const places = placesIn(TEXT);
  expect(places.pathAt(1, 1)).toEqual(["id"]);
  expect(places.pathAt(4, 9)).toEqual(["steps", 0, "do"]);
  expect(places.pathAt(7, 15)).toEqual(["steps", 0, "on", 0, "goTo"]);
  expect(places.pathAt(9, 5)).toEqual(["steps", 1, "do"]);
});

test("a path leads to its line", () => {
  expect(placesIn(TEXT).lineOf(["steps", 1, "do"])).toBe(9);
  expect(placesIn(TEXT).lineOf(["steps", 7])).toBeUndefined();
});

test("a file that is no YAML has places as far as it can be read", () => {
  expect(placesIn("id: x\nsteps: [a").pathAt(1, 5)).toEqual(["id"]);
});
