import { SELECTED, SETS } from "../shared/columns.ts";
import { listRows, plainId, type Row } from "../shared/dataverse.ts";
import { element } from "../shared/element.ts";
import { empty, fillFrom } from "../shared/states.ts";
import { LANGUAGE, momentWords, words } from "../shared/words.ts";
import { factsOf } from "./facts.ts";
import { lineSection, nextStepOf } from "./sections.ts";
import { touchpointsOf } from "./touchpoints.ts";

const passed = new URLSearchParams(location.search);
const LOOKUPS: Readonly<Record<string, string>> = {
  contact: "_prnl_contact_value",
  account: "_prnl_account_value",
};

/** Where a customer stands: on the form of a contact or an account, which Dynamics passes by `typename` and `id`. */
async function readCustomer(): Promise<readonly Node[]> {
  const lookup = LOOKUPS[passed.get("typename") ?? ""];
  const id = plainId(passed.get("id") ?? "");
  if (lookup === undefined || id === undefined) return [empty("noCustomer")];
  const { rows } = await listRows(SETS.status, {
    select: SELECTED.status,
    filter: `${lookup} eq ${id}`,
    orderBy: "prnl_toldat desc",
    top: 1,
  });
  const status = rows[0];
  return status === undefined ? [empty("unknownCustomer")] : partsOf(status);
}

function partsOf(status: Row): readonly Node[] {
  const { prnl_pauseduntil: paused, prnl_toldat: told } = status;
  return [
    ...(paused ? [pausedUntil(String(paused))] : []),
    factsOf(status),
    nextStepOf(status),
    lineSection("say", status.prnl_say, "nothingToSay"),
    lineSection("underWay", status.prnl_programs, "noPrograms"),
    touchpointsOf(String(status.prnl_statusid)),
    ...(told ? [toldAt(String(told))] : []),
  ];
}

function pausedUntil(moment: string): HTMLElement {
  const text = `${words("paused")} ${momentWords(moment)}`;
  return element("p", { class: "message warning", "data-part": "paused" }, text);
}

function toldAt(moment: string): HTMLElement {
  const text = `${words("toldAt")} ${momentWords(moment)}`;
  return element("p", { class: "small", "data-part": "told-at" }, text);
}

document.documentElement.lang = LANGUAGE;
document.title = words("title");
const place = element("div", { class: "stack" });
document.body.append(element("main", { class: "panel" }, element("h1", {}, words("title")), place));
void fillFrom(place, "customerAccess", readCustomer);
