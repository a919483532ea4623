import { expect, test } from "vitest";
import { placeDiagram } from "./diagram-layout.ts";

const box = (id: string, title = id) => ({
  id,
  title,
  kind: "send" as const,
  by: "perennial" as const,
});

test("what follows stands below, and no two boxes lie over each other", () => {
  const placed = placeDiagram({
    nodes: [box("a"), box("b", "x".repeat(200)), box("c"), box("d")],
    edges: [
      { from: "a", to: "b" },
      { from: "a", to: "c" },
      { from: "b", to: "d" },
      { from: "c", to: "d" },
      { from: "c", to: "a" },
    ],
  });
  const at = (id: string) => placed.find(({ node }) => node.id === id);
  expect(at("b")?.y).toBeGreaterThan(at("a")?.y ?? 0);
  expect(at("d")?.y).toBeGreaterThan(at("b")?.y ?? 0);
  for (const one of placed) {
    for (const other of placed) {
      if (one === other) continue;
      const apart =
        one.x + one.width <= other.x ||
        other.x + other.width <= one.x ||
        one.y + one.height <= other.y ||
        other.y + other.height <= one.y;
      expect(apart).toBe(true);
    }
  }
});
