import { isCollection, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Path } from "./paths.ts";

/** Finds what stands at a place of a file, and where something stands. */
export interface Places {
  /** The path of the innermost thing at a line and column, counted from 1. */
  pathAt(line: number, column: number): Path;
  /** Where the value at a path begins; undefined where there is none. */
  lineOf(path: Path): number | undefined;
}

/** The places of a program's file; one that is no YAML has as many as can be made out. */
export function placesIn(text: string): Places {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const startOfLine = (line: number) => lines.lineStarts[line - 1] ?? text.length;
  return {
    pathAt: (line, column) => pathTo(document.contents, startOfLine(line) + column - 1),
    lineOf(path) {
      const node = document.getIn(path, true);
      const start = isNode(node) ? node.range?.[0] : undefined;
      return start === undefined ? undefined : lines.linePos(start).line;
    },
  };
}

function pathTo(node: unknown, offset: number): Path {
  if (!isCollection(node)) return [];
  if (isMap(node)) {
    // A key holds what follows it until the next key.
    const pair = node.items.findLast(({ key }) => startOf(key) <= offset);
    if (!isScalar(pair?.key)) return [];
    return [String(pair.key.value), ...pathTo(pair.value, offset)];
  }
  if (!isSeq(node)) return [];
  const index = node.items.findLastIndex((item) => startOf(item) <= offset);
  return index < 0 ? [] : [index, ...pathTo(node.items[index], offset)];
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}
