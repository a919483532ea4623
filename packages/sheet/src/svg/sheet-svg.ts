import type { Locale } from "@perennial/contract";
import type { Program } from "@perennial/lifecycle";
import { legend } from "../diagram/legend.ts";
import { INK } from "../diagram/palette.ts";
import { type MapOptions, type MapPart, processMap } from "../diagram/process-map.ts";
import type { Drawing, Group, Line, Shape } from "../drawing.ts";
import { PAGE_WORDS } from "../sheet-words.ts";
import { Ruler } from "../text/ruler.ts";
import { moved } from "./moved.ts";
import { writeSvg } from "./write-svg.ts";

const MARGIN = 16;
const GAP = 28;

/** A program's process map as one SVG document, its parts below each other (P-01). */
export function sheetSvg(program: Program, locale: Locale, options: MapOptions = {}): string {
  const words = PAGE_WORDS[locale];
  const parts = processMap(program, locale, options);
  const name = `${words.process} ${program.id}: ${program.name[locale]}`;
  return writeSvg(stack(parts, name, locale), {
    title: `${words.diagram}. ${name}`,
    description: `${words.about(program.name[locale], program.steps.length)} ${program.objective[locale]}`,
    language: locale,
  });
}

function stack(parts: readonly MapPart[], name: string, locale: Locale): Drawing {
  const ruler = new Ruler();
  const marks: (Shape | Line | Group)[] = [
    heading(name, { y: MARGIN + 14, size: 15 }),
    ...legend(PAGE_WORDS[locale], ruler, { x: MARGIN, y: MARGIN + 34 }),
  ];
  let y = MARGIN + 44;
  for (const { title, drawing } of parts) {
    y += GAP;
    marks.push(heading(title, { y, size: 11 }));
    y += 10;
    marks.push(...drawing.marks.map((mark) => moved(mark, MARGIN, y)));
    y += drawing.height;
  }
  const titles = [{ title: name, size: 15 }, ...parts.map(({ title }) => ({ title, size: 11 }))];
  const width = Math.max(
    ...parts.map(({ drawing }) => drawing.width),
    ...titles.map(({ title, size }) => ruler.width(title, { size, weight: "bold" })),
  );
  return { width: width + 2 * MARGIN, height: y + MARGIN, marks };
}

function heading(text: string, { y, size }: { readonly y: number; readonly size: number }): Line {
  return {
    ...{ kind: "line", text, x: MARGIN, y, colour: INK.text },
    style: { size, weight: "bold" },
  };
}
