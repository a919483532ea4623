import { expect, test } from "vitest";
import { spanForm, spanOf } from "./date-spans.ts";

// Half past midnight on Monday the 23rd in Stockholm, still Sunday in UTC.
const CONTEXT = { nowMs: Date.parse("2026-11-22T23:30:00Z"), timeZone: "Europe/Stockholm" };

test.each([
  ["TODAY", 0, "2026-11-22T23:00Z", "2026-11-23T23:00Z"],
  ["YESTERDAY", 0, "2026-11-21T23:00Z", "2026-11-22T23:00Z"],
  ["TOMORROW", 0, "2026-11-23T23:00Z", "2026-11-24T23:00Z"],
  ["LAST_N_DAYS", 2, "2026-11-20T23:00Z", "2026-11-23T23:00Z"],
  ["NEXT_N_DAYS", 2, "2026-11-23T23:00Z", "2026-11-25T23:00Z"],
  ["N_DAYS_AGO", 2, "2026-11-20T23:00Z", "2026-11-21T23:00Z"],
  ["THIS_WEEK", 0, "2026-11-21T23:00Z", "2026-11-28T23:00Z"],
  ["LAST_MONTH", 0, "2026-09-30T22:00Z", "2026-10-31T23:00Z"],
  ["NEXT_N_MONTHS", 2, "2026-11-30T23:00Z", "2027-01-31T23:00Z"],
  ["THIS_QUARTER", 0, "2026-09-30T22:00Z", "2026-12-31T23:00Z"],
  ["LAST_N_YEARS", 1, "2024-12-31T23:00Z", "2025-12-31T23:00Z"],
])("%s:%d goes from %s to %s", (name, count, from, to) => {
  const span = spanOf(name, count, CONTEXT);
  expect(new Date(span.fromMs).toISOString().replace(":00.000Z", "Z")).toBe(from);
  expect(new Date(span.toMs).toISOString().replace(":00.000Z", "Z")).toBe(to);
});

test("words that name no span are told apart from those with and without a number", () => {
  expect(spanForm("LAST_N_DAYS")).toBe("counted");
  expect(spanForm("LAST_WEEK")).toBe("plain");
  expect(spanForm("SOMEDAY")).toBeUndefined();
});
