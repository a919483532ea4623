import { expect, test } from "vitest";
import { dayBars, daysOver } from "./day-bars.ts";

const day = (index: number, calls = 1) => ({
  date: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
  ...{ entered: 0, email: 2, sms: 0, smsSegments: 0, calls, callsMade: 0, callsWaiting: 0 },
  ...{ tasks: 0, replies: 0, orders: 0, held: 0, skipped: 0, left: 0, cost: 0 },
});

test("a short period has a bar a day, a long one a bar a week, and nothing is lost", () => {
  const short = dayBars(Array.from({ length: 30 }, (_, index) => day(index)));
  expect(short.names.length).toBe(30);
  const long = dayBars(Array.from({ length: 365 }, (_, index) => day(index)));
  expect(long.names.length).toBe(53);
  expect(long.email.reduce((sum, each) => sum + each, 0)).toBe(730);
});

test("days over what there is time for are counted", () => {
  expect(daysOver([day(0, 10), day(1, 11), day(2, 30)], 10)).toBe(2);
});
