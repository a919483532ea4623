import { expect, test } from "vitest";
import { dayAfter, dayStart } from "./day-bounds.ts";

test.each([
  ["2026-03-02", "Europe/Stockholm", "2026-03-01T23:00:00.000Z"],
  ["2026-07-02", "Europe/Stockholm", "2026-07-01T22:00:00.000Z"],
  ["2026-03-29", "Europe/Stockholm", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "Europe/Stockholm", "2026-03-29T22:00:00.000Z"],
  ["2026-03-02", "America/New_York", "2026-03-02T05:00:00.000Z"],
  ["2026-03", "Europe/Stockholm", undefined],
])("%s begins in %s at %s", (day, zone, begins) => {
  expect(dayStart(day, zone)).toBe(begins);
});

test("a month's last day is followed by the next one's first", () => {
  expect(dayAfter("2026-02-28")).toBe("2026-03-01");
});
