import type { TextStyle } from "./text/ruler.ts";

/** An outline, filled and drawn. */
export interface Shape {
  readonly kind: "shape";
  /** In the language of SVG paths, which PDF writers read too: M, L, Q, C and Z with absolute coordinates. */
  readonly path: string;
  readonly fill?: string;
  readonly stroke?: string;
  /** In points. @default 1 */
  readonly width?: number;
  /** Lengths of dashes and gaps, in points. */
  readonly dash?: readonly [dash: number, gap: number];
}

/** A line of text. */
export interface Line {
  readonly kind: "line";
  readonly text: string;
  readonly x: number;
  /** Of the base line. */
  readonly y: number;
  readonly style: TextStyle;
  readonly colour: string;
  /** Which point of the line stands at x. @default start */
  readonly anchor?: "start" | "middle" | "end";
}

/** What belongs together, such as a box and its words; its name is for those who cannot see it. */
export interface Group {
  readonly kind: "group";
  readonly name: string;
  readonly marks: readonly (Shape | Line)[];
}

/** A picture to be written as SVG or PDF; lengths are in points, y grows downwards. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly (Shape | Line | Group)[];
}
