import type { Drawing, Group, Line, Shape } from "../drawing.ts";
import type { BoxLine, BoxText } from "./box-text.ts";
import type { Layout, PlacedBox, PlacedWay, Point } from "./lay-out.ts";
import { n, outline, polygon, shoulder } from "./outlines.ts";
import { ACTOR_PENS, END_PEN, INK, type Pen, SIGN_PEN } from "./palette.ts";
import type { PartBox } from "./part-graph.ts";

/** Draws a part: ways first, boxes over them, the words of ways on top. */
export function drawLayout({ width, height, boxes, ways }: Layout): Drawing {
  const placed = new Map(boxes.map((each) => [each.box.id, each]));
  return {
    ...{ width, height },
    marks: [
      ...ways.flatMap((way) => drawWay(way, placed)),
      ...boxes.map(drawBox),
      ...ways.flatMap(drawLabel),
    ],
  };
}

/** How a box is drawn: an exit stands out, signs step back, everything else tells who acts. */
export function penOf({ kind, node }: Pick<PartBox, "kind" | "node">): Pen {
  if (kind === "end" || kind === "exit") return END_PEN;
  return node ? ACTOR_PENS[node.by] : SIGN_PEN;
}

function drawBox({ box, text, x, y }: PlacedBox): Group {
  const pen = penOf(box);
  const shape: Shape = {
    kind: "shape",
    path: outline(box.kind, { x, y, width: text.width, height: text.height }),
    ...pen,
  };
  const name = [box.node?.number, box.title].filter((each) => each !== undefined).join(". ");
  return { kind: "group", name, marks: [shape, ...drawLines(text, { x, y }, pen.stroke)] };
}

function drawLines(text: BoxText, at: Point, actorColour: string): readonly Line[] {
  const colours: Readonly<Record<BoxLine["tone"], string>> = {
    text: INK.text,
    quiet: INK.quiet,
    actor: actorColour,
  };
  return text.lines.map((line) => ({
    ...{ kind: "line", text: line.text, style: line.style, anchor: line.anchor },
    ...{ x: at.x + line.x, y: at.y + line.y, colour: colours[line.tone] },
  }));
}

const HEAD = { length: 6.5, half: 2.8 };

function drawWay(
  { way, points }: PlacedWay,
  boxes: ReadonlyMap<string, PlacedBox>,
): readonly Shape[] {
  const met = meet(points, boxes.get(way.from), boxes.get(way.to));
  const end = met.at(-1);
  const before = met.at(-2);
  if (!end || !before) return [];
  const along = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [ux, uy] = [(end.x - before.x) / along, (end.y - before.y) / along];
  const base = { x: end.x - ux * HEAD.length, y: end.y - uy * HEAD.length };
  const line: Shape = {
    ...{ kind: "shape", path: rounded([...met.slice(0, -1), base]), stroke: INK.way, width: 0.9 },
    ...(way.isReaction ? { dash: [3, 2] as const } : {}),
  };
  const head: Shape = {
    ...{ kind: "shape", fill: INK.way },
    path: polygon(
      [end.x, end.y],
      [base.x - uy * HEAD.half, base.y + ux * HEAD.half],
      [base.x + uy * HEAD.half, base.y - ux * HEAD.half],
    ),
  };
  return [line, head];
}

/** Moves the ends of a way to where the tops and bottoms of the shapes are. */
function meet(
  points: readonly Point[],
  from: PlacedBox | undefined,
  to: PlacedBox | undefined,
): readonly Point[] {
  return points.map((point, index) => {
    if (index === 0 && from) return onShape(point, from);
    if (index === points.length - 1 && to) return onShape(point, to);
    return point;
  });
}

function onShape(point: Point, { box, text, x, y }: PlacedBox): Point {
  const isOnSide = point.y > y + 0.5 && point.y < y + text.height - 0.5;
  if (isOnSide) return point;
  const inset = shoulder(box.kind);
  return {
    x: Math.min(Math.max(point.x, x + inset), x + text.width - inset),
    y: box.kind === "to" && point.y > y + 1 ? y : point.y,
  };
}

/** A line through points with its corners rounded. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const parts = rest.map((point, index) => {
    const before = points[index] ?? point;
    const after = rest[index + 1];
    if (!after) return `L${n(point.x)} ${n(point.y)}`;
    const [enter, leave] = [toward(point, before), toward(point, after)];
    return `L${n(enter.x)} ${n(enter.y)}Q${n(point.x)} ${n(point.y)} ${n(leave.x)} ${n(leave.y)}`;
  });
  return `M${n(first.x)} ${n(first.y)}${parts.join("")}`;
}

const BEND = 7;

function toward(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const part = Math.min(BEND / length, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function drawLabel({ label }: PlacedWay): readonly (Shape | Line)[] {
  if (!label) return [];
  const { x, y, text } = label;
  const { width, height } = text;
  const ground: Shape = {
    ...{ kind: "shape", fill: "#ffffff" },
    path: polygon([x, y], [x + width, y], [x + width, y + height], [x, y + height]),
  };
  return [ground, ...drawLines(text, { x, y }, INK.text)];
}
