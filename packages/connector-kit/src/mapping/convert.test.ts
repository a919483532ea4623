import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { readValue, writeValue } from "./convert.ts";
import { Converter } from "./converter.ts";

type Input = z.input<typeof Converter>;
const reading = (as: Input, value: unknown) => readValue(Converter.parse(as), value);
const writing = (as: Input, value: unknown) => writeValue(Converter.parse(as), value);

const text = fc.string({ minLength: 1, unit: "grapheme" });
const moment = fc.date({
  min: new Date("0001-01-01"),
  max: new Date("9999-12-31"),
  noInvalidDate: true,
});
const instant = moment.map((date) => date.toISOString());
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0));
const amount = fc.integer({ min: -1e15, max: 1e15 });
const WORDS = { true: ["Ja", "1"], false: ["Nej", "0"] };
const PHASES = { welcome: "1", develop: "2", retain: "Trogen kund" };

const LOSSLESS: readonly (readonly [string, Input, fc.Arbitrary<unknown>])[] = [
  ["a text", { kind: "text" }, text],
  ["a trimmed text", { kind: "trimmed" }, text.map((t) => t.trim()).filter((t) => t !== "")],
  ["a number", { kind: "number" }, number],
  ["money with two decimals", { kind: "money" }, amount],
  ["money without decimals", { kind: "money", digits: 0 }, amount],
  ["money with four decimals", { kind: "money", digits: 4 }, amount],
  ["money as a text", { kind: "money", written: "text" }, amount],
  ["yes and no", { kind: "boolean" }, fc.boolean()],
  ["yes and no in words", { kind: "boolean", words: WORDS }, fc.boolean()],
  ["a date", { kind: "date" }, instant.map((i) => i.slice(0, 10))],
  [
    "a date in milliseconds",
    { kind: "date", form: "epoch-ms" },
    instant.map((i) => i.slice(0, 10)),
  ],
  ["an instant", { kind: "instant" }, instant],
  ["an instant in milliseconds", { kind: "instant", form: "epoch-ms" }, instant],
  [
    "an instant in seconds, where it has none finer",
    { kind: "instant", form: "epoch-seconds" },
    instant.map((i) => i.replace(/\.\d+Z$/, ".000Z")),
  ],
  ["one of a list", { kind: "enum", values: PHASES }, fc.constantFrom(...Object.keys(PHASES))],
  ["a list", { kind: "list", of: { kind: "text" } }, fc.array(text)],
  [
    "a list in one text",
    { kind: "list", of: { kind: "enum", values: PHASES }, separator: ";" },
    fc.array(fc.constantFrom(...Object.keys(PHASES)), { minLength: 1 }),
  ],
  [
    "a phone number",
    { kind: "phone", country: "SE" },
    fc.integer({ min: 0, max: 9_999_999 }).map((n) => `+4670${String(n).padStart(7, "0")}`),
  ],
];

test.each(LOSSLESS)("%s that is written and read is the same", (_name, as, arbitrary) => {
  const property = fc.property(arbitrary, (value) => {
    const written = writing(as, value);
    expect(written).toHaveProperty("value");
    const vendor = "value" in written ? JSON.parse(JSON.stringify(written.value)) : undefined;
    expect(reading(as, vendor)).toEqual({ value });
  });
  fc.assert(property, { seed: 20_261_122, numRuns: 200 });
});

test("no value whatever makes a converter throw", () => {
  const converters = LOSSLESS.map(([, as]) => as);
  const property = fc.property(fc.constantFrom(...converters), fc.anything(), (as, value) => {
    for (const conversion of [reading(as, value), writing(as, value)]) {
      expect(Object.keys(conversion)).toHaveLength(1);
    }
  });
  fc.assert(property, { seed: 20_261_122, numRuns: 1_000 });
});

describe("a vendor's value", () => {
  test.each<[string, Input, unknown, unknown]>([
    ["an id that is a number is a text", { kind: "text" }, 4711, "4711"],
    ["an address loses spaces and capitals", { kind: "lower" }, " Anna@Ex.SE ", "anna@ex.se"],
    ["a number may be a text", { kind: "number" }, "12.50", 12.5],
    ["an amount in kronor is in öre", { kind: "money" }, 1299.9, 129990],
    ["an amount may be a text", { kind: "money" }, "1299.9", 129990],
    ["an amount with binary dust is brushed off", { kind: "money" }, 0.1 + 0.2, 30],
    ["yen have no decimals", { kind: "money", digits: 0 }, "1299.00", 1299],
    ["a word for yes is understood in any case", { kind: "boolean", words: WORDS }, "JA", true],
    ["a number may be a word", { kind: "boolean", words: WORDS }, 0, false],
    ["midnight in milliseconds is a date", { kind: "date", form: "epoch-ms" }, "0", "1970-01-01"],
    [
      "seconds are an instant",
      { kind: "instant", form: "epoch-seconds" },
      1_614_265_330,
      "2021-02-25T15:02:10.000Z",
    ],
    [
      "a zone is turned into UTC",
      { kind: "instant" },
      "2026-03-02T09:00:00+01:00",
      "2026-03-02T08:00:00.000Z",
    ],
    ["their word becomes ours", { kind: "enum", values: PHASES }, 2, "develop"],
    [
      "a national number gets its country",
      { kind: "phone", country: "SE" },
      "070-123 45 67",
      "+46701234567",
    ],
    [
      "a list in one text is parted, and what is empty in it left out",
      { kind: "list", of: { kind: "trimmed" }, separator: ";" },
      ";gold; silver",
      ["gold", "silver"],
    ],
  ])("%s", (_name, as, value, expected) => {
    expect(reading(as, value)).toEqual({ value: expected });
  });

  test.each(LOSSLESS)("that is nothing, null or empty is none: %s", (_name, as) => {
    for (const nothing of [undefined, null, ""]) {
      expect(reading(as, nothing)).toEqual({ missing: true });
    }
  });

  test.each<[string, Input, unknown]>([
    ["an object for a text", { kind: "text" }, { a: 1 }],
    ["a comma for a point", { kind: "number" }, "12,5"],
    ["three decimals of öre", { kind: "money" }, "12.995"],
    ["three decimals of öre as a number", { kind: "money" }, 10_000_000.005],
    ["an amount beyond what is exact", { kind: "money" }, 1e20],
    ["a third answer", { kind: "boolean", words: WORDS }, "kanske"],
    ["a day that is none", { kind: "date" }, "2026-02-30"],
    ["a time that is not midnight", { kind: "date", form: "epoch-ms" }, 1],
    ["a time without a zone", { kind: "instant" }, "2026-03-02T09:00:00"],
    ["a year beyond four digits", { kind: "instant", form: "epoch-ms" }, 8.64e15],
    ["a strange word", { kind: "enum", values: PHASES }, "constructor"],
    ["a number that nobody can call", { kind: "phone", country: "SE" }, "anna"],
    ["a text for a list", { kind: "list", of: { kind: "text" } }, "a"],
    ["a bad item", { kind: "list", of: { kind: "number" } }, [1, "x"]],
  ])("that cannot be read is a problem: %s", (_name, as, value) => {
    const conversion = reading(as, value);
    expect(conversion).toHaveProperty("problem");
  });

  test("never stands in the words of its problem", () => {
    const conversion = reading({ kind: "number" }, "hemligt");
    expect(JSON.stringify(conversion)).not.toContain("hemligt");
  });
});

describe("a value of ours", () => {
  test("that is null empties the vendor's field", () => {
    for (const [, as] of LOSSLESS) expect(writing(as, null)).toEqual({ value: null });
  });

  test("of another type is a problem", () => {
    for (const [, as] of LOSSLESS) expect(writing(as, { a: 1 })).toHaveProperty("problem");
  });

  test("that holds what parts a list cannot be in it", () => {
    const as: Input = { kind: "list", of: { kind: "text" }, separator: ";" };
    expect(writing(as, ["a;b"])).toEqual({ problem: 'holds ";", which parts the vendor\'s list' });
  });

  test("is written with the first of several words", () => {
    expect(writing({ kind: "boolean", words: WORDS }, true)).toEqual({ value: "Ja" });
  });
});
