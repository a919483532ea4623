import { ValueError } from "./value-error.ts";

/**
 * The number, where it is finite and not below zero.
 * @throws ValueError otherwise; an amount of time or people below zero would turn into a lifetime value that looks right.
 */
export function notNegative(value: number, what: string): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new ValueError(`${what} is ${value}; write a number of at least 0`);
}

/**
 * The number, where it is finite and above zero.
 * @throws ValueError otherwise.
 */
export function positive(value: number, what: string): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new ValueError(`${what} is ${value}; write a number above 0`);
}
