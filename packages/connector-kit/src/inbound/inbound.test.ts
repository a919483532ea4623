import { describe, expect, test } from "vitest";
import { readEvent } from "../webhook/read-event.ts";
import { toInstant } from "./to-instant.ts";
import { understand } from "./understand.ts";

const at = "2026-03-02T09:00:00.000Z";
const opened = { type: "message.opened", id: "o1", at, commandId: "c1" };

describe("understanding a request", () => {
  test("one wrong part does not cost the right ones and says what is wrong where", () => {
    const result = understand([
      { place: "items[0]", signal: opened },
      { place: "items[1]", signal: { ...opened, at: "yesterday" } },
      { place: "items[2]", message: "unknown" },
    ]);
    expect(result.signals).toEqual([opened]);
    expect(result.problems).toEqual([
      { place: "items[1]", message: expect.stringMatching(/^at: write an instant/) },
      { place: "items[2]", message: "unknown" },
    ]);
  });

  test("many faults of one part are told in one line", () => {
    const signal = { type: "message.replied", id: "r1" };
    const { problems } = understand([{ place: "body", signal }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^at: .*; and 1 more$/);
  });
});

describe("reading an event", () => {
  test("gives type and data", () => {
    expect(readEvent('{"type":"a.b","timestamp":"x","data":{"x":1}}')).toEqual({
      type: "a.b",
      data: { x: 1 },
    });
  });

  test.each(["", "nonsense", "[]", '{"data":{}}', "null"])(
    "%j is a problem of the body",
    (body) => {
      expect(readEvent(body)).toMatchObject({ problem: { place: "body" } });
    },
  );
});

describe("reading an instant", () => {
  test.each([
    ["2026-03-02T10:00:00+01:00", at],
    ["2026-03-02T10:00:00.000+0100", at],
    ["2026-03-02T09:00:00.000999Z", at],
    ["2026-03-02T09:00Z", at],
    ["2026-03-02 09:00:00Z", at],
  ])("%s is understood", (text, instant) => expect(toInstant(text)).toBe(instant));

  test.each([
    "2026-03-02T09:00:00",
    "2026-02-30T09:00:00Z",
    "2026-03-02",
    "soon",
    "",
    12,
    undefined,
  ])("%s is not", (text) => expect(toInstant(text)).toBeUndefined());

  test("one without a zone is read as UTC only where the vendor says so", () => {
    expect(toInstant("2026-03-02T09:00:00.302000", "utc")).toBe("2026-03-02T09:00:00.302Z");
  });
});
