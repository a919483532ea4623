import { expect, test } from "vitest";
import { retryAfter } from "./retry-after.ts";

const NOW = "2026-03-02T09:00:00.000Z";

test.each([
  ["seconds", "120", undefined, 120_000],
  [
    "a date, by the server's own clock",
    "Mon, 02 Mar 2026 10:00:10 GMT",
    "Mon, 02 Mar 2026 10:00:00 GMT",
    10_000,
  ],
  [
    "a date, by our clock where the server tells none",
    "Mon, 02 Mar 2026 09:00:10 GMT",
    undefined,
    10_000,
  ],
  ["a date that has passed", "Mon, 02 Mar 2026 08:00:00 GMT", undefined, 0],
  ["more than a day, cut to a day", "999999", undefined, 86_400_000],
  ["nothing", undefined, undefined, undefined],
  ["nonsense", "soon", undefined, undefined],
  ["an empty header", " ", undefined, undefined],
])("Retry-After may be %s", (_name, header, date, milliseconds) => {
  expect(retryAfter(header, date, NOW)).toBe(milliseconds);
});
