import { describe, expect, test } from "vitest";
import { daysBetween, instantAt, plusDays, plusMonths, wallClock } from "./zone.ts";

const ZONE = "Europe/Stockholm";

describe("the clock on the wall", () => {
  test.each([
    ["2026-01-15T12:00:00.000Z", { date: "2026-01-15", minutes: 780, weekday: 4 }],
    ["2026-07-15T22:30:00.000Z", { date: "2026-07-16", minutes: 30, weekday: 4 }],
    ["2026-03-29T00:59:00.000Z", { date: "2026-03-29", minutes: 119, weekday: 7 }],
    ["2026-03-29T01:00:00.000Z", { date: "2026-03-29", minutes: 180, weekday: 7 }],
    ["2026-10-25T00:59:00.000Z", { date: "2026-10-25", minutes: 179, weekday: 7 }],
    ["2026-10-25T01:00:00.000Z", { date: "2026-10-25", minutes: 120, weekday: 7 }],
  ])("%s", (instant, expected) => {
    expect(wallClock(instant, ZONE)).toEqual(expected);
  });

  test.each([
    ["2026-01-15", 540, "2026-01-15T08:00:00.000Z"],
    ["2026-07-15", 0, "2026-07-14T22:00:00.000Z"],
    ["2026-03-29", 0, "2026-03-28T23:00:00.000Z"],
    ["2026-03-29", 180, "2026-03-29T01:00:00.000Z"],
    ["2026-10-25", 150, "2026-10-25T00:30:00.000Z"],
    ["2026-10-25", 240, "2026-10-25T03:00:00.000Z"],
  ])("%s at minute %i is %s", (date, minutes, expected) => {
    expect(instantAt(date, minutes, ZONE)).toBe(expected);
  });

  test("a time that is skipped in spring becomes the one an hour later", () => {
    const instant = instantAt("2026-03-29", 150, ZONE);
    expect(wallClock(instant, ZONE).minutes).toBe(210);
  });
});

describe("dates", () => {
  test("months end where they end", () => {
    expect(plusMonths("2027-01-31", 1)).toBe("2027-02-28");
    expect(plusMonths("2028-01-31", 1)).toBe("2028-02-29");
    expect(plusMonths("2026-03-31", -1)).toBe("2026-02-28");
    expect(plusMonths("2026-11-30", 14)).toBe("2028-01-30");
  });

  test("days are counted across a change of the clocks", () => {
    expect(plusDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  });
});
