/** Makes something that happens often be told at most once in so many milliseconds. */
export function seldom<Told extends readonly unknown[]>(
  pause: number,
  tell: (...told: Told) => void,
): (...told: Told) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (...told) => {
    const now = performance.now();
    if (now - last < pause) return;
    last = now;
    tell(...told);
  };
}
