import { SELECTED, SETS } from "../shared/columns.ts";
import { listRows, type Row } from "../shared/dataverse.ts";
import { element } from "../shared/element.ts";
import { fillFrom } from "../shared/states.ts";
import { choiceWords, momentWords, words } from "../shared/words.ts";
import { section } from "./sections.ts";

const SHOWN = 5;

/** What was sent and why, the latest first; read by itself, so that the rest is shown where it may not be read. */
export function touchpointsOf(statusId: string): HTMLElement {
  const place = element("div", {});
  void fillFrom(place, "touchpointAccess", async () => {
    const { rows } = await listRows(SETS.touchpoint, {
      select: SELECTED.touchpoint,
      filter: `_prnl_status_value eq ${statusId}`,
      orderBy: "prnl_at desc",
      top: SHOWN,
    });
    if (rows.length === 0) return [element("p", {}, words("nothingSaid"))];
    return [element("ol", { class: "timeline" }, ...rows.map(itemOf))];
  });
  return section("said", place);
}

function itemOf(row: Row): HTMLElement {
  const { prnl_kind: kind, prnl_channel: channel, prnl_direction: direction } = row;
  const how =
    kind === "decision"
      ? [words("decided")]
      : [
          ...(channel ? [choiceWords("prnl_channel", String(channel))] : []),
          ...(direction ? [choiceWords("prnl_direction", String(direction))] : []),
        ];
  const when = row.prnl_at ? [momentWords(String(row.prnl_at))] : [];
  return element(
    "li",
    { "data-kind": String(kind) },
    element("p", { class: "small" }, [...when, ...how].join(" · ")),
    element("p", {}, String(row.subject ?? "")),
    row.description ? element("p", { class: "said" }, String(row.description)) : undefined,
    row.prnl_why
      ? element("p", { class: "small", "data-part": "why" }, words("why", String(row.prnl_why)))
      : undefined,
  );
}
