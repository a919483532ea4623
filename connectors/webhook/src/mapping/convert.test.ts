import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convert, finished } from "./convert.ts";
import type { Convert } from "./convert-schema.ts";
import { instantIn } from "./zone.ts";

const ZONE = "Europe/Stockholm";

function converted(value: string | number | boolean | undefined, ...steps: Convert[]) {
  const look = (path: string) => (path === "$.currency" ? "jpy" : undefined);
  const result = convert(value, steps, { zone: ZONE, look });
  return result === undefined ? undefined : finished(result);
}

test("words are trimmed and put in one case, with the letters of Swedish", () => {
  expect(converted("  ÅSA@Example.SE ", "trim", "lowercase")).toBe("åsa@example.se");
  expect(converted("sek", "uppercase")).toBe("SEK");
  expect(converted("   ", "trim")).toBeUndefined();
  expect(converted(7, "text")).toBe("7");
});

describe("numbers and money", () => {
  test.each([
    ["1 249,50 kr", ",", 1249.5],
    ["1.249,50", ",", 1249.5],
    ["1\u00a0249,5", ",", 1249.5],
    ["12:-", ",", 12],
    ["−3,25", ",", -3.25],
    ["$1,249.50", ".", 1249.5],
  ] as const)("%j with %j is %d", (text, number, expected) => {
    expect(converted(text, { number })).toBe(expected);
  });

  test.each(["1,5", "abc", "1 23", "--1", "1.2.3", "-", true])("%j is no number", (value) => {
    expect(() => converted(value, "number")).toThrow();
  });

  test("are exact on the way to minor units", () => {
    expect(converted("1 249,50", { number: "," }, { times: 12 }, { money: "SEK" })).toBe(1_499_400);
    expect(converted("29.85", { times: 12 }, { money: "SEK" })).toBe(35_820);
    expect(converted(1.005, { money: "SEK" })).toBe(101);
    expect(converted("-1.005", { money: "SEK" })).toBe(-101);
    expect(converted("1200", { money: "$.currency" })).toBe(1_200);
    expect(() => converted("1200", { money: "$.none" })).toThrow("no currency at $.none");
    expect(() => converted("9".repeat(20), { money: "SEK" })).toThrow("too large");
  });

  test("come back as they were from whatever a machine can hold", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e18, max: 1e18 });
    const property = fc.property(number, (each) => {
      expect(converted(each, "number")).toBe(each === 0 ? 0 : each);
    });
    fc.assert(property, { seed: 46, numRuns: 300 });
  });

  test("in öre are the amount times a hundred, whatever the amount", () => {
    const property = fc.property(fc.integer({ min: -1e9, max: 1e9 }), (minor) => {
      const size = String(Math.abs(minor)).padStart(3, "0");
      const text = `${minor < 0 ? "-" : ""}${size.slice(0, -2)},${size.slice(-2)}`;
      expect(converted(text, { number: "," }, { money: "SEK" })).toBe(minor);
    });
    fc.assert(property, { seed: 46, numRuns: 300 });
  });
});

test("yes and no are understood in the languages we speak, and nothing else is", () => {
  for (const yes of [true, 1, "1", "Ja", "yes", "TRUE", "sant"]) {
    expect(converted(yes, "boolean")).toBe(true);
  }
  for (const no of [false, 0, "0", "Nej", "no", "false"]) {
    expect(converted(no, "boolean")).toBe(false);
  }
  expect(() => converted("kanske", "boolean")).toThrow("neither yes nor no");
});

test("values are chosen from a list, with one for the rest where it is said", () => {
  const values = { Fast: "fixed", "1": "one" };
  expect(converted("Fast", { values })).toBe("fixed");
  expect(converted(1, { values })).toBe("one");
  expect(converted("Annat", { values, otherwise: "variable" })).toBe("variable");
  expect(converted("Annat", { values, otherwise: null }, { default: "x" })).toBe("x");
  for (const odd of ["Annat", "constructor", "__proto__"]) {
    expect(() => converted(odd, { values })).toThrow("none of 1, Fast");
  }
});

test("a default stands where there is no value, and only there", () => {
  expect(converted(undefined, "trim", { default: "Kund" })).toBe("Kund");
  expect(converted(" ", "trim", { default: "Kund" }, "uppercase")).toBe("KUND");
  expect(converted(0, "number", { default: 7 })).toBe(0);
  expect(converted(false, "boolean", { default: true })).toBe(false);
});

test("telephone numbers become E.164, with or without a country code", () => {
  expect(converted("070-174 06 05", { phone: "SE" })).toBe("+46701740605");
  expect(converted("+47 406 12 345", { phone: "SE" })).toBe("+4740612345");
  expect(() => converted("12", { phone: "SE" })).toThrow("no telephone number");
});

describe("dates and times", () => {
  test.each([
    ["2026-03-02T10:15:00+01:00", "iso", "2026-03-02T09:15:00.000Z"],
    ["2026-03-02 10:15", "iso", "2026-03-02T09:15:00.000Z"],
    ["2026-03-02T10:15:00.1239Z", "iso", "2026-03-02T10:15:00.123Z"],
    ["2026-03-02T10:15:00", "iso-utc", "2026-03-02T10:15:00.000Z"],
    [1_772_442_000, "epoch-seconds", "2026-03-02T09:00:00.000Z"],
    ["1772442000000", "epoch-milliseconds", "2026-03-02T09:00:00.000Z"],
    ["1/7 2026 08:00", "D/M YYYY HH:mm", "2026-07-01T06:00:00.000Z"],
  ] as const)("%j as %s is the instant %s", (value, instant, expected) => {
    expect(converted(value, { instant })).toBe(expected);
  });

  test.each([
    ["2026-03-02T23:30:00-08:00", "iso", "2026-03-02"],
    [1_772_407_800, "epoch-seconds", "2026-03-02"],
    ["31/3 2026", "D/M YYYY", "2026-03-31"],
    ["20260331", "YYYYMMDD", "2026-03-31"],
  ] as const)("%j as %s is the date %s", (value, date, expected) => {
    expect(converted(value, { date })).toBe(expected);
  });

  test.each([
    ["2026-02-30T10:00:00Z", { instant: "iso" }],
    ["2026-03-02", { instant: "iso" }],
    ["2026-03-02T24:00:00Z", { instant: "iso" }],
    ["2026-03-02T10:00:00+99:00", { instant: "iso" }],
    ["soon", { instant: "epoch-seconds" }],
    ["99999999999999", { instant: "epoch-seconds" }],
    ["31/2 2026", { date: "D/M YYYY" }],
    ["0000-01-01", { date: "YYYY-MM-DD" }],
    [true, { date: "iso" }],
  ] as const)("%j is refused by %j", (value, step) => {
    expect(() => converted(value, step)).toThrow();
  });

  test("of an hour that comes twice it is the first, and of one that is skipped it is later", () => {
    const at = (date: string, time: string) => instantIn(ZONE, { date, time });
    expect(at("2026-10-25", "02:30:00")).toBe("2026-10-25T00:30:00.000Z");
    expect(at("2026-03-29", "02:30:00")).toBe("2026-03-29T01:30:00.000Z");
    expect(at("2026-03-29", "03:00:00")).toBe("2026-03-29T01:00:00.000Z");
    expect(at("2026-10-25", "03:00:00")).toBe("2026-10-25T02:00:00.000Z");
  });
});
