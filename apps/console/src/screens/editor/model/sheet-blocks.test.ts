import { expect, test } from "vitest";
import { sheetBlocks } from "./sheet-blocks.ts";

const plain = (text: string) => [{ text, look: "plain" }];

test("a sheet's headings, table, steps and names are told apart", () => {
  const blocks = sheetBlocks(
    [
      ...["# Process x: A \\| B", "", "| | |", "|---|---|", "| **Syfte** | Att \\* veta |", ""],
      ...["1. `a` skickar", "   - annars till b", "2. slut", "", "- När kunden svarar"],
    ].join("\n"),
  );
  expect(blocks).toEqual([
    { kind: "heading", level: 1, line: plain("Process x: A | B") },
    {
      kind: "table",
      rows: [[[{ text: "Syfte", look: "strong" }], plain("Att * veta")]],
    },
    {
      kind: "list",
      isNumbered: true,
      items: [
        {
          line: [{ text: "a", look: "code" }, ...plain(" skickar")],
          below: [plain("annars till b")],
        },
        { line: plain("slut"), below: [] },
      ],
    },
    { kind: "list", isNumbered: false, items: [{ line: plain("När kunden svarar"), below: [] }] },
  ]);
});
