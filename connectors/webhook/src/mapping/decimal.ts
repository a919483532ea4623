import { UnfitError } from "./unfit-error.ts";

/** The most digits; what has more is no amount of anything. */
const MOST_DIGITS = 30;

/** A number as it was written, exactly: 29.85 is 2985 hundredths. */
export interface Decimal {
  /** The digits as a whole number. */
  readonly units: bigint;
  /** How many of the digits stand after the decimal mark. */
  readonly scale: number;
}

/** Signs of currencies, which people write beside amounts. */
const CURRENCY_SIGNS = /^\p{Sc}\s*|\s*(?:\p{Sc}|kr\.?|:-)$/giu;
/** Blanks, hard and narrow ones and apostrophes, which group thousands in many countries. */
const BLANK = "[\\s\\u00a0\\u202f\\u2009'’]";
// Groups have three digits, so that "1,5" is never taken for 15.
const WITH_POINT = new RegExp(`^-?(?:\\d+|\\d{1,3}(?:(?:${BLANK}|,)\\d{3})+)?(?:\\.\\d*)?$`, "u");
const WITH_COMMA = new RegExp(`^-?(?:\\d+|\\d{1,3}(?:(?:${BLANK}|\\.)\\d{3})+)?(?:,\\d*)?$`, "u");

/**
 * Reads a number as people write it. With a decimal mark given, the other of point and comma groups thousands; without,
 * the point is the decimal mark and a comma is refused, because nobody can tell what it means.
 * @throws UnfitError for what is no number, or could be two.
 */
export function readDecimal(value: string | number, mark?: "." | ","): Decimal {
  if (typeof value === "number") return plainDecimal(value);
  const text = value.trim().replace(CURRENCY_SIGNS, "").replace("−", "-").replace(/^- /, "-");
  if (mark === undefined && text.includes(",")) {
    throw new UnfitError("a number with a comma; say what it means: number: ',' or number: '.'");
  }
  const pattern = mark === "," ? WITH_COMMA : WITH_POINT;
  if (!pattern.test(text)) throw new UnfitError("no number");
  const digits = text.replace(new RegExp(BLANK, "gu"), "");
  return digitsOf(
    mark === "," ? digits.replaceAll(".", "").replace(",", ".") : digits.replaceAll(",", ""),
  );
}

/** A product, exactly. */
export function times(one: Decimal, other: Decimal): Decimal {
  return { units: one.units * other.units, scale: one.scale + other.scale };
}

/** So many times ten to this power, rounded to a whole number, halves away from zero. */
export function toWhole({ units, scale }: Decimal, power: number): number {
  const shift = power - scale;
  const whole = shift >= 0 ? units * 10n ** BigInt(shift) : rounded(units, 10n ** BigInt(-shift));
  const number = Number(whole);
  if (Number.isSafeInteger(number)) return number;
  throw new UnfitError("too large a number");
}

/** The nearest number of the machine. */
export function toNumber({ units, scale }: Decimal): number {
  return Number(`${units}e${-scale}`);
}

/** How many digits a currency has after the decimal mark: two for the krona, none for the yen. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Numbers of JSON may come as 1e-7. */
function plainDecimal(value: number): Decimal {
  const [digits = "", exponent = "0"] = String(value).split("e");
  const { units, scale } = digitsOf(digits);
  const moved = scale - Number(exponent);
  return moved >= 0 ? { units, scale: moved } : { units: units * 10n ** BigInt(-moved), scale: 0 };
}

function digitsOf(text: string): Decimal {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`;
  if (digits === "" || digits.length > MOST_DIGITS) throw new UnfitError("no number");
  return { units: BigInt(`${sign}${digits}`), scale: fraction.length };
}

function rounded(units: bigint, by: bigint): bigint {
  const size = units < 0n ? -units : units;
  const whole = (size + by / 2n) / by;
  return units < 0n ? -whole : whole;
}
