import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateIn, isZone, startOfDay } from "./zone.ts";

const ZONES = [
  ...["Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"],
  ...["Pacific/Pago_Pago", "America/Sao_Paulo", "UTC"],
] as const;

describe("a day in a time zone", () => {
  test("begins when its clocks say so, also where summer time begins or ends", () => {
    expect(startOfDay("Europe/Stockholm", "2026-03-29")).toBe("2026-03-28T23:00:00.000Z");
    expect(startOfDay("Europe/Stockholm", "2026-03-30")).toBe("2026-03-29T22:00:00.000Z");
    expect(startOfDay("Europe/Stockholm", "2026-10-26")).toBe("2026-10-25T23:00:00.000Z");
    // Midnight was left out there that day.
    expect(startOfDay("America/Sao_Paulo", "2018-11-04")).toBe("2018-11-04T03:00:00.000Z");
  });

  test("is the one its first moment falls on, and the moment before falls on another", () => {
    const days = fc.date({
      min: new Date("1990-01-01"),
      max: new Date("2060-01-01"),
      noInvalidDate: true,
    });
    const property = fc.property(fc.constantFrom(...ZONES), days, (zone, day) => {
      const date = day.toISOString().slice(0, 10);
      const start = startOfDay(zone, date);
      expect(dateIn(zone, start)).toBe(date);
      const before = new Date(Date.parse(start) - 1).toISOString();
      expect(dateIn(zone, before) < date).toBe(true);
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 300 });
  });

  test("of a zone that is none is that of UTC", () => {
    expect(isZone("Mars/Olympus")).toBe(false);
    expect(startOfDay("Mars/Olympus", "2026-03-01")).toBe("2026-03-01T00:00:00.000Z");
  });
});
