import type { DiagramActor } from "@perennial/lifecycle";
import type { PageWords } from "../sheet-words.ts";
import type { Ruler, TextStyle } from "../text/ruler.ts";
import { wrapText } from "../text/wrap-text.ts";
import type { PartBox } from "./part-graph.ts";

/** The sizes of a process map's text, in points before it is scaled to a page. */
export const SIZES = { title: 8.6, small: 7.6 } as const;
/** From one base line to the next, times the size. */
export const LEADING = 1.2;

const TITLE: TextStyle = { size: SIZES.title };
const SMALL: TextStyle = { size: SIZES.small };
const STRONG: TextStyle = { size: SIZES.small, weight: "bold" };

/** A line of a box and where its base line is, from the box's top left. */
export interface BoxLine {
  readonly text: string;
  readonly style: TextStyle;
  readonly tone: "text" | "quiet" | "actor";
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

/** A box's size and words. */
export interface BoxText {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly BoxLine[];
}

/** How far words stand from the sides, since shapes have slants and bows there. */
const SIDES: Readonly<Record<PartBox["kind"], number>> = {
  ...{ send: 8, update: 9, "call-program": 12, offer: 9, webhook: 14, call: 13, task: 13 },
  ...{ branch: 15, split: 15, wait: 13, exit: 13, end: 13, trigger: 14, reaction: 15 },
  ...{ to: 9, from: 9 },
};
const TOP = 6;
const BOTTOM: Partial<Record<PartBox["kind"], number>> = { to: 13, update: 10 };
const COLUMN = 132;

/** Sets the words of a box: its number and id with who acts, what happens, and the stage entered. */
export function boxText(box: PartBox, words: PageWords, ruler: Ruler): BoxText {
  return box.kind === "to" || box.kind === "from" || box.kind === "end"
    ? signText(box, ruler)
    : stepText(box, words, ruler);
}

function signText(box: PartBox, ruler: Ruler): BoxText {
  const style = box.kind === "end" ? STRONG : SMALL;
  const wrapped = wrapText(box.title, ruler, { width: 92, style });
  const side = SIDES[box.kind];
  const width = Math.max(40, ...wrapped.map((line) => ruler.width(line, style))) + 2 * side;
  const step = style.size * LEADING;
  const lines = wrapped.map((text, index): BoxLine => {
    const y = TOP + style.size * 0.9 + index * step;
    return { text, style, tone: "text", x: width / 2, y, anchor: "middle" };
  });
  return { width, height: TOP + wrapped.length * step + (BOTTOM[box.kind] ?? TOP), lines };
}

function stepText(box: PartBox, words: PageWords, ruler: Ruler): BoxText {
  const side = SIDES[box.kind];
  const top = box.kind === "update" ? TOP + 4 : TOP;
  const lines: BoxLine[] = [...headLines(box, { words, ruler, side, top })];
  let y = top + SIZES.small * LEADING;
  const put = (text: string, style: TextStyle, tone: BoxLine["tone"]) => {
    lines.push({ text, style, tone, x: side, y: y + style.size * 0.95, anchor: "start" });
    y += style.size * LEADING;
  };
  const most = { width: COLUMN, style: TITLE, mostLines: 7 };
  for (const line of wrapText(capital(box.title), ruler, most)) put(line, TITLE, "text");
  if (box.node?.stage !== undefined) {
    y += 2;
    const stage = `${words.stage}: ${box.node.stage}`;
    for (const line of wrapText(stage, ruler, { width: COLUMN, style: STRONG })) {
      put(line, STRONG, "quiet");
    }
  }
  return { width: COLUMN + 2 * side, height: y + (BOTTOM[box.kind] ?? TOP), lines };
}

/** A title begins a sentence of its own. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface HeadPlace {
  readonly words: PageWords;
  readonly ruler: Ruler;
  readonly side: number;
  readonly top: number;
}

/** The line above: the step's number and id at the left, who acts at the right. */
function headLines(box: PartBox, { words, ruler, side, top }: HeadPlace): readonly BoxLine[] {
  const { node } = box;
  if (!node) return [];
  const y = top + SIZES.small * 0.9;
  const actor = actorName(node.by, words);
  const right: BoxLine = {
    ...{ text: actor, style: STRONG, tone: "actor", anchor: "end", y },
    x: side + COLUMN,
  };
  const name = headName(box, words);
  const nameWidth = ruler.width(name, STRONG);
  const left: BoxLine = {
    ...{ text: name, style: STRONG, tone: "text", anchor: "start", y },
    x: side,
  };
  if (node.step === undefined) return [left, right];
  const room = COLUMN - nameWidth - ruler.width(actor, STRONG) - 10;
  const [id = ""] = wrapText(node.step, ruler, { width: room, style: SMALL, mostLines: 1 });
  const quiet: BoxLine = {
    ...{ text: id, style: SMALL, tone: "quiet", anchor: "start", y },
    x: side + nameWidth + 4,
  };
  return [left, quiet, right];
}

function headName({ kind, node }: PartBox, words: PageWords): string {
  if (kind === "trigger") return words.start;
  return kind === "reaction" ? words.anyStep : String(node?.number ?? "");
}

function actorName(actor: DiagramActor, words: PageWords): string {
  return words.actors[actor];
}

/** The words beside a way, short enough to stand between boxes; the list of steps has all of them. */
export function wayText(words: string, ruler: Ruler): BoxText {
  const lines = wrapText(words, ruler, { width: 104, style: SMALL, mostLines: 5 });
  const step = SMALL.size * LEADING;
  const width = Math.max(0, ...lines.map((line) => ruler.width(line, SMALL))) + 6;
  return {
    width,
    height: lines.length * step + 4,
    lines: lines.map((text, index) => ({
      ...{ text, style: SMALL, tone: "text", anchor: "middle", x: width / 2 },
      y: 2 + SMALL.size * 0.9 + index * step,
    })),
  };
}
