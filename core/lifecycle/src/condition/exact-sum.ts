/** A decimal number without rounding: `digits` times ten to the power of `exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

function decimalOf(value: number): Decimal {
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] =
    NUMBER.exec(String(value)) ?? [];
  return {
    digits: BigInt(`${sign}${whole}${fraction}`),
    exponent: Number(exponent) - fraction.length,
  };
}

function digitsAt(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}

function add(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: digitsAt(a, exponent) + digitsAt(b, exponent), exponent };
}

/**
 * Adds numbers as the decimals they are written as, so that the order does not matter, 0.1 + 0.2 is 0.3
 * and the answer is that of PostgreSQL's `numeric`.
 */
export class ExactSum {
  #whole = 0;
  #rest: Decimal | undefined;

  add(value: number): void {
    const whole = this.#whole + value;
    // Whole numbers of a size that a double holds exactly need no decimals.
    if (Number.isSafeInteger(value) && Number.isSafeInteger(whole)) {
      this.#whole = whole;
      return;
    }
    const decimal = decimalOf(value);
    this.#rest = this.#rest === undefined ? decimal : add(this.#rest, decimal);
  }

  /** Below zero, zero or above zero as the sum is less than, equal to or more than a number. */
  compare(value: number): number {
    if (this.#rest === undefined) return this.#whole - value;
    const sum = add(this.#rest, decimalOf(this.#whole));
    const difference = add(sum, decimalOf(-value)).digits;
    if (difference === 0n) return 0;
    return difference < 0n ? -1 : 1;
  }

  /** The sum as the nearest double, for showing. */
  toNumber(): number {
    if (this.#rest === undefined) return this.#whole;
    const { digits, exponent } = add(this.#rest, decimalOf(this.#whole));
    return Number(`${digits}e${exponent}`);
  }
}
