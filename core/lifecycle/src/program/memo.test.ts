import { describe, expect, test } from "vitest";
import { remembered } from "./memo.ts";

describe("what was read of a text", () => {
  test("is read once, and given to whoever asks, frozen", () => {
    const asked: string[] = [];
    const read = remembered((text) => {
      asked.push(text);
      return { text, parts: [{ length: text.length }] };
    });
    const first = read("a");
    expect(read("a")).toBe(first);
    expect(asked).toEqual(["a"]);
    expect(() => Object.assign(first.parts[0] ?? {}, { length: 2 })).toThrow(TypeError);
  });

  test("is remembered of the last texts alone, those asked for again among them", () => {
    const asked: string[] = [];
    const read = remembered((text) => asked.push(text), 2);
    for (const text of ["a", "b", "a", "c", "a", "b"]) read(text);
    expect(asked).toEqual(["a", "b", "c", "b"]);
  });
});
