import { INK } from "../diagram/palette.ts";
import type { MarkedText } from "../markdown/read-blocks.ts";
import type { Ruler, TextStyle } from "../text/ruler.ts";
import { piecesOf } from "../text/wrap-text.ts";

/** A piece of a line as it is printed, with its distance from the line's beginning. */
export interface Piece {
  readonly text: string;
  readonly style: TextStyle;
  readonly colour: string;
  readonly x: number;
}

interface Word {
  readonly text: string;
  readonly style: TextStyle;
  readonly colour: string;
  readonly isAfterBlank: boolean;
}

/** Breaks marked text into lines that are no wider than the width; ids step back, names stand out. */
export function wrapMarked(
  text: readonly MarkedText[],
  ruler: Ruler,
  { width, size }: { readonly width: number; readonly size: number },
): readonly (readonly Piece[])[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let x = 0;
  const widthOf = (word: Word) => ruler.width(word.text, word.style);
  const place = (word: Word) => {
    line.push({ text: word.text, style: word.style, colour: word.colour, x });
    x += widthOf(word);
  };
  const breakLine = () => {
    if (line.length > 0) lines.push(line);
    line = [];
    x = 0;
  };
  for (const cluster of clustersOf(wordsOf(text, size))) {
    const wide = cluster.reduce((sum, word) => sum + widthOf(word), 0);
    const blank = x > 0 ? ruler.width(" ", { size }) : 0;
    if (x + blank + wide > width) breakLine();
    else x += blank;
    for (const word of cluster) {
      for (const piece of piecesOf(word.text, (each) => ruler.width(each, word.style) <= width)) {
        const part = { ...word, text: piece };
        if (wide > width && x + widthOf(part) > width) breakLine();
        place(part);
      }
    }
  }
  breakLine();
  return lines;
}

/** Words that no blank parts, such as an id in brackets, stay together. */
function clustersOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const clusters: Word[][] = [];
  for (const word of words) {
    const last = clusters.at(-1);
    if (last && !word.isAfterBlank) last.push(word);
    else clusters.push([word]);
  }
  return clusters;
}

function wordsOf(text: readonly MarkedText[], size: number): readonly Word[] {
  let isAfterBlank = false;
  return text.flatMap(({ text: part, mark }) =>
    part.split(/([ \n\t]+)/).flatMap((each): readonly Word[] => {
      if (each === "") return [];
      if (/^[ \n\t]/.test(each)) {
        isAfterBlank = true;
        return [];
      }
      const style: TextStyle = mark === "strong" ? { size, weight: "bold" } : { size };
      const colour = mark === "code" ? INK.quiet : INK.text;
      const word = { text: each, style, colour, isAfterBlank };
      isAfterBlank = false;
      return [word];
    }),
  );
}
