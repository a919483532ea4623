import { element } from "../shared/element.ts";
import { type TextName, words } from "../shared/words.ts";

/** A tab, and what fills its panel each time it is opened. */
export interface Tab {
  readonly name: TextName;
  open(place: HTMLElement): Promise<void>;
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** Tabs by the pattern of WAI-ARIA: arrows move between them, one at a time is in the order of the Tab key. */
export function tabs(all: readonly Tab[]): HTMLElement {
  const panel = element("div", { role: "tabpanel", id: "panel", tabindex: 0 });
  const buttons = all.map(({ name }) =>
    element(
      "button",
      { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "panel" },
      words(name),
    ),
  );
  const choose = (at: number) => {
    for (const [index, each] of buttons.entries()) {
      each.setAttribute("aria-selected", String(index === at));
      each.tabIndex = index === at ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", buttons[at]?.id ?? "");
    // What an earlier tab still reads must not land in this one.
    const place = element("div", {});
    panel.replaceChildren(place);
    void all[at]?.open(place);
  };
  for (const [index, each] of buttons.entries()) {
    each.addEventListener("click", () => choose(index));
    each.addEventListener("keydown", (event) => {
      const to = STEPS[event.key]?.(index, buttons.length);
      if (to === undefined) return;
      event.preventDefault();
      buttons[to]?.focus();
      choose(to);
    });
  }
  choose(0);
  return element(
    "div",
    {},
    element("div", { role: "tablist", class: "tabs", "aria-label": words("settings") }, ...buttons),
    panel,
  );
}
