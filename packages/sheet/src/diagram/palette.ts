import type { DiagramActor } from "@perennial/lifecycle";

/** What a box is drawn with. */
export interface Pen {
  readonly fill: string;
  readonly stroke: string;
  readonly width: number;
  readonly dash?: readonly [dash: number, gap: number];
}

/** Who acts is told by colour, and in black and white by the line: the customer's dashed, the staff's thick. */
export const ACTOR_PENS: Readonly<Record<DiagramActor, Pen>> = {
  customer: { fill: "#fdf1d3", stroke: "#7a5600", width: 1.2, dash: [4, 2.2] },
  perennial: { fill: "#eaf1f8", stroke: "#1f4e79", width: 0.9 },
  person: { fill: "#e4f3e2", stroke: "#256029", width: 2.2 },
};

export const SIGN_PEN: Pen = { fill: "#ffffff", stroke: "#555555", width: 0.7 };
export const END_PEN: Pen = { fill: "#ffffff", stroke: "#1a1a1a", width: 1.8 };

/** Colours of text and lines; every one has a contrast of at least 7 to white. */
export const INK = { text: "#1a1a1a", quiet: "#4d4d4d", way: "#404040" } as const;
