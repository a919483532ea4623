import { n } from "../diagram/outlines.ts";
import type { Drawing, Group, Line, Shape } from "../drawing.ts";
import { FONT_FAMILY } from "../text/faces.ts";

/** What a picture is called, for those who cannot see it. */
export interface SvgWords {
  readonly title: string;
  readonly description: string;
  /** The language of its words, such as `sv`. */
  readonly language: string;
}

/** Writes a picture as an SVG document that needs nothing from elsewhere. One unit is a point on paper. */
export function writeSvg(drawing: Drawing, { title, description, language }: SvgWords): string {
  const [width, height] = [n(drawing.width), n(drawing.height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" lang="${escapeXml(language)}" width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(FONT_FAMILY)}">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="description">${escapeXml(description)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...drawing.marks.map(markOf),
    "</svg>\n",
  ].join("\n");
}

function markOf(mark: Shape | Line | Group): string {
  if (mark.kind === "shape") return shapeOf(mark);
  if (mark.kind === "line") return lineOf(mark);
  const marks = mark.marks.map((each) => markOf(each)).join("");
  return `<g><title>${escapeXml(mark.name)}</title>${marks}</g>`;
}

function shapeOf({ path, fill, stroke, width = 1, dash }: Shape): string {
  const line = stroke === undefined ? "" : ` stroke="${stroke}" stroke-width="${n(width)}"`;
  const dashes = dash === undefined ? "" : ` stroke-dasharray="${dash.map(n).join(" ")}"`;
  return `<path d="${path}" fill="${fill ?? "none"}"${line}${dashes}/>`;
}

function lineOf({ text, x, y, style, colour, anchor = "start" }: Line): string {
  const weight = style.weight === "bold" ? ' font-weight="700"' : "";
  const place = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  return `<text x="${n(x)}" y="${n(y)}" font-size="${n(style.size)}"${weight}${place} fill="${colour}">${escapeXml(text)}</text>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" },
};

/** Text that can stand in XML: marks escaped, and control characters, which XML cannot have, left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}
