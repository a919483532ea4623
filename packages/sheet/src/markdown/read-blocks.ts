/** A piece of text as the sheet's Markdown marks it. */
export interface MarkedText {
  readonly text: string;
  readonly mark: "plain" | "strong" | "code";
}

/** One item of a list, with what stands below it. */
export interface Item {
  /** Its number, or a bullet. */
  readonly marker: string;
  readonly text: readonly MarkedText[];
  readonly below: readonly (readonly MarkedText[])[];
}

/** A piece of a sheet. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: readonly MarkedText[] }
  | { readonly kind: "table"; readonly rows: readonly Row[] }
  | { readonly kind: "list"; readonly items: readonly Item[] }
  | { readonly kind: "paragraph"; readonly text: readonly MarkedText[] };

/** A line of a table: a name and its value. */
export interface Row {
  readonly name: readonly MarkedText[];
  readonly value: readonly MarkedText[];
}

/** Reads the Markdown that process sheets are written in, which is a small part of it. Other lines are paragraphs. */
export function readBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const line of markdown.split("\n")) {
    if (line.trim() !== "") addLine(blocks, line);
  }
  return blocks;
}

function addLine(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  const heading = /^(#+) (.*)$/.exec(line);
  if (heading) {
    const [, marks = "", text = ""] = heading;
    blocks.push({ kind: "heading", level: marks.length, text: readText(text) });
    return;
  }
  // The head of a table without titles, and the line below it. A heading always parts two tables.
  if (/^\|[ |-]+\|$/.test(line) && !/[^| -]/.test(line)) {
    if (last?.kind !== "table") blocks.push({ kind: "table", rows: [] });
    return;
  }
  if (line.startsWith("|") && last?.kind === "table") {
    const [name = "", value = ""] = cellsOf(line);
    const row = { name: readText(name), value: readText(value) };
    blocks[blocks.length - 1] = { ...last, rows: [...last.rows, row] };
    return;
  }
  addItem(blocks, line);
}

function addItem(blocks: Block[], line: string): void {
  const last = blocks.at(-1);
  const below = /^\s+- (.*)$/.exec(line);
  const parent = last?.kind === "list" ? last.items.at(-1) : undefined;
  if (below && last?.kind === "list" && parent) {
    const item = { ...parent, below: [...parent.below, readText(below[1] ?? "")] };
    blocks[blocks.length - 1] = { ...last, items: [...last.items.slice(0, -1), item] };
    return;
  }
  const found = /^(?:(\d+)\.|-) (.*)$/.exec(line);
  if (!found) {
    blocks.push({ kind: "paragraph", text: readText(line.trim()) });
    return;
  }
  const item: Item = { marker: found[1] ?? "•", text: readText(found[2] ?? ""), below: [] };
  if (last?.kind === "list") blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
  else blocks.push({ kind: "list", items: [item] });
}

function cellsOf(line: string): readonly string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

const MARKS = /\*\*((?:\\.|[^\\])+?)\*\*|`([^`]*)`|((?:\\.|[^\\*`]|\*(?!\*))+|[\\*`])/gs;

/** A line's text by its marks, with what was escaped as it is meant. */
export function readText(text: string): readonly MarkedText[] {
  return [...text.matchAll(MARKS)].map(([, strong, code, plain]): MarkedText => {
    if (strong !== undefined) return { text: unescaped(strong), mark: "strong" };
    if (code !== undefined) return { text: unescaped(code), mark: "code" };
    return { text: unescaped(plain ?? ""), mark: "plain" };
  });
}

function unescaped(text: string): string {
  return text.replace(/\\([\\`*_[\]<>|])/g, "$1");
}
