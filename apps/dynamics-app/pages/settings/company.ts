import { COMPANY_SECTIONS, SELECTED, SETS } from "../shared/columns.ts";
import type { Row } from "../shared/dataverse.ts";
import { element } from "../shared/element.ts";
import { inForce } from "../shared/in-force.ts";
import { saveRevision } from "../shared/save-revision.ts";
import { type TextName, words } from "../shared/words.ts";
import { type Field, fieldOf } from "./field.ts";
import { saver } from "./saver.ts";

const HALVES: readonly (readonly [string, string])[] = [
  ["prnl_weekdayfrom", "prnl_weekdayto"],
  ["prnl_saturdayfrom", "prnl_saturdayto"],
  ["prnl_holidayfrom", "prnl_holidayto"],
];

/** What holds for all programs. */
export function companyForm(first: Row): HTMLElement {
  let setting = first;
  const state = element("div", {});
  const showState = () => state.replaceChildren(...[inForce(setting) ?? []].flat());
  const fields = COMPANY_SECTIONS.flatMap(({ columns }) => columns).map((column) =>
    fieldOf(column, setting),
  );
  showState();
  return saver({
    isAlwaysOpen: true,
    content: [state, ...COMPANY_SECTIONS.map((section) => sectionOf(section, fields))],
    check: () => problemOf(fields),
    save: async () => {
      setting = await saveRevision({
        ...{ set: SETS.setting, id: "prnl_settingid", select: SELECTED.setting, row: setting },
        values: Object.fromEntries(fields.map(({ column, value }) => [column, value()])),
      });
      showState();
    },
  }).node;
}

function sectionOf(
  { key, columns }: (typeof COMPANY_SECTIONS)[number],
  fields: readonly Field[],
): HTMLElement {
  const names: readonly string[] = columns;
  return element(
    "fieldset",
    { class: "card", "data-section": key },
    element("legend", {}, words(key)),
    key === "agreements" ? element("p", { class: "small" }, words("agreementsHelp")) : undefined,
    element(
      "div",
      { class: "fields" },
      ...fields.filter(({ column }) => names.includes(column)).map(({ node }) => node),
    ),
  );
}

/** What cannot be meant: half of a pair, or a table of one's own without its name. */
function problemOf(fields: readonly Field[]): TextName | undefined {
  const valueIn = (name: string) => fields.find(({ column }) => column === name)?.value() ?? null;
  const isHalf = ([from, to]: readonly [string, string]) =>
    (valueIn(from) === null) !== (valueIn(to) === null);
  if (!fields.map((field) => field.check()).every(Boolean)) return "invalid";
  if (HALVES.some(isHalf)) return "halfHours";
  if (isHalf(["prnl_caplimit", "prnl_capdays"])) return "halfCap";
  const isCustom = valueIn("prnl_agreementsource") === "Custom";
  return isCustom && valueIn("prnl_agreementobject") === null ? "customObjectMissing" : undefined;
}
