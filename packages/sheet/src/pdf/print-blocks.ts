import { n, polygon, polyline } from "../diagram/outlines.ts";
import { INK } from "../diagram/palette.ts";
import type { Block, Item, MarkedText, Row } from "../markdown/read-blocks.ts";
import { MARGINS, type Paper } from "./paper.ts";
import { type Piece, wrapMarked } from "./rich-text.ts";

const BODY = 9.5;
const BELOW = 9;
const LEADING = 1.32;
const RULE = { stroke: "#b8b8b8", width: 0.5 } as const;
const HEADING_SIZES: Readonly<Record<number, number>> = { 1: 18, 2: 13, 3: 10.5 };
const NAME_WIDTH = 104;
const PAD = { x: 6, y: 3.6 } as const;
/** What must follow a heading on its page, in points. */
const FOLLOWS = 60;

type Lines = readonly (readonly Piece[])[];

/** Prints a piece of a sheet. What belongs together stays on a page where it fits on one. */
export function printBlock(paper: Paper, block: Block, next?: Block): void {
  if (block.kind === "heading") printHeading(paper, block, next);
  else if (block.kind === "table") printTable(paper, block.rows);
  else if (block.kind === "paragraph") printParagraph(paper, block.text);
  else printList(paper, block.items);
}

function printHeading(
  paper: Paper,
  { level, text }: { readonly level: number; readonly text: readonly MarkedText[] },
  next: Block | undefined,
): void {
  const size = HEADING_SIZES[level] ?? BODY;
  const strong = text.map((each) =>
    each.mark === "code" ? each : { ...each, mark: "strong" as const },
  );
  const lines = wrapMarked(strong, paper.ruler, { width: paper.width, size });
  const above = level === 1 ? 0 : size * 0.9;
  const height = above + lines.length * size * LEADING;
  // A short table stays with its heading.
  const follows = next?.kind === "table" ? Math.min(tableHeight(paper, next.rows), 330) : FOLLOWS;
  const isNew = paper.ensure(height + follows);
  if (level <= 2) paper.bookmark(text.map((each) => each.text).join(""));
  paper.y += isNew ? 0 : above;
  printLines(paper, lines, { x: MARGINS.side, size });
  paper.y += 4;
}

function printParagraph(paper: Paper, text: readonly MarkedText[]): void {
  const lines = wrapMarked(text, paper.ruler, { width: paper.width, size: BODY });
  paper.ensure(lines.length * BODY * LEADING);
  printLines(paper, lines, { x: MARGINS.side, size: BODY });
}

function printList(paper: Paper, items: readonly Item[]): void {
  for (const item of items) printItem(paper, item);
  paper.y += 4;
}

function printItem(paper: Paper, item: Item): void {
  const isNumber = item.marker !== "•";
  const indent = isNumber ? 24 : 14;
  const width = paper.width - indent;
  const lines = wrapMarked(item.text, paper.ruler, { width, size: BODY });
  const below = item.below.map((text) =>
    wrapMarked(text, paper.ruler, { width: width - 12, size: BELOW }),
  );
  const height = lines.length * BODY * LEADING + heightOf(below);
  // A step with very many ways may be longer than a page.
  paper.ensure(Math.min(height, 300));
  const x = MARGINS.side + indent;
  paper.line({
    text: item.marker,
    ...{ x: isNumber ? x - 7 : MARGINS.side + 4, y: paper.y + BODY, colour: INK.text },
    anchor: isNumber ? "end" : "start",
    style: { size: BODY, weight: isNumber ? "bold" : "regular" },
  });
  printLines(paper, lines, { x, size: BODY });
  for (const each of below) {
    paper.ensure(each.length * BELOW * LEADING);
    paper.line({
      ...{ text: "–", x, y: paper.y + BELOW, style: { size: BELOW }, colour: INK.quiet },
    });
    printLines(paper, each, { x: x + 12, size: BELOW });
  }
  paper.y += 3;
}

function heightOf(texts: readonly Lines[]): number {
  return texts.reduce((sum, lines) => sum + lines.length * BELOW * LEADING, 0);
}

function printTable(paper: Paper, rows: readonly Row[]): void {
  for (const { name, value } of rows) {
    const [left, right] = cellsOf(paper, { name, value });
    const height = Math.max(left.length, right.length) * BODY * LEADING + 2 * PAD.y;
    paper.ensure(height);
    const [x, y, middle] = [MARGINS.side, paper.y, MARGINS.side + NAME_WIDTH];
    const end = x + paper.width;
    paper.shape({
      path: polygon([x, y], [middle, y], [middle, y + height], [x, y + height]),
      fill: "#f2f2f2",
    });
    paper.shape({
      path: `${polygon([x, y], [end, y], [end, y + height], [x, y + height])}${polyline([
        [middle, y],
        [middle, y + height],
      ])}`,
      ...RULE,
    });
    paper.y = y + PAD.y;
    printLines(paper, left, { x: x + PAD.x, size: BODY });
    paper.y = y + PAD.y;
    printLines(paper, right, { x: middle + PAD.x, size: BODY });
    paper.y = y + height;
  }
  paper.y += 4;
}

const NOTHING: readonly MarkedText[] = [{ text: "–", mark: "plain" }];

function cellsOf(paper: Paper, { name, value }: Row): readonly [Lines, Lines] {
  const shown = value.length === 0 ? NOTHING : value;
  const width = paper.width - NAME_WIDTH - 2 * PAD.x;
  return [
    wrapMarked(name, paper.ruler, { width: NAME_WIDTH - 2 * PAD.x, size: BODY }),
    wrapMarked(shown, paper.ruler, { width, size: BODY }),
  ];
}

function tableHeight(paper: Paper, rows: readonly Row[]): number {
  return rows.reduce((sum, row) => {
    const [left, right] = cellsOf(paper, row);
    return sum + Math.max(left.length, right.length) * BODY * LEADING + 2 * PAD.y;
  }, 0);
}

function printLines(
  paper: Paper,
  lines: Lines,
  { x, size }: { readonly x: number; readonly size: number },
): void {
  for (const line of lines) {
    for (const { text, style, colour, x: right } of line) {
      paper.line({ text, style, colour, x: x + right, y: paper.y + size });
    }
    paper.y += size * LEADING;
  }
}

/** Places for the name, signature and date of whoever approves the sheet (P-01). */
export function printSignature(paper: Paper, labels: readonly [string, string, string]): void {
  const height = 40;
  paper.ensure(height + 12);
  paper.y += 8;
  const [first, second] = [0.36, 0.76].map((part) => MARGINS.side + paper.width * part);
  const lefts = [MARGINS.side, first ?? 0, second ?? 0];
  const end = MARGINS.side + paper.width;
  const [top, bottom] = [paper.y, paper.y + height];
  const borders = lefts.slice(1).map((x) => `M${n(x)} ${n(top)}L${n(x)} ${n(bottom)}`);
  paper.shape({
    path: `${polygon([MARGINS.side, top], [end, top], [end, bottom], [MARGINS.side, bottom])}${borders.join("")}`,
    ...{ stroke: "#7a7a7a", width: 0.7 },
  });
  labels.forEach((text, index) => {
    const x = (lefts[index] ?? 0) + PAD.x;
    paper.line({ text, x, y: top + 11, style: { size: 8 }, colour: INK.quiet });
  });
  paper.y = bottom + 6;
}
