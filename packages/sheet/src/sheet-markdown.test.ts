import { expect, test } from "vitest";
import { sheetMarkdown } from "./sheet-markdown.ts";
import { sampleProgram } from "./testing/sample-program.ts";

test("the sheet in Markdown ends with its process map", () => {
  const sheet = sheetMarkdown(sampleProgram(), "sv");
  expect(sheet).toMatch(/^# Process sample: /);
  expect(sheet).toMatch(/\n\n## Processkarta\n\n```mermaid\nflowchart TD\n[\s\S]*\n```\n$/);
});
