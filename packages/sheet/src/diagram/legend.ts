import type { DiagramActor } from "@perennial/lifecycle";
import type { Line, Shape } from "../drawing.ts";
import type { PageWords } from "../sheet-words.ts";
import type { Ruler } from "../text/ruler.ts";
import { polygon } from "./outlines.ts";
import { ACTOR_PENS, INK } from "./palette.ts";

const ACTORS: readonly DiagramActor[] = ["customer", "perennial", "person"];
const STYLE = { size: 8 };
const SWATCH = { width: 18, height: 9 };

/** Who acts by which colour and line, on one line whose base line is at y. */
export function legend(
  words: PageWords,
  ruler: Ruler,
  { x, y }: { readonly x: number; readonly y: number },
): readonly (Shape | Line)[] {
  let at = x;
  return ACTORS.flatMap((actor) => {
    const [left, top] = [at, y - SWATCH.height + 1];
    const text = words.actors[actor];
    at += SWATCH.width + 5 + ruler.width(text, STYLE) + 16;
    const swatch: Shape = {
      ...{ kind: "shape", ...ACTOR_PENS[actor] },
      path: polygon(
        [left, top],
        [left + SWATCH.width, top],
        [left + SWATCH.width, top + SWATCH.height],
        [left, top + SWATCH.height],
      ),
    };
    const line: Line = {
      ...{ kind: "line", text, style: STYLE, colour: INK.text },
      ...{ x: left + SWATCH.width + 5, y },
    };
    return [swatch, line];
  });
}
