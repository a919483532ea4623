import { Graph, layout } from "@dagrejs/dagre";
import type { PageWords } from "../sheet-words.ts";
import type { Ruler } from "../text/ruler.ts";
import { type BoxText, boxText, wayText } from "./box-text.ts";
import type { PartBox, PartGraph, PartWay } from "./part-graph.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box where it stands: its top left and its words. */
export interface PlacedBox extends Point {
  readonly box: PartBox;
  readonly text: BoxText;
}

/** A way through its points, and the words beside it with their top left. */
export interface PlacedWay {
  readonly way: PartWay;
  readonly points: readonly Point[];
  readonly label: (Point & { readonly text: BoxText }) | undefined;
}

/** A part with everything in its place, in points. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly ways: readonly PlacedWay[];
}

/** Which way a map reads. */
export type Direction = "down" | "right";

const MARGIN = 4;

/** Places a part's boxes in layers, each below (or right of) those that lead to it. */
export function layOut(
  { boxes, ways }: PartGraph,
  { words, ruler, direction }: { words: PageWords; ruler: Ruler; direction: Direction },
): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    ...{ rankdir: direction === "down" ? "TB" : "LR", ranker: "network-simplex" },
    ...{ nodesep: 16, edgesep: 12, ranksep: 24, marginx: MARGIN, marginy: MARGIN },
  });
  const texts = new Map(boxes.map((box) => [box.id, boxText(box, words, ruler)]));
  for (const [id, { width, height }] of texts) graph.setNode(id, { width, height });
  const labels = ways.map((way) => (way.words === "" ? undefined : wayText(way.words, ruler)));
  ways.forEach((way, index) => {
    const { width = 0, height = 0 } = labels[index] ?? {};
    graph.setEdge(way.from, way.to, { width, height, labelpos: "c" }, String(index));
  });
  layout(graph);
  const size = graph.graph();
  return {
    width: size.width ?? 0,
    height: size.height ?? 0,
    boxes: boxes.flatMap((box) => {
      const text = texts.get(box.id);
      const { x = 0, y = 0 } = graph.node(box.id);
      return text ? [{ box, text, x: x - text.width / 2, y: y - text.height / 2 }] : [];
    }),
    ways: ways.map((way, index) => {
      const { points = [], x, y } = graph.edge(way.from, way.to, String(index));
      const text = labels[index];
      const label =
        text && x !== undefined && y !== undefined
          ? { text, x: x - text.width / 2, y: y - text.height / 2 }
          : undefined;
      return { way, points, label };
    }),
  };
}
