import type { Row } from "./dataverse.ts";
import { element } from "./element.ts";
import { momentWords, words } from "./words.ts";

/** Whether what somebody chose is in force, waits to be taken, or was refused with a reason. */
export function inForce(row: Row): HTMLElement | undefined {
  const { prnl_revision: revision, prnl_appliedrevision: applied } = row;
  if (Number(revision ?? 0) > Number(applied ?? 0))
    return element("p", { class: "small badge waits", "data-part": "waits" }, words("waits"));
  if (row.prnl_problem)
    return element(
      "p",
      { class: "small message error", role: "alert", "data-part": "refused" },
      `${words("refused")} ${row.prnl_problem}`,
    );
  if (!row.prnl_appliedat) return undefined;
  const text = `${words("inForce")} ${momentWords(String(row.prnl_appliedat))}`;
  return element("p", { class: "small badge in-force", "data-part": "in-force" }, text);
}
