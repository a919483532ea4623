import { Box, Skeleton, Text } from "@mantine/core";
import type { DiagramGraph, DiagramNode } from "@perennial/lifecycle";
import { lazy, Suspense, useRef } from "react";
import { useWords } from "../../../app/language/words.ts";
import { type EditorPart, useEditor } from "../editor-context.ts";
import { words } from "../words.ts";

const DiagramCanvas = lazy(() =>
  import("./diagram-canvas.tsx").then((each) => ({ default: each.DiagramCanvas })),
);

/** The flow chart beside the form: as the file is now, or as it was when it could last be read. */
export function Diagram({
  part,
  height,
}: {
  readonly part: EditorPart;
  readonly height: number | string;
}) {
  const { analysis, open } = useEditor();
  const t = useWords(words);
  const last = useRef<DiagramGraph | undefined>(undefined);
  if (analysis.graph) last.current = analysis.graph;
  const graph = analysis.graph ?? last.current;
  const openPart = (node: DiagramNode) => {
    if (node.number !== undefined) open({ step: node.number - 1 });
    else if (node.kind === "trigger") open({ section: "start" });
    else if (node.kind === "reaction") open({ section: "reactions" });
    else open({ section: "end" });
  };
  return (
    <Box component="section" aria-label={t("diagram")}>
      <Text size="xs" c="dark.3" mb={4}>
        {t(analysis.graph ? "diagramMeans" : graph ? "diagramOld" : "noDiagram")}
      </Text>
      {graph && (
        <Box
          h={height}
          style={{ border: "1px solid var(--mantine-color-gray-4)", borderRadius: 8 }}
        >
          <Suspense fallback={<Skeleton h="100%" />}>
            <DiagramCanvas
              name={t("diagram")}
              graph={graph}
              open={"step" in part ? `s${part.step + 1}` : undefined}
              onOpen={openPart}
            />
          </Suspense>
        </Box>
      )}
    </Box>
  );
}
