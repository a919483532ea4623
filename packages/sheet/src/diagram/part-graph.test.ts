import { diagramGraph } from "@perennial/lifecycle";
import { expect, test } from "vitest";
import { PAGE_WORDS } from "../sheet-words.ts";
import { sampleProgram } from "../testing/sample-program.ts";
import { partGraph } from "./part-graph.ts";

const graph = diagramGraph(sampleProgram(), "en");
const partOf = (step: number) => (step <= 4 ? 1 : 2);
const cut = (first: number, last: number) =>
  partGraph(graph, { range: { first, last }, partOf, words: PAGE_WORDS.en });

test("a way to a step of another part ends in a sign that names the step and the part", () => {
  const { boxes, ways } = cut(1, 4);
  const sign = boxes.find(({ id }) => id === "s2 to s5");
  expect(sign).toMatchObject({ kind: "to", title: "To step\u00a05 thank, part\u00a02" });
  expect(ways).toContainEqual(
    expect.objectContaining({ from: "s2", to: "s2 to s5", words: "the customer makes a purchase" }),
  );
});

test("a step that others lead to has a sign that names them, and what happens at any step stands by it", () => {
  const { boxes } = cut(5, 7);
  expect(boxes.map(({ title }) => title)).toContain("From steps 2, 3 and 4");
  expect(boxes.filter(({ kind }) => kind === "reaction")).toHaveLength(1);
  expect(boxes.filter(({ kind }) => kind === "trigger")).toHaveLength(0);
});

test("every way leads between boxes of the part", () => {
  for (const part of [cut(1, 4), cut(5, 7), cut(3, 3)]) {
    const ids = new Set(part.boxes.map(({ id }) => id));
    for (const { from, to } of part.ways)
      expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  }
});

test("several ways between the same two boxes are one, with the words of all unless one has none", () => {
  const place = { range: { first: 1, last: 7 }, partOf, words: PAGE_WORDS.en };
  const between = (from: string, to: string, more: readonly string[]) => {
    const edges = [...graph.edges, ...more.map((words) => ({ from, to, words }))];
    const { ways } = partGraph({ ...graph, edges }, place);
    return ways.filter((way) => way.from === from && way.to === to).map(({ words }) => words);
  };
  expect(between("s7", "s1", ["again", "again", "later"])).toEqual(["again / later"]);
  expect(between("s1", "s2", ["again"])).toEqual([""]);
});
