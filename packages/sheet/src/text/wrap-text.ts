import type { Ruler, TextStyle } from "./ruler.ts";

/** How text is broken into lines. */
export interface WrapOptions {
  /** In points. */
  readonly width: number;
  readonly style: TextStyle;
  /** What is longer ends in an ellipsis. @default as many as it takes */
  readonly mostLines?: number;
}

/** Breaks a text into lines that are no wider than the width, at blanks that may be broken at, and inside a word only where it must. */
export function wrapText(text: string, ruler: Ruler, options: WrapOptions): readonly string[] {
  const { width, style, mostLines = Number.POSITIVE_INFINITY } = options;
  const fits = (line: string) => ruler.width(line, style) <= width;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/[ \n\t]+/).filter((each) => each !== "")) {
    for (const piece of piecesOf(word, fits)) {
      const longer = line === "" ? piece : `${line} ${piece}`;
      if (fits(longer)) line = longer;
      else {
        if (line !== "") lines.push(line);
        line = piece;
      }
    }
  }
  if (line !== "") lines.push(line);
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), shorten(lines[mostLines - 1] ?? "", fits)];
}

/** A word, or the pieces of one that is wider than a line: after hyphens if they will do. */
export function piecesOf(word: string, fits: (text: string) => boolean): readonly string[] {
  if (fits(word)) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const part of word
    .split(/(?<=[-/.])/)
    .flatMap((each) => (fits(each) ? [each] : [...each]))) {
    if (piece !== "" && !fits(piece + part)) {
      pieces.push(piece);
      piece = "";
    }
    piece += part;
  }
  return piece === "" ? pieces : [...pieces, piece];
}

function shorten(line: string, fits: (text: string) => boolean): string {
  let kept = line;
  while (kept !== "" && !fits(`${kept}…`)) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}
