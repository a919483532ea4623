import type { PartBox } from "./part-graph.ts";

/** A rectangle on the picture. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type Outline = (frame: Frame) => string;

const rectangle: Outline = ({ x, y, width, height }) =>
  polygon([x, y], [x + width, y], [x + width, y + height], [x, y + height]);

const stadium: Outline = ({ x, y, width, height }) => {
  const r = Math.min(height / 2, 12);
  const [right, bottom] = [x + width, y + height];
  return (
    `M${n(x + r)} ${n(y)}L${n(right - r)} ${n(y)}Q${n(right)} ${n(y)} ${n(right)} ${n(y + r)}` +
    `L${n(right)} ${n(bottom - r)}Q${n(right)} ${n(bottom)} ${n(right - r)} ${n(bottom)}` +
    `L${n(x + r)} ${n(bottom)}Q${n(x)} ${n(bottom)} ${n(x)} ${n(bottom - r)}` +
    `L${n(x)} ${n(y + r)}Q${n(x)} ${n(y)} ${n(x + r)} ${n(y)}Z`
  );
};

const hexagon: Outline = ({ x, y, width, height }) =>
  polygon(
    [x + 11, y],
    [x + width - 11, y],
    [x + width, y + height / 2],
    [x + width - 11, y + height],
    [x + 11, y + height],
    [x, y + height / 2],
  );

const slanted: Outline = ({ x, y, width, height }) =>
  polygon([x + 9, y], [x + width, y], [x + width - 9, y + height], [x, y + height]);

const chamfered: Outline = ({ x, y, width, height }) =>
  polygon(
    ...([
      [x + 6, y],
      [x + width - 6, y],
      [x + width, y + 6],
      [x + width, y + height - 6],
      [x + width - 6, y + height],
      [x + 6, y + height],
      [x, y + height - 6],
      [x, y + 6],
    ] as const),
  );

/** A store of data: a cylinder with a second line for its lid. */
const cylinder: Outline = ({ x, y, width, height }) => {
  const [right, bottom, middle, bow] = [x + width, y + height, x + width / 2, 8];
  return (
    `M${n(x)} ${n(y + bow / 2)}Q${n(middle)} ${n(y - bow / 2)} ${n(right)} ${n(y + bow / 2)}` +
    `L${n(right)} ${n(bottom - bow / 2)}Q${n(middle)} ${n(bottom + bow / 2)} ${n(x)} ${n(bottom - bow / 2)}Z` +
    `M${n(x)} ${n(y + bow / 2)}Q${n(middle)} ${n(y + bow * 1.5)} ${n(right)} ${n(y + bow / 2)}`
  );
};

/** Another process: a rectangle with double sides. */
const doubleSided: Outline = (frame) => {
  const { x, y, width, height } = frame;
  const sides = [x + 5, x + width - 5].map((at) => `M${n(at)} ${n(y)}L${n(at)} ${n(y + height)}`);
  return rectangle(frame) + sides.join("");
};

const arrowRight: Outline = ({ x, y, width, height }) =>
  polygon(
    [x, y],
    [x + width - 10, y],
    [x + width, y + height / 2],
    [x + width - 10, y + height],
    [x, y + height],
  );

/** Something that comes from outside: a notch at the left. */
const notched: Outline = ({ x, y, width, height }) =>
  polygon(
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x + 9, y + height / 2],
  );

/** Goes on elsewhere: points down. */
const homePlate: Outline = ({ x, y, width, height }) =>
  polygon(
    [x, y],
    [x + width, y],
    [x + width, y + height - 9],
    [x + width / 2, y + height],
    [x, y + height - 9],
  );

const OUTLINES: Readonly<Record<PartBox["kind"], Outline>> = {
  trigger: stadium,
  reaction: notched,
  end: stadium,
  exit: stadium,
  wait: stadium,
  send: rectangle,
  call: slanted,
  task: slanted,
  branch: hexagon,
  split: hexagon,
  update: cylinder,
  offer: chamfered,
  "call-program": doubleSided,
  webhook: arrowRight,
  to: homePlate,
  from: rectangle,
};

/** The shape of a kind of box, as process maps have them, as an SVG path. */
export function outline(kind: PartBox["kind"], frame: Frame): string {
  return OUTLINES[kind](frame);
}

/** How far in from its sides the top and bottom of a shape begin, so that arrows meet them. */
export function shoulder(kind: PartBox["kind"]): number {
  if (OUTLINES[kind] === rectangle || kind === "reaction" || kind === "update") return 3;
  return 13;
}

/** Straight lines through points, closed. */
export function polygon(...points: readonly (readonly [x: number, y: number])[]): string {
  return `${polyline(points)}Z`;
}

/** Straight lines through points. */
export function polyline(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${n(x)} ${n(y)}`).join("");
}

/** A number with two decimals at most: as fine as any printer, and the same on every machine. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
