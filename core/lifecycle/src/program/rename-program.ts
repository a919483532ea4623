import type { LocalizedText } from "@perennial/contract";
import { isMap, isScalar, type Node, parseDocument, visit } from "yaml";
import type { ProgramFiles } from "./parse-program.ts";
import { PROGRAM_FILE } from "./problem.ts";

/** What a program is to be called. */
export interface NewName {
  readonly id: string;
  /** @default the name it has */
  readonly name?: LocalizedText | undefined;
}

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * A program's files under another id and name: where the program speaks of itself, it says the new id. Everything else
 * stays to the letter, remarks included. Files that are no YAML with an id stay as they are.
 */
export function renameProgram(files: ProgramFiles, { id, name }: NewName): ProgramFiles {
  const text = files[PROGRAM_FILE] ?? "";
  const document = parseDocument(text);
  const before = document.get("id");
  if (document.errors.length > 0 || typeof before !== "string") return files;
  const splices: Splice[] = ownMentions(document.contents, before).flatMap((node) =>
    spliceOf(node, id),
  );
  const named = document.get("name", true);
  if (name !== undefined) {
    const words = `{ sv: ${JSON.stringify(name.sv)}, en: ${JSON.stringify(name.en)} }`;
    splices.push(...spliceOf(named as Node | undefined, isBlock(named) ? `${words}\n` : words));
  }
  return { ...files, [PROGRAM_FILE]: spliced(text, splices) };
}

/** The places that hold the program's id: its own, a request for it, and a step that starts it. */
function ownMentions(contents: Node | null, id: string): readonly Node[] {
  const found: Node[] = [];
  const collect = (node: unknown) => {
    if (isScalar(node) && node.value === id) found.push(node);
  };
  if (isMap(contents)) collect(contents.get("id", true));
  visit(contents, {
    Map(_, map) {
      if (map.get("field") === "signal.program") collect(map.get("value", true));
      if (map.get("do") === "call-program") collect(map.get("program", true));
    },
  });
  return found;
}

function isBlock(node: unknown): boolean {
  return isMap(node) && node.flow !== true;
}

function spliceOf(node: Node | undefined, text: string): readonly Splice[] {
  if (!node?.range) return [];
  const [from, to] = node.range;
  return [{ from, to, text }];
}

function spliced(text: string, splices: readonly Splice[]): string {
  const last = splices.toSorted((a, b) => b.from - a.from);
  return last.reduce(
    (made, { from, to, text: put }) => made.slice(0, from) + put + made.slice(to),
    text,
  );
}
