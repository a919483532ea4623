import { drawFrom } from "../../draw.ts";

/** Chance by a seed: the same questions in the same order get the same answers. */
export class Chance {
  readonly #draw: () => number;

  /** Chances of different names under one seed do not depend on each other. */
  constructor(seed: number, name: string) {
    this.#draw = drawFrom(numberOf(`${seed} ${name}`));
  }

  /** Whether something of this probability, from 0 to 1, happens. */
  of(probability: number): boolean {
    return this.#draw() < probability;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#draw() * (most - least + 1));
  }

  /** One of several. */
  pick<T>(items: readonly T[]): T {
    const picked = items[this.between(0, items.length - 1)];
    if (picked === undefined) throw new Error("There is nothing to choose from.");
    return picked;
  }
}

/** A number for a text, well mixed (FNV-1a with a last stir). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
