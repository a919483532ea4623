import { importWords } from "../../words/import-messages.ts";
import { UnfitError } from "../value.ts";

/** The most digits; what has more is no amount of anything. */
const MOST_DIGITS = 30;

/** A number as it was written, exactly: 29.85 is 2985 hundredths, and so is twelve of them exact. */
export class Decimal {
  /** The digits as a whole number. */
  readonly units: bigint;
  /** How many of the digits stand after the decimal mark. */
  readonly scale: number;

  constructor(units: bigint, scale: number) {
    this.units = units;
    this.scale = scale;
  }

  /** The number of a plain text such as "-12.50" or "1e-7". */
  static of(text: string | number): Decimal {
    const match = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(text));
    const [, sign = "", whole = "", fraction = "", exponent = "0"] = match ?? [];
    if (!match || whole + fraction === "" || whole.length + fraction.length > MOST_DIGITS) {
      throw new UnfitError(importWords("no-number", { value: text }));
    }
    const units = BigInt(`${sign}${whole}${fraction}`);
    const scale = fraction.length - Number(exponent);
    return scale >= 0 ? new Decimal(units, scale) : new Decimal(units * 10n ** BigInt(-scale), 0);
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.units * other.units, this.scale + other.scale);
  }

  /** So many times ten to this power, rounded to a whole number; halves away from zero. */
  scaledToWhole(power: number): number {
    const shift = power - this.scale;
    const whole =
      shift >= 0 ? this.units * 10n ** BigInt(shift) : rounded(this.units, 10n ** BigInt(-shift));
    const number = Number(whole);
    if (Number.isSafeInteger(number)) return number;
    throw new UnfitError(importWords("large-number", { value: String(this) }));
  }

  toNumber(): number {
    return Number(this.toString());
  }

  toString(): string {
    const digits = String(this.units < 0n ? -this.units : this.units).padStart(this.scale + 1, "0");
    const whole = digits.slice(0, digits.length - this.scale);
    const fraction = digits.slice(digits.length - this.scale).replace(/0+$/, "");
    const sign = this.units < 0n ? "-" : "";
    return `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`;
  }
}

function rounded(units: bigint, by: bigint): bigint {
  const size = units < 0n ? -units : units;
  const whole = (size + by / 2n) / by;
  return units < 0n ? -whole : whole;
}
