import PDFDocument from "pdfkit";
import { faceRuns, registerFaces, type Weight } from "./faces.ts";

/** How a piece of text is set. */
export interface TextStyle {
  /** In points. */
  readonly size: number;
  /** @default regular */
  readonly weight?: Weight;
}

/** Measures text by the metrics of the font, in points. */
export class Ruler {
  readonly #document: PDFKit.PDFDocument;
  readonly #widths = new Map<string, number>();

  constructor() {
    this.#document = new PDFDocument({ autoFirstPage: false });
    registerFaces(this.#document);
  }

  /** How wide a text is on one line. */
  width(text: string, { size, weight = "regular" }: TextStyle): number {
    const key = `${weight} ${text}`;
    const known = this.#widths.get(key) ?? this.#measure(text, weight);
    this.#widths.set(key, known);
    return known * size;
  }

  /** At one point. */
  #measure(text: string, weight: Weight): number {
    return faceRuns(text, weight).reduce(
      (sum, run) => sum + this.#document.font(run.face).fontSize(100).widthOfString(run.text) / 100,
      0,
    );
  }
}
