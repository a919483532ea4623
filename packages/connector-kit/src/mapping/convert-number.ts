import { type Conversion, converted } from "./conversion.ts";

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
/** Beyond it, amounts in whole units with decimals are no longer exact as a JSON number. */
const LARGEST_AMOUNT = 1e15;

/** Reads a number, also one written as a text. */
export function readNumber(value: unknown): Conversion {
  const number = typeof value === "string" && DECIMAL.test(value.trim()) ? Number(value) : value;
  const isNumber = typeof number === "number" && Number.isFinite(number);
  return converted(isNumber ? number : undefined, "is not a number");
}

/** Reads an amount in whole units as one in the minor unit; more decimals than the currency has are no amount. */
export function readMoney(value: unknown, digits: number): Conversion {
  const text = typeof value === "number" ? decimalText(value, digits) : value;
  const match = typeof text === "string" ? DECIMAL.exec(text.trim()) : null;
  if (match === null) return { problem: `is not an amount with at most ${digits} decimals` };
  const [, sign, whole = "", fraction = ""] = match;
  if (/[1-9]/.test(fraction.slice(digits))) {
    return { problem: `has more than the ${digits} decimals of its currency` };
  }
  const minor = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, "0")}`);
  if (minor > LARGEST_AMOUNT) return { problem: "is too large an amount" };
  return { value: sign === "-" && minor !== 0 ? -minor : minor };
}

/** Numbers come with the dust of binary arithmetic, 0.30000000000000004: it is brushed off, and no more. */
function decimalText(value: number, digits: number): string | undefined {
  const text = value.toFixed(digits);
  const dust = Math.min(10 ** -digits / 10, 1e-9 + Math.abs(value) * 1e-12);
  return Math.abs(Number(text) - value) <= dust ? text : undefined;
}

/** Writes an amount in the minor unit as one in whole units. */
export function writeMoney(value: unknown, digits: number): Conversion {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    return { problem: "is not a whole number of minor units" };
  }
  if (Math.abs(value) > LARGEST_AMOUNT) return { problem: "is too large an amount" };
  const padded = String(Math.abs(value)).padStart(digits + 1, "0");
  const whole = padded.slice(0, padded.length - digits);
  const fraction = padded.slice(padded.length - digits);
  return { value: `${value < 0 ? "-" : ""}${whole}${digits > 0 ? `.${fraction}` : ""}` };
}
