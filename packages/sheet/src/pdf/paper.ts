import PDFDocument from "pdfkit";
import type { Drawing, Group, Line, Shape } from "../drawing.ts";
import { faceRuns, registerFaces } from "../text/faces.ts";
import type { Ruler } from "../text/ruler.ts";

/** A4 in points. */
export const A4 = { width: 595.28, height: 841.89 } as const;
/** White around what is printed, in points; the foot holds the page number. */
export const MARGINS = { side: 42, top: 42, bottom: 50 } as const;

/** What a document says of itself. */
export interface PaperInfo {
  readonly title: string;
  readonly subject: string;
  readonly language: string;
  /** The day it counts as made on, so that the same sheet is the same file. */
  readonly date: string;
}

/** A PDF that is written on from top to bottom, page by page. */
export class Paper {
  /** Where the next thing goes, from the top of the page. */
  y: number = MARGINS.top;
  readonly ruler: Ruler;
  readonly #document: PDFKit.PDFDocument;
  readonly #chunks: Uint8Array[] = [];
  #size: { readonly width: number; readonly height: number } = A4;

  constructor({ title, subject, language, date }: PaperInfo, ruler: Ruler) {
    this.ruler = ruler;
    this.#document = new PDFDocument({
      ...{ autoFirstPage: false, bufferPages: true, margin: 0, lang: language, displayTitle: true },
      info: {
        ...{ Title: title, Subject: subject, Producer: "Perennial", Creator: "Perennial" },
        CreationDate: new Date(`${date}T00:00:00Z`),
      },
    });
    registerFaces(this.#document);
    this.#document.on("data", (chunk: Uint8Array) => this.#chunks.push(chunk));
  }

  /** How wide what is printed may be. */
  get width(): number {
    return this.#size.width - 2 * MARGINS.side;
  }

  /** Where what is printed must end. */
  get bottom(): number {
    return this.#size.height - MARGINS.bottom;
  }

  /** Begins a page. @param size in points. @default A4 upright */
  newPage(size: { readonly width: number; readonly height: number } = A4): void {
    this.#size = size;
    this.y = MARGINS.top;
    this.#document.addPage({ size: [size.width, size.height], margin: 0 });
  }

  /** Begins a page where there is not this much room left. Tells whether it did. */
  ensure(room: number): boolean {
    if (this.y + room <= this.bottom) return false;
    this.newPage();
    return true;
  }

  /** Makes the place findable in the document's table of contents. */
  bookmark(title: string): void {
    this.#document.outline.addItem(title);
  }

  /** Prints a drawing with its top left at a point. */
  draw(
    { marks }: Pick<Drawing, "marks">,
    { x, y, scale = 1 }: { readonly x: number; readonly y: number; readonly scale?: number },
  ): void {
    this.#document.save().translate(x, y).scale(scale);
    for (const mark of marks) this.#mark(mark);
    this.#document.restore();
  }

  /** Prints a line of text; y is the base line. */
  line(line: Omit<Line, "kind">): void {
    this.#line({ ...line, kind: "line" });
  }

  /** Prints a shape. */
  shape(shape: Omit<Shape, "kind">): void {
    this.#shape({ ...shape, kind: "shape" });
  }

  /** Prints something on every page when all are there. */
  onEveryPage(print: (page: number, of: number) => void): void {
    const { count } = this.#document.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.#document.switchToPage(index);
      const { width, height } = this.#document.page;
      this.#size = { width, height };
      print(index + 1, count);
    }
  }

  /** Ends the document and gives its bytes. */
  finish(): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#document.on("end", () => resolve(Buffer.concat(this.#chunks)));
      this.#document.on("error", reject);
      this.#document.end();
    });
  }

  #mark(mark: Shape | Line | Group): void {
    if (mark.kind === "shape") this.#shape(mark);
    else if (mark.kind === "line") this.#line(mark);
    else for (const each of mark.marks) this.#mark(each);
  }

  #shape({ path, fill, stroke, width = 1, dash }: Shape): void {
    const document = this.#document.save().path(path).lineWidth(width);
    if (dash) document.dash(dash[0], { space: dash[1] });
    if (fill !== undefined && stroke !== undefined) document.fillAndStroke(fill, stroke);
    else if (fill !== undefined) document.fill(fill);
    else if (stroke !== undefined) document.stroke(stroke);
    document.restore();
  }

  #line({ text, x, y, style, colour, anchor = "start" }: Line): void {
    const width = anchor === "start" ? 0 : this.ruler.width(text, style);
    let at = x - (anchor === "middle" ? width / 2 : width);
    for (const run of faceRuns(text, style.weight ?? "regular")) {
      this.#document
        .font(run.face)
        .fontSize(style.size)
        .fillColor(colour)
        .text(run.text, at, y, { lineBreak: false, baseline: "alphabetic" });
      at += this.ruler.width(run.text, style);
    }
  }
}
