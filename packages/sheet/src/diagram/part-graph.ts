import type { DiagramGraph, DiagramNode } from "@perennial/lifecycle";
import type { PageWords } from "../sheet-words.ts";

/** Steps that stand on one picture, by their numbers, both included. */
export interface StepRange {
  readonly first: number;
  readonly last: number;
}

/** A box of a part: one of the program's, or a sign to or from another part. */
export interface PartBox {
  readonly id: string;
  readonly kind: DiagramNode["kind"] | "to" | "from";
  readonly title: string;
  readonly node?: DiagramNode;
}

/** A way of a part; several between the same two boxes are one, without words if one of them has none. */
export interface PartWay {
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly isReaction: boolean;
}

/** One picture of a process map. */
export interface PartGraph {
  readonly boxes: readonly PartBox[];
  readonly ways: readonly PartWay[];
}

/** What a part is cut out by. */
export interface PartPlace {
  readonly range: StepRange;
  /** The number of the part that has a step. */
  readonly partOf: (step: number) => number;
  readonly words: PageWords;
}

/**
 * The boxes of some steps and the ways between them; a way to a step elsewhere ends in a sign that names it, and
 * steps that are entered from elsewhere have a sign that names from where.
 */
export function partGraph(graph: DiagramGraph, place: PartPlace): PartGraph {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const isHere = (node: DiagramNode | undefined) => isIn(place.range, node);
  const boxes = new Map<string, PartBox>();
  const ways = new Map<string, PartWay>();
  const add = (box: PartBox) => boxes.set(box.id, boxes.get(box.id) ?? box);
  for (const node of graph.nodes) if (isHere(node)) add(boxOf(node));
  for (const edge of graph.edges) {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (!from || !to) continue;
    const isReaction = from.kind === "reaction";
    const isSign = from.number === undefined;
    if (!(isHere(from) || (isSign && isHere(to)))) continue;
    if (isSign) add(boxOf(from));
    const target = isHere(to) ? to.id : add(signTo(from, to, place)).get(signId(from, to))?.id;
    if (target === undefined) continue;
    const key = `${from.id} ${target}`;
    const before = ways.get(key);
    const words = bothWords(before?.words ?? edge.words ?? "", edge.words ?? "");
    ways.set(key, { from: from.id, to: target, words, isReaction });
  }
  for (const box of signsFrom(graph, nodes, place)) {
    add(box.sign);
    ways.set(box.sign.id, { from: box.sign.id, to: box.to, words: "", isReaction: false });
  }
  return { boxes: [...boxes.values()], ways: [...ways.values()] };
}

/** What leads to the same box without a condition leads there in any case. */
function bothWords(before: string, words: string): string {
  if (before === words) return words;
  return before === "" || words === "" ? "" : `${before} / ${words}`;
}

function isIn({ first, last }: StepRange, node: DiagramNode | undefined): boolean {
  return node?.number !== undefined && node.number >= first && node.number <= last;
}

function boxOf(node: DiagramNode): PartBox {
  return { id: node.id, kind: node.kind, title: node.title, node };
}

function signId(from: DiagramNode, to: DiagramNode): string {
  return `${from.id} to ${to.id}`;
}

function signTo(from: DiagramNode, to: DiagramNode, { words, partOf }: PartPlace): PartBox {
  const id = signId(from, to);
  if (to.number === undefined) return { id, kind: "end", title: words.end };
  const step = to.step === undefined ? String(to.number) : `${to.number} ${to.step}`;
  return { id, kind: "to", title: words.onTo(step, partOf(to.number)) };
}

function signsFrom(
  graph: DiagramGraph,
  nodes: ReadonlyMap<string, DiagramNode>,
  { range, words }: PartPlace,
): readonly { readonly sign: PartBox; readonly to: string }[] {
  return graph.nodes
    .filter((node) => isIn(range, node))
    .flatMap((node) => {
      const numbers = graph.edges
        .filter(({ to, from }) => to === node.id && !isIn(range, nodes.get(from)))
        .flatMap(({ from }) => nodes.get(from)?.number ?? []);
      const sources = [...new Set(numbers)].sort((a, b) => a - b);
      if (sources.length === 0) return [];
      const id = `from ${node.id}`;
      return [{ sign: { id, kind: "from" as const, title: words.inFrom(sources) }, to: node.id }];
    });
}
