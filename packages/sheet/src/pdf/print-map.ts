import { SIZES } from "../diagram/box-text.ts";
import { legend } from "../diagram/legend.ts";
import { INK } from "../diagram/palette.ts";
import type { MapPart } from "../diagram/process-map.ts";
import type { PageWords } from "../sheet-words.ts";
import { A4, MARGINS, type Paper } from "./paper.ts";

/** No text on paper is smaller, in points. */
const SMALLEST = 6;
/** The scale at which the smallest text is that small. */
export const LEAST_SCALE = SMALLEST / SIZES.small;
/** The heading of a page, and that of each picture. */
const HEAD = { page: 22, part: 22 } as const;
/** Between two pictures on a page. */
const GAP = 14;

/** Prints the pictures of a process map, as many on a page as are legible there, upright or lying. */
export function printMap(paper: Paper, parts: readonly MapPart[], words: PageWords): void {
  for (const [index, sheet] of sheetsOf(parts).entries()) {
    paper.newPage(sheet.page);
    if (index === 0) paper.bookmark(words.diagram);
    printHead(paper, words);
    for (const [place, { title, drawing }] of sheet.parts.entries()) {
      if (place > 0) paper.y += GAP;
      const style = { size: 10, weight: "bold" } as const;
      paper.line({ text: title, x: MARGINS.side, y: paper.y + 11, style, colour: INK.text });
      paper.y += HEAD.part;
      const left = MARGINS.side + (paper.width - drawing.width * sheet.scale) / 2;
      paper.draw(drawing, { x: left, y: paper.y, scale: sheet.scale });
      paper.y += drawing.height * sheet.scale;
    }
  }
}

function printHead(paper: Paper, words: PageWords): void {
  const { ruler } = paper;
  const [x, y] = [MARGINS.side, paper.y + 11];
  paper.line({ text: words.diagram, x, y, colour: INK.text, style: { size: 13, weight: "bold" } });
  const marks = legend(words, ruler, { x: 0, y: 0 });
  const ends = marks.map((mark) =>
    mark.kind === "line" ? mark.x + ruler.width(mark.text, mark.style) : 0,
  );
  paper.draw({ marks }, { x: x + paper.width - Math.max(...ends), y });
  paper.y += HEAD.page;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A page of a process map: its size in points, how large the pictures are on it, and which. */
export interface Sheet {
  readonly page: Size;
  readonly scale: number;
  readonly parts: readonly MapPart[];
}

/** Lays parts out on pages in their order; a part shares the page of the one before where both stay legible. */
export function sheetsOf(parts: readonly MapPart[]): readonly Sheet[] {
  const sheets: Sheet[] = [];
  for (const part of parts) {
    const last = sheets.at(-1);
    const together = last && sheetFor([...last.parts, part]);
    if (together && together.scale >= LEAST_SCALE) sheets[sheets.length - 1] = together;
    else sheets.push(alone(part));
  }
  return sheets;
}

/** The page on which parts are larger: A4 upright or lying. */
function sheetFor(parts: readonly MapPart[]): Sheet {
  const upright = { page: A4, scale: scaleOn(A4, parts), parts };
  const page = { width: A4.height, height: A4.width };
  const lying = { page, scale: scaleOn(page, parts), parts };
  return lying.scale > upright.scale * 1.05 ? lying : upright;
}

/** A larger sheet only for a picture whose text would be too small on A4. */
function alone(part: MapPart): Sheet {
  const sheet = sheetFor([part]);
  if (sheet.scale >= LEAST_SCALE) return sheet;
  const { width, height } = part.drawing;
  const page = {
    width: Math.max(A4.width, width * LEAST_SCALE + 2 * MARGINS.side),
    height: Math.max(A4.height, height * LEAST_SCALE + around(1)),
  };
  return { page, scale: LEAST_SCALE, parts: [part] };
}

function scaleOn(page: Size, parts: readonly MapPart[]): number {
  const width = Math.max(...parts.map(({ drawing }) => drawing.width));
  const height = parts.reduce((sum, { drawing }) => sum + drawing.height, 0);
  return Math.min(
    1,
    (page.width - 2 * MARGINS.side) / width,
    (page.height - around(parts.length)) / height,
  );
}

/** What a page has above and below its pictures. */
function around(parts: number): number {
  return MARGINS.top + HEAD.page + parts * (HEAD.part + GAP) - GAP + MARGINS.bottom;
}
