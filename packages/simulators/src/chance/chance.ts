/**
 * A number from 0 up to, not including, 1 that depends on the words alone: the same words always give
 * the same number, and one word's change gives an unrelated one. Nothing is drawn from a sequence, so the
 * order in which things are asked does not matter.
 */
export function chance(seed: number, ...words: readonly (string | number)[]): number {
  let high = 0x9e3779b9 ^ seed;
  let low = 0x85ebca6b ^ Math.imul(seed, 0x27d4eb2f);
  for (const word of words) {
    const text = String(word);
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ unit, 0x5bd1e995) ^ (low >>> 15);
    }
    // Ends the word, so that ("ab", "c") and ("a", "bc") differ.
    high = Math.imul(high ^ 0x1f, 0xc2b2ae35);
    low = Math.imul(low ^ text.length, 0x165667b1);
  }
  return (mixed(high ^ (low >>> 11)) * 0x200000 + (mixed(low) >>> 11)) / 2 ** 53;
}

function mixed(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** The element of a list that a number from 0 to 1 points at. */
export function pick<T>(list: readonly [T, ...T[]], share: number): T {
  return list[Math.floor(share * list.length)] ?? list[0];
}

/** The value whose weight a number from 0 to 1 falls on; weights need not sum to 1. */
export function pickWeighted<T>(
  weights: readonly [readonly [T, number], ...(readonly [T, number])[]],
  share: number,
): T {
  let rest = share * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weights) {
    rest -= weight;
    if (rest < 0) return value;
  }
  return weights[0][0];
}

/** The whole number from `low` to `high`, both included, that a number from 0 to 1 points at. */
export function pickWhole(low: number, high: number, share: number): number {
  return low + Math.floor(share * (high - low + 1));
}
