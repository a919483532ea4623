import type { FieldType } from "../../condition/field.ts";
import { placeholdersOf } from "../../message/fields-of-template.ts";
import { FILTERS } from "../../message/filters.ts";
import type { NamedTemplate, Placeholder } from "../../message/template.ts";
import { isTextField, TEXT_FIELDS } from "../../message/text-fields.ts";
import { unknownFieldRemedy } from "./check-fields.ts";
import { meant } from "./check-names.ts";
import type { Inspection } from "./inspection.ts";

/** Placeholders of fields that there are not, and filters that do not fit their field. */
export function checkTextFields(inspection: Inspection): void {
  for (const template of inspection.parsed.templates) {
    for (const placeholder of placeholdersOf(template)) {
      const type = typeOf(inspection, placeholder.field);
      if (type === undefined) reportUnknown(inspection, template, placeholder);
      else checkFilters(inspection, template, placeholder, type);
    }
  }
}

function typeOf(inspection: Inspection, field: string): FieldType | undefined {
  if (isTextField(field)) return TEXT_FIELDS[field];
  if (field.startsWith("signal.")) return undefined;
  return inspection.catalogue().fields.get(field)?.type;
}

function reportUnknown(
  inspection: Inspection,
  template: NamedTemplate,
  placeholder: Placeholder,
): void {
  const { field } = placeholder;
  if (field.startsWith("signal.")) {
    inspection.reportIn(template, placeholder, {
      code: "field-not-available",
      message: `A text sees no signal, so "${field}" has no value.`,
      remedy: 'Note it with "set" where the signal arrives and show enrolment.<name>.',
    });
    return;
  }
  const known = [...inspection.catalogue().fields.keys()];
  const names = [
    ...Object.keys(TEXT_FIELDS),
    ...known.filter((name) => !name.startsWith("signal.")),
  ];
  inspection.reportIn(template, placeholder, {
    code: "unknown-field",
    message: `There is no field "${field}".${meant(field, names)}`,
    remedy: unknownFieldRemedy(field),
  });
}

const TEXTUAL: readonly FieldType[] = ["text", "choice"];
const FITTING: Readonly<Record<keyof typeof FILTERS, readonly FieldType[]>> = {
  default: ["text", "number", "money", "boolean", "date", "instant", "choice", "set"],
  date: ["date", "instant"],
  shortDate: ["date", "instant"],
  time: ["instant"],
  money: ["money", "number"],
  number: ["number"],
  capitalize: TEXTUAL,
  upper: TEXTUAL,
  lower: TEXTUAL,
};

function checkFilters(
  inspection: Inspection,
  template: NamedTemplate,
  placeholder: Placeholder,
  type: FieldType,
): void {
  const { field, filters } = placeholder;
  // What a rule notes of a signal is a text, and may well be a date or a moment.
  let current = type === "text" && field.startsWith("enrolment.") ? undefined : type;
  for (const { name } of filters) {
    if (name === "default") continue;
    if (current !== undefined && !FITTING[name].includes(current)) {
      inspection.reportIn(template, placeholder, {
        code: "filter-does-not-fit",
        message: `The filter "${name}" needs ${FILTERS[name].on}, and "${field}" holds ${held(current)}.`,
        remedy: "Take the filter away, or show another field.",
      });
      return;
    }
    current = "text";
  }
  if (current === undefined || !RAW[current]) return;
  inspection.reportIn(template, placeholder, {
    severity: "warning",
    code: "unformatted-value",
    message: `"${field}" would be shown as ${RAW[current]}.`,
    remedy:
      current === "choice" || current === "set"
        ? REWORD
        : `Add a filter: {{ ${field} | ${current === "money" ? "money" : "date"} }}.`,
  });
}

const REWORD = "Say it in words: a text of its own after a branch step for each value.";

const RAW: Readonly<Partial<Record<FieldType, string>>> = {
  money: "minor units, such as 129900",
  instant: "a moment in UTC, such as 2026-03-01T08:00:00.000Z",
  choice: "the word that records use, whatever the language",
  set: "the ids that the plan uses, whatever the language",
};

function held(type: FieldType): string {
  if (type === "money") return "an amount in minor units";
  if (type === "instant") return "a moment";
  if (type === "boolean") return "yes or no";
  if (type === "set") return "a set of names";
  return type === "choice" ? "one of several words" : `a ${type}`;
}
