/** A piece of a line: words, words that stand out, or a name from the file. */
export interface SheetSpan {
  readonly text: string;
  readonly look: "plain" | "strong" | "code";
}
type Line = readonly SheetSpan[];

/** A part of a process sheet. */
export type SheetBlock =
  | { readonly kind: "heading"; readonly level: number; readonly line: Line }
  | { readonly kind: "table"; readonly rows: readonly (readonly Line[])[] }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly items: readonly SheetItem[] }
  | { readonly kind: "text"; readonly line: Line };

/** An item of a list, and what stands below it. */
export interface SheetItem {
  readonly line: Line;
  readonly below: readonly Line[];
}

/** The parts of a process sheet, which is written in the little of Markdown that sheets are written in. */
export function sheetBlocks(markdown: string): readonly SheetBlock[] {
  const blocks: SheetBlock[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) blocks.push(blockOf(open));
    open = [];
  };
  for (const line of markdown.split("\n")) {
    if (line.trim() === "") close();
    else if (line.startsWith("#")) {
      close();
      const [, marks = "#", words = ""] = /^(#+)\s*(.*)$/.exec(line) ?? [];
      blocks.push({ kind: "heading", level: marks.length, line: spans(words) });
    } else open.push(line);
  }
  close();
  return blocks;
}

const ITEM = /^(?:-|\d+\.)\s+(.*)$/;

function blockOf(lines: readonly string[]): SheetBlock {
  const [first = ""] = lines;
  if (first.startsWith("|")) return { kind: "table", rows: lines.flatMap(rowOf) };
  if (!ITEM.test(first)) return { kind: "text", line: spans(lines.join(" ")) };
  const items: { line: Line; below: Line[] }[] = [];
  for (const line of lines) {
    const [, words] = ITEM.exec(line.trimStart()) ?? [];
    const last = items.at(-1);
    if (/^\s/.test(line) && last) last.below.push(spans(words ?? line.trim()));
    else items.push({ line: spans(words ?? line), below: [] });
  }
  return { kind: "list", isNumbered: /^\d/.test(first), items };
}

/** A row's cells; none for the line below the heads and for empty heads. */
function rowOf(line: string): readonly (readonly Line[])[] {
  const cells = line
    .replace(/^\|/, "")
    .replace(/\|\s*$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
  if (cells.every((cell) => cell === "" || /^:?-+:?$/.test(cell))) return [];
  return [cells.map(spans)];
}

function spans(text: string): Line {
  const pieces = text.split(/(\*\*.+?\*\*|`[^`]*`)/).filter((piece) => piece !== "");
  return pieces.map((piece): SheetSpan => {
    if (piece.length > 4 && piece.startsWith("**")) {
      return { look: "strong", text: unescaped(piece.slice(2, -2)) };
    }
    if (piece.startsWith("`")) return { look: "code", text: piece.slice(1, -1) };
    return { look: "plain", text: unescaped(piece) };
  });
}

function unescaped(text: string): string {
  return text.replace(/\\([\\*_[\]<>|`#-])/g, "$1");
}
