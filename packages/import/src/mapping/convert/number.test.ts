import fc from "fast-check";
import { expect, test } from "vitest";
import { Decimal } from "./decimal.ts";
import { minorDigits, toMinorUnits } from "./money.ts";
import { readNumber } from "./number.ts";

const text = (value: string, mark?: "." | ",") => readNumber(value, mark).toString();

test("numbers are read as people write them", () => {
  expect(text("29.85")).toBe("29.85");
  expect(text("1 234.50")).toBe("1234.5");
  expect(text("1 234,50 kr", ",")).toBe("1234.5");
  expect(text("1.234.567,8", ",")).toBe("1234567.8");
  expect(text("1,234,567.8", ".")).toBe("1234567.8");
  expect(text("$29.85")).toBe("29.85");
  expect(text("€ -3")).toBe("-3");
  expect(text("−12,5", ",")).toBe("-12.5");
  expect(text("12:-", ",")).toBe("12");
  expect(text(".5")).toBe("0.5");
  expect(text("1e-7")).toBe("0.0000001");
});

test("a comma without a decimal mark given is refused with both ways to read it", () => {
  expect(() => text("1,234")).toThrow(/has a comma; say what it means.*number: ','.*number: '.'/);
});

test("groups have three digits, so that a decimal is never taken for a group", () => {
  expect(() => text("1,5", ".")).toThrow(/is no number/);
  expect(() => text("1.5", ",")).toThrow(/is no number/);
  expect(() => text("1 23", ",")).toThrow(/is no number/);
  expect(() => text("12 345 6")).toThrow(/is no number/);
});

test.each(["", "-", ".", "abc", "1-2", "--1", "NaN", "Infinity", "12 kg"])(
  "%j is no number",
  (value) => {
    expect(() => text(value, ",")).toThrow(/is no number/);
  },
);

test("any number written in either style is read back exactly", () => {
  const parts = fc.tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 15n }),
    fc.stringMatching(/^\d{0,6}$/),
  );
  fc.assert(
    fc.property(
      parts,
      fc.constantFrom(" ", "\u00a0", "\u202f", "."),
      ([negative, whole, fraction], group) => {
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
        const written = `${negative ? "-" : ""}${grouped}${fraction === "" ? "" : `,${fraction}`}`;
        const exact = new Decimal(
          (negative ? -1n : 1n) * BigInt(`${whole}${fraction}`),
          fraction.length,
        );
        expect(text(written, ",")).toBe(exact.toString());
      },
    ),
    { seed: 3 },
  );
});

test("any number the machine can hold is read back from its own text", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }),
      (number) => {
        fc.pre(!/e-\d{2,}/.test(String(number)));
        expect(Decimal.of(number).toNumber()).toBe(number === 0 ? 0 : number);
      },
    ),
    { seed: 4 },
  );
});

test("money is exact: twelve times 29.85 are 358.20, and halves are rounded away from zero", () => {
  const yearly = readNumber("29.85").times(Decimal.of(12));
  expect(toMinorUnits(yearly, 2)).toBe(35_820);
  expect(toMinorUnits("1.005", 2)).toBe(101);
  expect(toMinorUnits("-1.005", 2)).toBe(-101);
  expect(toMinorUnits("0.1", 2) + toMinorUnits("0.2", 2)).toBe(toMinorUnits("0.3", 2));
});

test("a currency has as many minor digits as it has in the world", () => {
  expect([minorDigits("SEK"), minorDigits("JPY"), minorDigits("KWD")]).toEqual([2, 0, 3]);
});

test("an amount beyond what can be counted is refused", () => {
  expect(() => toMinorUnits("99999999999999999", 2)).toThrow(/too large/);
});

test("minor units and the amount they came from are the same", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
      fc.constantFrom(0, 2, 3),
      (units, digits) => {
        expect(toMinorUnits(new Decimal(BigInt(units), digits).toString(), digits)).toBe(units);
      },
    ),
    { seed: 5 },
  );
});
