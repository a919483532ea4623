import { processSheet } from "@perennial/lifecycle";
import { expect, test } from "vitest";
import { largeProgram, sampleProgram } from "../testing/sample-program.ts";
import { type Block, readBlocks, readText } from "./read-blocks.ts";

test.each(["sv", "en"] as const)("every line of a sheet in %s is read as what it is", (locale) => {
  for (const program of [sampleProgram(), largeProgram(30)]) {
    const blocks = readBlocks(processSheet(program, locale));
    expect(blocks.filter(({ kind }) => kind === "paragraph")).toEqual([]);
    const lists = blocks.filter(
      (block): block is Block & { kind: "list" } => block.kind === "list",
    );
    const numbered = lists.find(({ items }) => items[0]?.marker === "1");
    expect(numbered?.items).toHaveLength(program.steps.length);
  }
});

test("what was escaped for tables is as it was meant", () => {
  const [, table] = readBlocks(processSheet(sampleProgram(), "sv"));
  const last = table?.kind === "table" ? table.rows.at(-1) : undefined;
  expect(last).toEqual({
    name: [{ text: "Utförs av", mark: "strong" }],
    value: [{ text: "Łukasz | Πέτρος", mark: "plain" }],
  });
});

test("marks are read, and marks without an end are text", () => {
  expect(readText("till steg 7 (`call`): **nu**")).toEqual([
    { text: "till steg 7 (", mark: "plain" },
    { text: "call", mark: "code" },
    { text: "): ", mark: "plain" },
    { text: "nu", mark: "strong" },
  ]);
  expect(
    readText("2 \\* 3 * 4 ` 5")
      .map(({ text }) => text)
      .join(""),
  ).toBe("2 * 3 * 4 ` 5");
});
