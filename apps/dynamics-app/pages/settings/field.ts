import { CHOICES } from "../shared/columns.ts";
import type { Row } from "../shared/dataverse.ts";
import { element } from "../shared/element.ts";
import { choiceWords, helpOf, labelOf } from "../shared/words.ts";

/** A field of a form, and what is in it. */
export interface Field {
  readonly column: string;
  readonly node: HTMLElement;
  /** As the Web API takes it; null where it is empty. */
  value(): string | number | boolean | null;
  /** Whether what is in it can be meant; says beside the field why not. */
  check(): boolean;
}

interface Shape {
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly isNumber?: boolean;
}

const TIME: Shape = { attributes: { type: "time" } };
const whole = (max: number): Shape => ({
  attributes: { type: "number", min: 0, max, step: 1, inputmode: "numeric" },
  isNumber: true,
});
const SHAPES: Readonly<Record<string, Shape>> = {
  prnl_timezone: { attributes: { type: "text", maxlength: 60, required: true } },
  prnl_country: { attributes: { type: "text", pattern: "[A-Z]{2}", maxlength: 2, required: true } },
  prnl_agreementobject: {
    attributes: { type: "text", pattern: "[a-z][a-z0-9_]*", maxlength: 128 },
  },
  prnl_weekdayfrom: TIME,
  prnl_weekdayto: TIME,
  prnl_saturdayfrom: TIME,
  prnl_saturdayto: TIME,
  prnl_holidayfrom: TIME,
  prnl_holidayto: TIME,
  prnl_caplimit: whole(999),
  prnl_capdays: whole(999),
  prnl_budgetperyear: whole(9999),
};

/** The field of a column of the setting. */
export function fieldOf(column: string, row: Row): Field {
  const choices = Object.entries(CHOICES).find(([name]) => name === column)?.[1];
  if (choices !== undefined) return choiceField(column, choices, row);
  if (column === "prnl_logcontacts") return checkField(column, row);
  if (column === "prnl_notify") return textField(column, row);
  return inputField(column, SHAPES[column] ?? { attributes: { type: "text" } }, row);
}

function inputField(column: string, { attributes, isNumber }: Shape, row: Row): Field {
  const input = element("input", {
    ...{ id: column, class: "input", ...attributes },
    "aria-describedby": described(column),
  });
  input.value = String(row[column] ?? "");
  const value = () => (input.value === "" ? null : isNumber ? Number(input.value) : input.value);
  return { column, node: labelled(column, input), value, check: () => checked(input) };
}

function textField(column: string, row: Row): Field {
  const area = element("textarea", {
    ...{ id: column, class: "input", rows: 3, maxlength: 5000 },
    "aria-describedby": described(column),
  });
  area.value = String(row[column] ?? "");
  const value = () => (area.value.trim() === "" ? null : area.value);
  return { column, node: labelled(column, area), value, check: () => checked(area) };
}

function choiceField(column: string, choices: readonly string[], row: Row): Field {
  const kept = String(row[column] ?? "");
  const all = choices.includes(kept) || kept === "" ? choices : [...choices, kept];
  const options = all.map((each) => element("option", { value: each }, choiceWords(column, each)));
  const select = element(
    "select",
    { id: column, class: "input", "aria-describedby": described(column) },
    ...options,
  );
  select.value = kept === "" ? (choices[0] ?? "") : kept;
  return { column, node: labelled(column, select), value: () => select.value, check: () => true };
}

function checkField(column: string, row: Row): Field {
  const box = element("input", { id: column, type: "checkbox", role: "switch", class: "switch" });
  box.checked = row[column] === true;
  const label = element("label", { for: column }, labelOf(column));
  const node = element("div", { class: "field check" }, box, label);
  return { column, node, value: () => box.checked, check: () => true };
}

function described(column: string): string | undefined {
  return helpOf(column) === undefined ? undefined : `${column}-help`;
}

function labelled(column: string, control: HTMLElement): HTMLElement {
  const help = helpOf(column);
  return element(
    "div",
    { class: "field" },
    element("label", { for: column }, labelOf(column)),
    control,
    help === undefined ? undefined : element("p", { class: "small", id: `${column}-help` }, help),
  );
}

/** Whether a control holds what it may; marks it where it does not. */
export function checked(control: HTMLInputElement | HTMLTextAreaElement): boolean {
  const isValid = control.checkValidity();
  if (isValid) control.removeAttribute("aria-invalid");
  else control.setAttribute("aria-invalid", "true");
  return isValid;
}
