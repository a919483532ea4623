import type { Row } from "../shared/dataverse.ts";
import { element, linesOf } from "../shared/element.ts";
import { momentWords, type TextName, words } from "../shared/words.ts";

/** A part of the panel under its heading. */
export function section(name: TextName, ...children: (Node | undefined)[]): HTMLElement {
  return element(
    "section",
    { class: "part", "aria-label": words(name), "data-part": name },
    element("h2", {}, words(name)),
    ...children,
  );
}

/** What comes next, and when. */
export function nextStepOf(status: Row): HTMLElement {
  const { prnl_nextstep: step, prnl_nextstepat: at } = status;
  if (!step) return section("nextStep", element("p", {}, words("nothingNext")));
  return section(
    "nextStep",
    element("p", {}, String(step)),
    at ? element("p", { class: "small" }, momentWords(String(at))) : undefined,
  );
}

/** What a column says, one point a line. */
export function lineSection(name: TextName, text: unknown, none: TextName): HTMLElement {
  const lines = linesOf(text);
  if (lines.length === 0) return section(name, element("p", {}, words(none)));
  return section(name, element("ul", {}, ...lines.map((line) => element("li", {}, line))));
}
