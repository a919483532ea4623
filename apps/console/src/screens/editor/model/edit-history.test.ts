import { expect, test } from "vitest";
import { changed, newHistory, redone, undone } from "./edit-history.ts";

const write = (text: string, at: number, about = "a") => ({ files: { a: text }, about, at });

test("writing that goes on is taken back as one, and what came before stays", () => {
  let history = newHistory({ a: "" });
  for (const [index, text] of ["H", "He", "Hey"].entries()) {
    history = changed(history, write(text, 100 * index));
  }
  history = changed(history, write("Hey you", 5_000));
  history = undone(history);
  expect(history.files).toEqual({ a: "Hey" });
  history = undone(history);
  expect(history.files).toEqual({ a: "" });
  expect(undone(history)).toBe(history);
});

test("what was taken back can be done again until something else is changed", () => {
  let history = changed(newHistory({ a: "" }), write("x", 0));
  history = redone(undone(history));
  expect(history.files).toEqual({ a: "x" });
  history = changed(undone(history), write("y", 10_000));
  expect(redone(history).files).toEqual({ a: "y" });
});

test("a change of another place is taken back on its own, however quick it came", () => {
  let history = changed(newHistory({ a: "" }), write("x", 0, "one"));
  history = changed(history, write("xy", 1, "two"));
  expect(undone(history).files).toEqual({ a: "x" });
});

test("writing what stands there already is no change", () => {
  const history = newHistory({ a: "x" });
  expect(changed(history, write("x", 0))).toBe(history);
});
