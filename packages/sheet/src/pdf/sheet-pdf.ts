import type { Locale } from "@perennial/contract";
import { type Program, processSheet } from "@perennial/lifecycle";
import { INK } from "../diagram/palette.ts";
import { type MapOptions, processMap } from "../diagram/process-map.ts";
import { type Block, readBlocks } from "../markdown/read-blocks.ts";
import { PAGE_WORDS } from "../sheet-words.ts";
import { Ruler } from "../text/ruler.ts";
import { MARGINS, Paper } from "./paper.ts";
import { printBlock, printSignature } from "./print-blocks.ts";
import { printMap } from "./print-map.ts";

/**
 * A program's process sheet as a PDF on A4 that is read on paper and signed (P-01, P-02): header, signature, what
 * starts it, the process map, and then everything that the sheet in Markdown says. Text stays text, nothing is
 * smaller than 6 points, and the same program gives the same bytes.
 */
export async function sheetPdf(
  program: Program,
  locale: Locale,
  options: MapOptions = {},
): Promise<Uint8Array> {
  const words = PAGE_WORDS[locale];
  const name = program.name[locale];
  const title = `${words.process} ${program.id}: ${name}`;
  const about = { title, subject: program.objective[locale], language: locale };
  const paper = new Paper({ ...about, date: program.updated }, new Ruler());
  const parts = processMap(program, locale, options);
  const blocks = readBlocks(processSheet(program, locale, options.settings));
  const [head, rest] = atSteps(blocks);
  paper.newPage();
  let isSigned = false;
  head.forEach((block, index) => {
    printBlock(paper, block, head[index + 1]);
    if (block.kind !== "table" || isSigned) return;
    isSigned = true;
    printSignature(paper, [words.approvedBy, words.signature, words.date]);
  });
  printMap(paper, parts, words);
  paper.newPage();
  for (const [index, block] of rest.entries()) printBlock(paper, block, rest[index + 1]);
  printFeet(paper, `${title} · ${words.updated.toLowerCase()} ${program.updated}`, words.page);
  return paper.finish();
}

/** What stands before the numbered steps, and the rest. */
function atSteps(blocks: readonly Block[]): readonly [readonly Block[], readonly Block[]] {
  const list = blocks.findIndex((block) => block.kind === "list" && block.items[0]?.marker === "1");
  const heading = Math.max(0, list - 1);
  return [blocks.slice(0, heading), blocks.slice(heading)];
}

const FOOT = { size: 8 };

function printFeet(
  paper: Paper,
  text: string,
  pageWords: (page: number, of: number) => string,
): void {
  paper.onEveryPage((page, of) => {
    const line = { y: paper.bottom + 24, style: FOOT, colour: INK.quiet };
    paper.line({ ...line, text, x: MARGINS.side });
    const number = pageWords(page, of);
    paper.line({ ...line, text: number, x: MARGINS.side + paper.width, anchor: "end" });
  });
}
