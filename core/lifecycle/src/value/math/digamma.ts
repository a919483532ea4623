// Coefficients B(2k) / 2k, Abramowitz & Stegun 6.3.18.
const SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760, 1 / 12];
const FAR = 10;

/** The derivative of `logGamma` for x above 0. */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < FAR) {
    shift += 1 / at;
    at += 1;
  }
  const square = 1 / (at * at);
  let power = square;
  let series = 0;
  for (const coefficient of SERIES) {
    series += coefficient * power;
    power *= square;
  }
  return Math.log(at) - 0.5 / at - series - shift;
}
