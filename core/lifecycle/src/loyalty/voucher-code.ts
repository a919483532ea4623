/** Without what is taken for something else in print or by ear: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V. */
const LETTERS = "34679ACDEFGHJKMNPQRTWXY";
// A prime number of letters, so that every single mistake and every swap changes the check character.
const BASE = LETTERS.length;
const LENGTH = 11;
const LEAST_SEED = 16;

/** Thrown where a code is asked for without enough chance in it; the message says how much it takes. */
export class VoucherError extends Error {
  override readonly name = "VoucherError";
}

/**
 * Makes a voucher's code of random bytes: twelve letters in groups of four, the last a check character, as `K7PM-39QX-THAD`.
 * There are 23 to the power of 11 of them, so nobody finds one by trying. The same bytes give the same code.
 * @param seed at least 16 bytes from a source of chance fit for secrets, new ones for every code
 * @throws VoucherError where there are fewer
 */
export function voucherCode(seed: Uint8Array): string {
  if (seed.length < LEAST_SEED) {
    throw new VoucherError(
      `A voucher's code takes ${LEAST_SEED} random bytes, and there are ${seed.length}.`,
    );
  }
  let rest = seed.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  const values: number[] = [];
  while (values.length < LENGTH) {
    values.push(Number(rest % BigInt(BASE)));
    rest /= BigInt(BASE);
  }
  return grouped([...values, checkOf(values)]);
}

/**
 * Reads a code as somebody types it, with small letters, blanks or without hyphens; nothing where it can be none: a
 * single wrong letter and two that changed places are always noticed.
 */
export function readVoucherCode(text: string): string | undefined {
  const values = [...text.toUpperCase().replace(/[\s-]/g, "")].map((letter) =>
    LETTERS.indexOf(letter),
  );
  if (values.length !== LENGTH + 1 || values.includes(-1)) return undefined;
  if (checkOf(values.slice(0, LENGTH)) !== values[LENGTH]) return undefined;
  return grouped(values);
}

/** What makes the sum over the places, each times its number, a multiple of the number of letters. */
function checkOf(values: readonly number[]): number {
  const sum = values.reduce((total, value, index) => total + value * (index + 2), 0);
  return (BASE - (sum % BASE)) % BASE;
}

function grouped(values: readonly number[]): string {
  const text = values.map((value) => LETTERS.charAt(value)).join("");
  return text.replace(/(.{4})(?=.)/g, "$1-");
}
