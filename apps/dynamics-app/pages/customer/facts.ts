import type { Row } from "../shared/dataverse.ts";
import { element } from "../shared/element.ts";
import { choiceWords, dayWords, words } from "../shared/words.ts";

/** Phase, tier, value class, risk and next renewal, with what remains of the tier. */
export function factsOf(status: Row): HTMLElement {
  const tier = status.prnl_tiername ?? status.prnl_tier;
  const renewal = status.prnl_nextrenewal;
  return element(
    "section",
    { class: "card", "aria-label": words("title") },
    element(
      "dl",
      { class: "facts", "data-part": "facts" },
      fact("tier", words("tier"), tier),
      fact("phase", words("phase"), chosen(status, "prnl_phase")),
      fact("value-class", words("valueClass"), chosen(status, "prnl_valueclass")),
      fact("risk", words("risk"), chosen(status, "prnl_risk"), status.prnl_riskreasons),
      renewal ? fact("next-renewal", words("nextRenewal"), dayWords(String(renewal))) : undefined,
    ),
    tierProgress(status),
  );
}

function chosen(status: Row, column: string): string | undefined {
  const value = status[column];
  return value ? choiceWords(column, String(value)) : undefined;
}

function fact(part: string, name: string, value: unknown, note?: unknown): HTMLElement {
  return element(
    "div",
    { "data-part": part },
    element("dt", {}, name),
    element(
      "dd",
      {},
      String(value ?? words("unknown")),
      note ? element("p", { class: "small" }, String(note)) : undefined,
    ),
  );
}

function tierProgress(status: Row): HTMLElement | undefined {
  const {
    prnl_tierremaining: remaining,
    prnl_tiershare: share,
    prnl_tierkeeping: keeping,
  } = status;
  if (!remaining && !keeping && typeof share !== "number") return undefined;
  return element(
    "div",
    { class: "tier" },
    typeof share === "number"
      ? element("progress", { max: 100, value: share, "aria-label": words("tier") })
      : undefined,
    remaining ? element("p", { "data-part": "tier-remaining" }, String(remaining)) : undefined,
    keeping
      ? element(
          "p",
          { class: "small", "data-part": "tier-keeping" },
          `${words("keeping")} ${keeping}`,
        )
      : undefined,
  );
}
