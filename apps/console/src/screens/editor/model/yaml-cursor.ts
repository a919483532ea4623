import type { Path } from "./paths.ts";
import type { Siblings } from "./schema-walk.ts";

/** Where in a file somebody writes. */
export interface YamlCursor {
  /** The map that the key or value belongs to; every list item is 0. */
  readonly path: Path;
  /** The key whose value is being written; undefined while a key is. */
  readonly key: string | undefined;
  /** What is written of the word already, and where it begins. */
  readonly word: string;
  readonly from: number;
  /** What else stands in the map. */
  readonly siblings: Siblings;
}

interface Line {
  /** Where each dash of a list item stands. */
  readonly dashes: readonly number[];
  /** Where the key stands. */
  readonly indent: number;
  readonly key: string | undefined;
  readonly value: string;
}

/** Where a cursor stands, by the indentation around it: a file that is being written is seldom YAML already. */
export function yamlCursor(text: string, offset: number): YamlCursor | undefined {
  const lines = text.slice(0, offset).split("\n");
  const current = lines.pop() ?? "";
  if (/(^|\s)#/.test(current)) return undefined;
  const after = text.slice(offset).split("\n").slice(1);
  const braces = openBraces(current);
  const shown = braces === undefined ? current : current.slice(0, braces.at);
  const here = lineOf(shown);
  const outer = pathAbove(lines, here);
  if (braces) return inBraces({ braces, here, outer, offset });
  const wordAt = here.key === undefined ? here.indent : current.length - here.value.length;
  return {
    path: outer,
    key: here.key,
    word: current.slice(wordAt),
    from: offset - (current.length - wordAt),
    siblings: siblingsOf(here, lines, after),
  };
}

const KEY = /^([\w.-]+|"[^"]*"):(?:\s+(.*))?$/s;

function lineOf(text: string): Line {
  const dashes: number[] = [];
  let indent = text.length - text.trimStart().length;
  let rest = text.slice(indent);
  for (let dash = /^-(\s+|$)/.exec(rest); dash; dash = /^-(\s+|$)/.exec(rest)) {
    dashes.push(indent);
    indent += dash[0].length;
    rest = rest.slice(dash[0].length);
  }
  const [, key, value = ""] = KEY.exec(rest) ?? [];
  return { dashes, indent, key, value };
}

function isBlank(text: string): boolean {
  return /^\s*(#|$)/.test(text);
}

/** The keys and items that lead to a line, by what stands above it. */
function pathAbove(lines: readonly string[], here: Line): Path {
  const path: (string | number)[] = here.dashes.map(() => 0);
  let indent = here.dashes[0] ?? here.indent;
  let isItem = here.dashes.length > 0;
  for (const text of lines.toReversed()) {
    if (isBlank(text)) continue;
    const line = lineOf(text);
    const isHolder =
      line.indent < indent || (isItem && line.indent === indent && line.dashes.length === 0);
    if (isHolder && line.key !== undefined) path.unshift(line.key);
    // The first key of the item that the line is in.
    const isFirst = !isItem && line.indent === indent && line.dashes.length > 0;
    if (!(isHolder && line.key !== undefined) && !isFirst) continue;
    path.unshift(...line.dashes.map(() => 0));
    indent = line.dashes[0] ?? line.indent;
    isItem = line.dashes.length > 0;
  }
  return path;
}

function siblingsOf(here: Line, before: readonly string[], after: readonly string[]): Siblings {
  const found: Record<string, string> = {};
  const note = ({ key, value }: Line) => {
    if (key !== undefined && value !== "") found[key] = value.replace(/\s+#.*$/, "").trim();
  };
  if (here.dashes.length === 0) {
    for (const text of before.toReversed()) {
      if (isBlank(text)) continue;
      const line = lineOf(text);
      if (line.indent < here.indent) break;
      if (line.indent === here.indent) note(line);
      if (line.indent === here.indent && line.dashes.length > 0) break;
    }
  }
  for (const text of after) {
    if (isBlank(text)) continue;
    const line = lineOf(text);
    if (line.indent < here.indent || line.dashes.some((dash) => dash <= here.indent)) break;
    if (line.indent === here.indent) note(line);
  }
  return found;
}

interface Braces {
  /** Where the outermost brace that is open stands. */
  readonly at: number;
  /** From there to the cursor. */
  readonly text: string;
}

function openBraces(line: string): Braces | undefined {
  const open: number[] = [];
  for (const [at, character] of [...line].entries()) {
    if (character === "{" || character === "[") open.push(at);
    if (character === "}" || character === "]") open.pop();
  }
  const [at] = open;
  return at === undefined ? undefined : { at, text: line.slice(at) };
}

interface InBraces {
  readonly braces: Braces;
  readonly here: Line;
  readonly outer: Path;
  readonly offset: number;
}

/** Where the cursor stands in a map or list that is written on one line. */
function inBraces({ braces, here, outer, offset }: InBraces): YamlCursor {
  const path = [...outer, ...(here.key === undefined ? [] : [here.key])];
  let siblings: Record<string, string> = {};
  let key: string | undefined;
  let word = "";
  const enter = (isList: boolean) => {
    if (key !== undefined) path.push(key);
    if (isList) path.push(0);
    key = undefined;
    siblings = {};
  };
  for (const character of braces.text) {
    if (character === "{" || character === "[") {
      enter(character === "[");
      word = "";
    } else if (character === "," || character === "}" || character === "]") {
      if (key !== undefined && word.trim() !== "") siblings[key] = word.trim();
      key = undefined;
      word = "";
    } else if (character === ":" && key === undefined) {
      key = word.trim();
      word = "";
    } else word += character;
  }
  const written = word.trimStart();
  return { path, key, word: written, from: offset - written.length, siblings };
}
