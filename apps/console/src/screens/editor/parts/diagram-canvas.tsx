import "@xyflow/react/dist/style.css";
import type { DiagramGraph, DiagramNode } from "@perennial/lifecycle";
import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useWords } from "../../../app/language/words.ts";
import { type PlacedNode, placeDiagram } from "../model/diagram-layout.ts";
import { words } from "../words.ts";
import classes from "./diagram.module.css";
import { KIND_ICONS } from "./kind-icons.ts";

/** A flow chart and what a click on a box does. */
export interface DiagramCanvasProps {
  readonly name: string;
  readonly graph: DiagramGraph;
  /** The box that is open. */
  readonly open: string | undefined;
  readonly onOpen: (node: DiagramNode) => void;
}

type BoxNode = Node<{ readonly node: DiagramNode; readonly isOpen: boolean }, "box">;

const KINDS = { box: Box };
/** Near enough to be read. */
const READABLE = 0.85;

/** A program's flow chart: read, moved about in, and clicked; changed only in the forms. */
export function DiagramCanvas(props: DiagramCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ name, graph, open, onOpen }: DiagramCanvasProps) {
  const t = useWords(words);
  const placed = useMemo(() => placeDiagram(graph), [graph]);
  const nodes = useMemo(
    () =>
      placed.map((each) =>
        boxOf(
          each,
          open === each.node.id,
          `${t(`kind.${each.node.kind}`)}: ${each.node.title}. ${t(`by.${each.node.by}`)}`,
        ),
      ),
    [placed, open, t],
  );
  const edges = useMemo(() => graph.edges.map((each, index): Edge => wayOf(each, index)), [graph]);
  useNearby(placed, open);
  return (
    <ReactFlow<BoxNode>
      aria-label={name}
      nodes={nodes}
      edges={edges}
      nodeTypes={KINDS}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      elementsSelectable
      minZoom={0.15}
      maxZoom={1.5}
      defaultViewport={{ x: 0, y: 0, zoom: READABLE }}
      proOptions={{ hideAttribution: true }}
      onNodeClick={(_, { data }) => onOpen(data.node)}
      onSelectionChange={({ nodes: [first] }) =>
        first && first.id !== open && onOpen(first.data.node)
      }
    >
      <Background gap={22} color="#e3e8eb" />
      <Controls showInteractive={false} position="bottom-right" />
    </ReactFlow>
  );
}

/** Brings the open box into sight. */
function useNearby(placed: readonly PlacedNode[], open: string | undefined): void {
  const { setCenter, viewportInitialized } = useReactFlow();
  useEffect(() => {
    if (!viewportInitialized) return;
    const at = placed.find(({ node }) => node.id === open) ?? placed[0];
    if (!at) return;
    const below = open === undefined ? 160 : 0;
    void setCenter(at.x + at.width / 2, at.y + at.height / 2 + below, { zoom: READABLE });
  }, [placed, open, setCenter, viewportInitialized]);
}

function boxOf({ node, x, y, width, height }: PlacedNode, isOpen: boolean, name: string): BoxNode {
  return {
    ...{ id: node.id, type: "box", position: { x, y }, width, height, ariaLabel: name },
    data: { node, isOpen },
  };
}

function wayOf({ from, to, words: when }: DiagramGraph["edges"][number], index: number): Edge {
  return {
    ...{ id: String(index), source: from, target: to, type: "smoothstep" },
    markerEnd: { type: MarkerType.ArrowClosed, color: "#5b6870" },
    style: { stroke: "#5b6870", ...(from.startsWith("r") && { strokeDasharray: "5 4" }) },
    ...(when !== undefined && {
      label: when.length > 34 ? `${when.slice(0, 33)}…` : when,
      labelStyle: { fontSize: 11, fill: "#1f272c" },
      labelBgStyle: { fill: "#fff", fillOpacity: 0.9 },
    }),
  };
}

function Box({ data: { node, isOpen } }: NodeProps<BoxNode>) {
  const t = useWords(words);
  const Icon = KIND_ICONS[node.kind];
  return (
    <div className={classes.box} data-by={node.by} data-open={isOpen} title={node.title}>
      <Handle type="target" position={Position.Top} className={classes.dot} isConnectable={false} />
      <div className={classes.head}>
        <span className={classes.kind}>
          <Icon size={13} aria-hidden />
          {node.number === undefined
            ? t(`kind.${node.kind}`)
            : `${node.number}. ${t(shortOf(node))}`}
        </span>
        <span>{t(`by.${node.by}`)}</span>
      </div>
      <div className={classes.title}>{node.title}</div>
      {node.stage !== undefined && (
        <div className={classes.stage}>{t("inStage", { stage: node.stage })}</div>
      )}
      <Handle
        type="source"
        position={Position.Bottom}
        className={classes.dot}
        isConnectable={false}
      />
    </div>
  );
}

function shortOf({ kind }: DiagramNode) {
  return kind === "trigger" || kind === "reaction" || kind === "end"
    ? (`kind.${kind}` as const)
    : (`short.${kind}` as const);
}
