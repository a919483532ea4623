import type { Row } from "../shared/dataverse.ts";
import { button, element } from "../shared/element.ts";
import { fillFrom } from "../shared/states.ts";
import { choiceWords, momentWords, words } from "../shared/words.ts";

/** Whether Perennial reaches this environment, as it last wrote itself. */
export function connectionOf(first: Row, readSetting: () => Promise<Row | undefined>): HTMLElement {
  const place = element("div", { class: "stack" }, ...partsOf(first));
  const again = () =>
    fillFrom(place, "settingsAccess", async () => partsOf((await readSetting()) ?? first));
  return element("div", { class: "card stack" }, place, button(words("lookAgain"), again));
}

function partsOf(setting: Row): readonly Node[] {
  const { prnl_connectionstate: state, prnl_connectionproblem: problem } = setting;
  const { prnl_readat: readAt, prnl_consoleurl: url } = setting;
  return [
    state
      ? element(
          "p",
          { class: `state ${state}`, "data-part": "state" },
          choiceWords("prnl_connectionstate", String(state)),
        )
      : element("p", { "data-part": "not-connected" }, words("notConnected")),
    ...(problem
      ? [element("p", { class: "message error", "data-part": "state-problem" }, String(problem))]
      : []),
    ...(readAt
      ? [
          element(
            "p",
            { class: "small", "data-part": "read-at" },
            `${words("lastRead")} ${momentWords(String(readAt))}`,
          ),
        ]
      : []),
    ...consoleLink(url),
  ];
}

/** A link that leads to a page of the web and nowhere else. */
function consoleLink(url: unknown): readonly Node[] {
  if (!/^https?:\/\//i.test(String(url ?? ""))) return [];
  const link = { href: String(url), target: "_blank", rel: "noopener noreferrer" };
  return [element("p", {}, element("a", link, words("console")))];
}
