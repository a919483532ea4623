import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { mergeLines } from "./merge-lines.ts";
import type { Path } from "./paths.ts";

/** One change of a program's file, as a form makes it. */
export type Edit =
  | { readonly do: "set"; readonly path: Path; readonly value: unknown }
  | { readonly do: "remove"; readonly path: Path }
  /** `path` leads to the list. */
  | { readonly do: "insert"; readonly path: Path; readonly at: number; readonly value: unknown }
  | { readonly do: "move"; readonly path: Path; readonly from: number; readonly to: number }
  | { readonly do: "rename-key"; readonly path: Path; readonly from: string; readonly to: string }
  /** A step's name, wherever it is spoken of. */
  | { readonly do: "rename-step"; readonly from: string; readonly to: string };

/** Without folding: a line that somebody wrote stays one. */
const STYLE = { lineWidth: 0 } as const;

/**
 * A program's file after a change. Remarks, order and the look of what was not changed stay as they were. A file that is
 * no YAML stays as it is, for nobody knows what its parts are.
 */
export function editYaml(text: string, edits: Edit | readonly Edit[]): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  const before = document.toString(STYLE);
  for (const edit of [edits].flat()) apply(document, edit);
  return mergeLines(text, before, document.toString(STYLE));
}

function apply(document: Document, edit: Edit): void {
  if (edit.do === "set") set(document, edit.path, edit.value);
  else if (edit.do === "remove") remove(document, edit.path);
  else if (edit.do === "insert") insert(document, edit);
  else if (edit.do === "move") move(document, edit);
  else if (edit.do === "rename-key") renameKey(document, edit);
  else renameStep(document, edit);
}

function set(document: Document, path: Path, value: unknown): void {
  detach(document, path);
  const there = document.getIn(path, true);
  if (isScalar(there) && !isCollectionValue(value)) {
    there.value = value;
    // A number that was written in its own way, such as 0o14, is written in the usual one.
    delete there.source;
    return;
  }
  makeHolders(document, path);
  document.setIn(path, styled(document.createNode(value)));
}

/** Makes the maps and lists on the way that are not there yet. */
function makeHolders(document: Document, path: Path): void {
  for (let length = 1; length < path.length; length += 1) {
    const way = path.slice(0, length);
    if (isCollection(document.getIn(way, true))) continue;
    const inner = typeof path[length] === "number" ? [] : {};
    document.setIn(way, document.createNode(inner));
  }
}

/** Takes something away, and whatever holds nothing any more then. */
function remove(document: Document, path: Path): void {
  detach(document, path);
  freeAliasesOf(document, document.getIn(path, true));
  document.deleteIn(path);
  for (let length = path.length - 1; length > 0; length -= 1) {
    const holder = document.getIn(path.slice(0, length), true);
    if (!isCollection(holder) || holder.items.length > 0) break;
    document.deleteIn(path.slice(0, length));
  }
  evenOut(document, path.slice(0, -1));
}

function insert(document: Document, { path, at, value }: Extract<Edit, { do: "insert" }>): void {
  detach(document, path);
  const list = document.getIn(path, true);
  if (!isSeq(list)) {
    makeHolders(document, [...path, 0]);
    document.setIn([...path, 0], styled(document.createNode(value)));
    return;
  }
  list.items.splice(at, 0, styled(document.createNode(value)));
  // A list written in brackets is for short things.
  if (list.flow && isMap(list.items[at]) && !list.items[at].flow) list.flow = false;
  evenOut(document, path);
}

function move(document: Document, { path, from, to }: Extract<Edit, { do: "move" }>): void {
  detach(document, path);
  const list = document.getIn(path, true);
  if (!isSeq(list)) return;
  const node = list.items[from];
  if (node === undefined || to < 0 || to >= list.items.length) return;
  freeAliasesOf(document, node);
  if (isNode(node)) freeAliasesIn(document, node);
  list.items.splice(from, 1);
  list.items.splice(to, 0, node);
  evenOut(document, path);
}

function renameKey(document: Document, { path, from, to }: Extract<Edit, { do: "rename-key" }>) {
  detach(document, path);
  const map = document.getIn(path, true);
  if (!isMap(map)) return;
  const pair = map.items.find(({ key }) => isScalar(key) && key.value === from);
  if (isScalar(pair?.key)) pair.key.value = to;
}

/** Keys whose value is a step's name; `otherwise` names an offer in a step that chooses one. */
const STEP_KEYS: ReadonlySet<string> = new Set([
  ...["next", "goTo", "otherwise", "noCapacity", "startAt", "skip", "of", "days"],
]);

function renameStep(document: Document, { from, to }: Extract<Edit, { do: "rename-step" }>): void {
  const steps = document.getIn(["steps"], true);
  visit(document, {
    Pair(_, pair, ancestors) {
      const { key, value } = pair;
      if (!isScalar(key) || !isScalar(value) || value.value !== from) return;
      const holder = ancestors.at(-1);
      const isStep = ancestors.at(-2) === steps;
      if (key.value === "id" && isStep) value.value = to;
      else if (STEP_KEYS.has(String(key.value)) && !isOfferChoice(key.value, holder)) {
        value.value = to;
      }
    },
  });
}

function isOfferChoice(key: unknown, holder: unknown): boolean {
  return key === "otherwise" && isMap(holder) && holder.get("do") === "offer";
}

/** Gives each form its own copy of what the file says once and repeats: who changes one place means that place. */
function detach(document: Document, path: Path): void {
  for (let length = 1; length <= path.length; length += 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isAlias(node)) document.setIn(path.slice(0, length), copyOf(document, node));
    else freeAliasesOf(document, node, length === path.length);
  }
}

/** Replaces what repeats a node, or anything within it, by copies. */
function freeAliasesOf(document: Document, node: unknown, isDeep = true): void {
  if (!isNode(node)) return;
  const anchors = new Set<string>();
  const note = (each: unknown) => {
    if (isNode(each) && "anchor" in each && each.anchor) anchors.add(each.anchor);
  };
  note(node);
  if (isDeep) visit(node, { Node: (_, each) => note(each) });
  if (anchors.size === 0) return;
  visit(document, {
    Alias: (_, alias) => (anchors.has(alias.source) ? copyOf(document, alias) : undefined),
  });
  clearAnchors(node, anchors);
}

function clearAnchors(node: Node, anchors: ReadonlySet<string>): void {
  visit(node, {
    Node(_, each) {
      if ("anchor" in each && each.anchor && anchors.has(each.anchor)) delete each.anchor;
    },
  });
}

function freeAliasesIn(document: Document, node: Node): void {
  visit(node, { Alias: (_, alias) => copyOf(document, alias) });
}

function copyOf(document: Document, alias: Alias): Node {
  const copy = alias.resolve(document)?.clone() as Node | undefined;
  if (copy === undefined) return document.createNode(null);
  visit(copy, {
    Node(_, each) {
      if ("anchor" in each) delete each.anchor;
    },
  });
  return copy;
}

/** Keeps the empty line between the items of a list where there is one between others. */
function evenOut(document: Document, path: Path): void {
  const list = path.length === 0 ? undefined : document.getIn(path, true);
  if (!isSeq(list)) return;
  const rest = list.items.slice(1).filter(isNode);
  const isAiry = rest.some(({ spaceBefore }) => spaceBefore);
  for (const [index, item] of list.items.entries()) {
    if (isNode(item) && (isAiry || index === 0)) item.spaceBefore = index > 0;
  }
}

const LONGEST_IN_BRACES = 90;

/** Writes what is short and asks for one thing on one line, as people do. */
function styled(node: Node): Node {
  visit(node, {
    Map(_, map) {
      if (isShort(map)) map.flow = true;
    },
    Seq(_, list) {
      if (list.items.length > 0 && list.items.every(isScalar)) list.flow = true;
    },
  });
  return node;
}

function isShort(map: YAMLMap): boolean {
  const isAsking = map.has("field") || map.has("setting") || map.has("at");
  return (
    isAsking && map.items.every(({ value }) => isPlain(value)) && length(map) < LONGEST_IN_BRACES
  );
}

function isPlain(value: unknown): boolean {
  if (isScalar(value)) return true;
  if (isSeq(value)) return (value as YAMLSeq).items.every(isScalar);
  return isMap(value) && value.has("setting");
}

function length(map: YAMLMap): number {
  return JSON.stringify(map.toJSON()).length;
}

function isCollectionValue(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
