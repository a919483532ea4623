import { describe, expect, test } from "vitest";
import { readPropertyDate, readPropertyInstant } from "./convert-property.ts";

describe("a property's value", () => {
  test.each([
    ["a date", "2026-03-01", "2026-03-01"],
    ["midnight UTC in milliseconds", "1772323200000", "2026-03-01"],
    ["a moment late in the evening of UTC", "2026-02-28T23:30:00.000Z", "2026-03-01"],
    ["the same in milliseconds", "1772321400000", "2026-03-01"],
  ])("is a date: %s", (_name, value, date) => {
    expect(readPropertyDate(value, "Europe/Stockholm")).toEqual({ value: date });
  });

  test("is a moment, where it is a date from the beginning of the day", () => {
    expect(readPropertyInstant("2026-03-01", "Europe/Stockholm")).toEqual({
      value: "2026-02-28T23:00:00.000Z",
    });
    expect(readPropertyInstant("1772321400000", "Europe/Stockholm")).toEqual({
      value: "2026-02-28T23:30:00.000Z",
    });
  });

  test.each(["soon", "2026-02-30", "2026-13-01T00:00:00Z"])("is no date: %s", (value) => {
    expect(readPropertyDate(value, "UTC")).toHaveProperty("problem");
    expect(readPropertyInstant(value, "UTC")).toHaveProperty("problem");
  });

  test.each([null, undefined, "", " "])("is nothing: %j", (value) => {
    expect(readPropertyDate(value, "UTC")).toEqual({ missing: true });
    expect(readPropertyInstant(value, "UTC")).toEqual({ missing: true });
  });
});
