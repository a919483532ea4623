import { SELECTED, SETS } from "../shared/columns.ts";
import { listRows, type Row } from "../shared/dataverse.ts";
import { button, element } from "../shared/element.ts";
import { empty, fillFrom } from "../shared/states.ts";
import { words } from "../shared/words.ts";
import { programForm } from "./program.ts";

/** Every program with its switch and its settings. */
export function programsOf(place: HTMLElement): Promise<void> {
  return fillFrom(place, "settingsAccess", async () => {
    const { rows, isCut } = await listRows(SETS.rule, {
      select: SELECTED.rule,
      orderBy: "prnl_order asc",
    });
    if (rows.length === 0) return [empty("noRules")];
    return [
      element("p", { class: "lead" }, words("nothingSentYet")),
      ...(isCut
        ? [element("p", { class: "message error", role: "alert" }, words("tooManyRules"))]
        : []),
      ...[...byProgram(rows)].map(([id, rules]) => programForm(id, rules)),
      button(words("lookAgain"), () => void programsOf(place)),
    ];
  });
}

function byProgram(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const programs = new Map<string, Row[]>();
  for (const row of rows) {
    const id = String(row.prnl_program ?? String(row.prnl_rulekey).split("/")[0]);
    programs.set(id, [...(programs.get(id) ?? []), row]);
  }
  return programs;
}
