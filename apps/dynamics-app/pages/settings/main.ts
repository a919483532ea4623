import { DEFAULT_KEY, DEFAULTS, SELECTED, SETS } from "../shared/columns.ts";
import { createRow, listRows, type Row } from "../shared/dataverse.ts";
import { button, element } from "../shared/element.ts";
import { fillFrom, saveProblem } from "../shared/states.ts";
import { LANGUAGE, words } from "../shared/words.ts";
import { companyForm } from "./company.ts";
import { connectionOf } from "./connection.ts";
import { programsOf } from "./programs.ts";
import { tabs } from "./tabs.ts";
import { tiersOf } from "./tiers.ts";

async function readSetting(): Promise<Row | undefined> {
  const { rows } = await listRows(SETS.setting, {
    select: SELECTED.setting,
    filter: `prnl_key eq '${DEFAULT_KEY}'`,
    top: 1,
  });
  return rows[0];
}

async function readSettings(): Promise<readonly Node[]> {
  const setting = await readSetting();
  return setting === undefined ? [beginning()] : [tabsOf()];
}

/** Each tab reads for itself when it is opened, so that it shows what Perennial has answered since. */
function tabsOf(): HTMLElement {
  const company = (place: HTMLElement, show: (setting: Row) => readonly Node[]) =>
    fillFrom(place, "settingsAccess", async () => {
      const setting = await readSetting();
      return setting === undefined ? [beginning()] : show(setting);
    });
  return tabs([
    {
      name: "company",
      open: (place) => company(place, (setting) => [companyForm(setting)]),
    },
    { name: "programs", open: programsOf },
    { name: "tiers", open: tiersOf },
    {
      name: "connection",
      open: (place) => company(place, (setting) => [connectionOf(setting, readSetting)]),
    },
  ]);
}

function beginning(): HTMLElement {
  const problem = element("p", { class: "message error", role: "alert", hidden: true });
  const begin = button(
    words("begin"),
    async () => {
      begin.disabled = true;
      try {
        await createRow(SETS.setting, DEFAULTS);
        await show();
      } catch (error) {
        problem.hidden = false;
        problem.textContent = saveProblem(error);
        begin.disabled = false;
      }
    },
    "primary",
  );
  const help = element("p", {}, words("beginHelp"));
  return element("div", { class: "card stack", "data-part": "begin" }, help, begin, problem);
}

document.documentElement.lang = LANGUAGE;
document.title = words("settings");
const place = element("div", {});
const show = () => fillFrom(place, "settingsAccess", readSettings);
document.body.append(
  element("main", { class: "page" }, element("h1", {}, words("settings")), place),
);
void show();
