import { median } from "../bench/measure.ts";

/** Something at a moment. */
export type Point = readonly [at: number, value: number];

/** The slope of a line through points that outliers do not bend: the middle one of all slopes (Theil and Sen). */
export function slopeOf(points: readonly Point[]): number {
  const slopes = points.flatMap(([at, value], index) =>
    points
      .slice(index + 1)
      .flatMap(([later, other]) => (later === at ? [] : [(other - value) / (later - at)])),
  );
  return median(slopes);
}

/** How much a line through points rises from the first to the last, as a share of their middle. */
export function rise(points: readonly Point[]): number {
  const [first, last] = [points[0], points.at(-1)];
  const middle = median(points.map(([, value]) => value));
  if (!first || !last || middle === 0) return 0;
  return (slopeOf(points) * (last[0] - first[0])) / middle;
}

/** The points from the second quarter on: before it everything is still getting warm. */
export function warm(points: readonly Point[]): readonly Point[] {
  return points.slice(Math.floor(points.length / 4));
}

/** Whether what comes and goes never goes far enough any more: its least in the end is above the usual of the beginning. */
export function pilesUp(points: readonly Point[]): boolean {
  const values = points.map(([, value]) => value);
  const third = Math.floor(values.length / 3);
  if (third === 0) return false;
  return Math.min(...values.slice(-third)) > median(values.slice(0, third));
}
