import { share } from "../../enrolment/share.ts";

/**
 * What people draw in a dry run. A lot depends on the seed, the person and what happens to that person, never on
 * who else is in the base or in which order things are worked off.
 */
export class Lots {
  readonly #seed: string;
  readonly #times = new Map<string, number>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A lot from 0 up to 1. */
  draw(customerId: string, happening: string, question: string): number {
    return share(`${this.#seed}\u001f${customerId}\u001f${happening}\u001f${question}`);
  }

  /** Names a happening so that it differs from the earlier ones of its kind: `sms:a-1:2`. */
  again(customerId: string, kind: string): string {
    const key = `${customerId}\u001f${kind}`;
    const times = (this.#times.get(key) ?? 0) + 1;
    this.#times.set(key, times);
    return `${kind}:${times}`;
  }
}

/**
 * The first of alternatives that exclude each other and that a lot falls on; none where it falls on what is left.
 * @param shares From 0 to 1, together at most 1.
 */
export function fallsOn<Name extends string>(
  lot: number,
  shares: readonly (readonly [Name, number])[],
): Name | undefined {
  let rest = lot;
  for (const [name, share] of shares) {
    rest -= share;
    if (rest < 0) return name;
  }
  return undefined;
}
