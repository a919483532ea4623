import { Graph, layout } from "@dagrejs/dagre";
import type { DiagramGraph, DiagramNode } from "@perennial/lifecycle";

/** A box with its place, in pixels from the top left. */
export interface PlacedNode {
  readonly node: DiagramNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const BOX_WIDTH = 230;
const LETTERS_A_LINE = 32;
const LINE_HEIGHT = 17;
/** Of what stands around the title: who acts above, the stage below. */
const HEAD_HEIGHT = 40;
const STAGE_HEIGHT = 20;
const MOST_LINES = 4;

/** Places a flow chart's boxes from the top down, so that ways cross as little as can be. */
export function placeDiagram(graph: DiagramGraph): readonly PlacedNode[] {
  const drawn = new Graph({ multigraph: true });
  drawn.setGraph({ rankdir: "TB", nodesep: 28, ranksep: 44, marginx: 12, marginy: 12 });
  drawn.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) {
    drawn.setNode(node.id, { width: BOX_WIDTH, height: heightOf(node) });
  }
  for (const [index, { from, to }] of graph.edges.entries()) {
    drawn.setEdge(from, to, {}, String(index));
  }
  layout(drawn);
  return graph.nodes.map((node) => {
    const { x = 0, y = 0 } = drawn.node(node.id);
    const height = heightOf(node);
    return { node, x: x - BOX_WIDTH / 2, y: y - height / 2, width: BOX_WIDTH, height };
  });
}

function heightOf({ title, stage }: DiagramNode): number {
  const lines = Math.min(MOST_LINES, Math.max(1, Math.ceil(title.length / LETTERS_A_LINE)));
  return HEAD_HEIGHT + lines * LINE_HEIGHT + (stage === undefined ? 0 : STAGE_HEIGHT);
}
