import type { LocalizedText } from "@perennial/contract";
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
      message: {
        sv: `En text ser inga händelser, så ”${field}” har inget värde.`,
        en: `A text sees no signal, so "${field}" has no value.`,
      },
      remedy: {
        sv: "Spara värdet med ”set” där händelsen tas emot och visa enrolment.<namn>.",
        en: 'Note it with "set" where the signal arrives and show enrolment.<name>.',
      },
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
    message: {
      sv: `Fältet ”${field}” finns inte.${meant(field, names).sv}`,
      en: `There is no field "${field}".${meant(field, names).en}`,
    },
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
        message: {
          sv: `Filtret ”${name}” behöver ${FILTERS[name].on.sv}, och ”${field}” innehåller ${HELD[current].sv}.`,
          en: `The filter "${name}" needs ${FILTERS[name].on.en}, and "${field}" holds ${HELD[current].en}.`,
        },
        remedy: {
          sv: "Ta bort filtret, eller visa ett annat fält.",
          en: "Take the filter away, or show another field.",
        },
      });
      return;
    }
    current = "text";
  }
  const raw = current && RAW[current];
  if (!raw) return;
  inspection.reportIn(template, placeholder, {
    severity: "warning",
    code: "unformatted-value",
    message: {
      sv: `”${field}” skulle visas som ${raw.sv}.`,
      en: `"${field}" would be shown as ${raw.en}.`,
    },
    remedy:
      current === "choice" || current === "set"
        ? REWORD
        : {
            sv: `Lägg till ett filter: {{ ${field} | ${current === "money" ? "money" : "date"} }}.`,
            en: `Add a filter: {{ ${field} | ${current === "money" ? "money" : "date"} }}.`,
          },
  });
}

const REWORD: LocalizedText = {
  sv: "Säg det med ord: en egen text för varje värde, efter ett branch-steg.",
  en: "Say it in words: a text of its own after a branch step for each value.",
};

const RAW: Readonly<Partial<Record<FieldType, LocalizedText>>> = {
  money: { sv: "ören, till exempel 129900", en: "minor units, such as 129900" },
  instant: {
    sv: "en tidpunkt i UTC, till exempel 2026-03-01T08:00:00.000Z",
    en: "a moment in UTC, such as 2026-03-01T08:00:00.000Z",
  },
  choice: {
    sv: "ordet som registret använder, oavsett språk",
    en: "the word that records use, whatever the language",
  },
  set: {
    sv: "de id som planen använder, oavsett språk",
    en: "the ids that the plan uses, whatever the language",
  },
};

const HELD: Readonly<Record<FieldType, LocalizedText>> = {
  text: { sv: "text", en: "a text" },
  number: { sv: "ett tal", en: "a number" },
  date: { sv: "ett datum", en: "a date" },
  money: { sv: "ett belopp i ören", en: "an amount in minor units" },
  instant: { sv: "en tidpunkt", en: "a moment" },
  boolean: { sv: "ja eller nej", en: "yes or no" },
  set: { sv: "flera namn", en: "a set of names" },
  choice: { sv: "ett av flera ord", en: "one of several words" },
};
