/** Numbers from 0 to just under 1 that a seed decides (mulberry32, Tommy Ettinger 2017), for models' own data in tests. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A draw from the exponential distribution. */
export function drawExponential(random: () => number, rate: number): number {
  return -Math.log1p(-random()) / rate;
}

function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log1p(-random())) * Math.cos(2 * Math.PI * random());
}

/** A draw from the gamma distribution with scale 1 (Marsaglia & Tsang 2000). */
export function drawGamma(random: () => number, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = drawNormal(random);
    const cube = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (cube <= 0) continue;
    if (Math.log1p(-random()) < (normal * normal) / 2 + d - d * cube + d * Math.log(cube)) {
      return d * cube;
    }
  }
}

/** A draw from the beta distribution. */
export function drawBeta(random: () => number, a: number, b: number): number {
  const left = drawGamma(random, a);
  return left / (left + drawGamma(random, b));
}
