import { expect, test } from "vitest";
import { endOf, filterOf, startOf } from "./activity-address.ts";

test("a day is asked for from its beginning to its end where the company is", () => {
  expect(startOf("2026-03-02", "Europe/Stockholm")).toBe("2026-03-01T23:00:00.000Z");
  expect(endOf("2026-03-02", "Europe/Stockholm")).toBe("2026-03-02T23:00:00.000Z");
  expect(endOf("2026-03-29", "Europe/Stockholm")).toBe("2026-03-29T22:00:00.000Z");
  expect(startOf("2026-03-02", "America/New_York")).toBe("2026-03-02T05:00:00.000Z");
});

test("what an address asks for that there is not is left out", () => {
  const asked = { outcome: "lost", channel: "sms", from: "soon", customer: 17 };
  const { outcome, channel, from, customer } = filterOf(asked);
  expect([outcome, channel, from, customer]).toEqual([undefined, "sms", undefined, "17"]);
});
