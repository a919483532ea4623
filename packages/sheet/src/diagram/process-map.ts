import type { Locale } from "@perennial/contract";
import {
  type DiagramGraph,
  diagramGraph,
  type Program,
  type SettingValues,
} from "@perennial/lifecycle";
import type { Drawing } from "../drawing.ts";
import { PAGE_WORDS } from "../sheet-words.ts";
import { Ruler } from "../text/ruler.ts";
import { capital } from "./box-text.ts";
import { drawLayout } from "./draw.ts";
import { type Direction, type Layout, layOut } from "./lay-out.ts";
import { partGraph, type StepRange } from "./part-graph.ts";
import { splitParts } from "./split-parts.ts";

/** What a process map is drawn with. */
export interface MapOptions {
  /** @default those of the program */
  readonly settings?: SettingValues;
  /** Told of each picture that has been laid out, with how many so far. */
  readonly onProgress?: (pictures: number) => void;
}

/** One picture of a process map and what stands above it. */
export interface MapPart {
  readonly title: string;
  readonly steps: StepRange;
  readonly drawing: Drawing;
}

/** How large a picture may be, in points, and still be legible on a sheet of A4: upright or lying. */
export const PICTURE_LIMITS = [
  { width: 640, height: 860 },
  { width: 945, height: 545 },
] as const;

/** No page holds more steps legibly, so that larger pictures need not be tried. */
const MOST_STEPS = 30;

/**
 * A program's process map: pictures that each fit on a page, parted at changes of stage where that will do. Signs
 * name the step and the part where a way goes on (P-01).
 */
export function processMap(
  program: Program,
  locale: Locale,
  { settings, onProgress = () => undefined }: MapOptions = {},
): readonly MapPart[] {
  const graph = diagramGraph(program, locale, settings);
  const words = PAGE_WORDS[locale];
  const ruler = new Ruler();
  let pictures = 0;
  const lay = (range: StepRange, partOf: (step: number) => number, direction: Direction) => {
    onProgress(++pictures);
    return layOut(partGraph(graph, { range, partOf, words }), { words, ruler, direction });
  };
  const draw = (range: StepRange): Layout => {
    const down = lay(range, partOf, "down");
    if (isLegible(down)) return down;
    // A single step with very many ways: they stand closer below than beside each other.
    const right = lay(range, partOf, "right");
    return excess(right) < excess(down) ? right : down;
  };
  const tried = new Map<string, boolean>();
  const fits = (range: StepRange) => {
    if (range.last - range.first >= MOST_STEPS) return false;
    const key = `${range.first}-${range.last}`;
    const known = tried.get(key) ?? isLegible(lay(range, () => 1, "down"));
    tried.set(key, known);
    return known;
  };
  const ranges = splitParts(graph, fits);
  const partOf = (step: number) => ranges.findIndex(({ last }) => step <= last) + 1;
  const stages = stageNames(graph);
  return ranges.map((steps, index) => {
    const names = [...new Set(stages.slice(steps.first - 1, steps.last))].filter((each) => each);
    const range = words.steps(steps.first, steps.last);
    const title = names.length > 0 ? `${names.join(", ")} (${range})` : capital(range);
    const numbered =
      ranges.length > 1 ? `${words.part(index + 1, ranges.length)}: ${title}` : title;
    return { title: numbered, steps, drawing: drawLayout(draw(steps)) };
  });
}

function isLegible({ width, height }: Layout): boolean {
  return PICTURE_LIMITS.some((limit) => width <= limit.width && height <= limit.height);
}

/** How much larger a picture is than a page, at best. */
function excess({ width, height }: Layout): number {
  return Math.min(
    ...PICTURE_LIMITS.map((limit) => Math.max(width / limit.width, height / limit.height)),
  );
}

/** The stage that each step stands in, as the steps follow each other on the sheet. */
function stageNames(graph: DiagramGraph): readonly string[] {
  let stage = "";
  return graph.nodes
    .filter(({ number }) => number !== undefined)
    .map((node) => {
      stage = node.stage ?? stage;
      return stage;
    });
}
