import { describe, expect, test } from "vitest";
import type { ContactPolicy } from "../../policy/contact-policy.ts";
import { SALES_POLICY } from "../testing/example-input.ts";
import { addressLookBack, customerLookBack, yearBefore } from "./look-back.ts";

const zone = "Europe/Stockholm";
const of = (changes: Partial<ContactPolicy>): ContactPolicy => ({ ...SALES_POLICY, ...changes });
const cap = (window: ContactPolicy["caps"][number]["window"]) =>
  of({ caps: [{ limit: 1, window, classes: ["marketing"] }] });

describe("how far back a policy looks", () => {
  test.each([
    ["two months and a day where no cap asks for more", [of({})], "2027-03-29"],
    ["as far as the longest rolling cap", [of({}), cap({ rolling: "P100D" })], "2027-02-19"],
    ["hours are rounded up to days", [cap({ rolling: "PT2000H" })], "2027-03-07"],
    ["a year for a cap of the calendar year", [cap({ calendar: "year" })], "2026-05-30"],
  ])("%s", (_, policies, date) => {
    const since = customerLookBack(policies, "2027-05-31", zone);
    expect(new Date(since).toLocaleDateString("sv", { timeZone: zone })).toBe(date);
  });

  test("at an address as far as its duplicate window", () => {
    expect(addressLookBack([of({ duplicateWindow: "PT24H" })], "2027-05-31", zone)).toBe(
      "2027-05-28T22:00:00.000Z",
    );
  });

  test("a year keeps the time on the clock, and 29 February becomes the 28th", () => {
    expect(yearBefore("2027-06-01T08:00:00.000Z", zone)).toBe("2026-06-01T08:00:00.000Z");
    expect(yearBefore("2028-02-29T08:00:00.000Z", zone)).toBe("2027-02-28T08:00:00.000Z");
  });
});
