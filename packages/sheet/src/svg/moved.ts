import { n } from "../diagram/outlines.ts";
import type { Group, Line, Shape } from "../drawing.ts";

/** A mark moved to the right and down. */
export function moved<Mark extends Shape | Line | Group>(
  mark: Mark,
  right: number,
  down: number,
): Mark {
  if (mark.kind === "shape") return { ...mark, path: movedPath(mark.path, right, down) };
  if (mark.kind === "line") return { ...mark, x: mark.x + right, y: mark.y + down };
  return { ...mark, marks: mark.marks.map((each) => moved(each, right, down)) };
}

/** Paths here have absolute coordinates in pairs only. */
function movedPath(path: string, right: number, down: number): string {
  return path.replace(
    /(-?[\d.]+) (-?[\d.]+)/g,
    (_, x: string, y: string) => `${n(Number(x) + right)} ${n(Number(y) + down)}`,
  );
}
