import type { LocalizedText } from "@perennial/contract";
import type { Catalogue } from "../../condition/fields.ts";
import { checkCondition } from "../../condition/resolve-condition.ts";
import type { Path } from "../read-yaml.ts";
import type { StepOf, ValueOrField } from "../step.ts";
import { meant } from "./check-names.ts";
import { FIELD_NAME, type Inspection } from "./inspection.ts";
import { conditionsOf } from "./program-parts.ts";

/** Conditions that ask about fields there are not, or ask what does not fit them. */
export function checkConditions(inspection: Inspection): void {
  for (const { path, part } of conditionsOf(inspection.program)) {
    const catalogue = inspection.catalogue(part.signal);
    const options = part.signal === undefined ? { unavailable: ["signal"] as const } : {};
    for (const problem of checkCondition(part.condition, catalogue, options)) {
      const { code, message, remedy } = problem;
      const field = code === "unknown-field" ? valueAt(part.condition, problem.path) : undefined;
      const own = typeof field === "string" && OWN_FIELD.test(field) ? field : undefined;
      const words =
        own === undefined ? { message, remedy } : unknownOwnField(own, catalogue, part.signal);
      inspection.report({ path: [...path, ...problem.path], code, ...words });
    }
  }
}

/** Fields that the program itself brings: about these it can be said what to do in it. */
const OWN_FIELD = /^(?:signal|enrolment)\.|^[a-z]+\.attributes\./;

function unknownOwnField(name: string, { fields }: Catalogue, signal: string | undefined) {
  const scope = name.slice(0, name.indexOf(".") + 1);
  const names = [...fields.keys()].filter((each) => each.startsWith(scope));
  const near = meant(name, names);
  if (scope !== "signal.") {
    return {
      message: {
        sv: `Fältet ”${name}” finns inte.${near.sv}`,
        en: `There is no field "${name}".${near.en}`,
      },
      remedy: unknownFieldRemedy(name),
    };
  }
  const type = signal ?? "";
  const field = name.slice(scope.length);
  return {
    message: {
      sv: `Händelsen ”${type}” har inget fält ”${field}”.${near.sv}`,
      en: `The signal "${type}" has no field "${field}".${near.en}`,
    },
    remedy: {
      sv: `Skriv något av ${names.join(", ")}.`,
      en: `Write one of ${names.join(", ")}.`,
    },
  };
}

function valueAt(condition: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    condition,
  );
}

/** Fields of the tenant's own whose names no condition or text could write. */
export function checkAttributes(inspection: Inspection): void {
  for (const record of ["customer", "agreement"] as const) {
    for (const name of Object.keys(inspection.program.attributes[record])) {
      if (FIELD_NAME.test(name)) continue;
      inspection.report({
        path: ["attributes", record, name],
        part: "key",
        code: "wrong-name",
        message: {
          sv: `Ett fält kan inte heta ”${name}”.`,
          en: `"${name}" cannot be the name of a field.`,
        },
        remedy: {
          sv: "Skriv bokstäverna a–z, siffror och understreck, med en bokstav först.",
          en: "Write letters, digits and underscores, beginning with a letter.",
        },
      });
    }
  }
}

/** Dates that triggers and waits count from. */
export function checkDates(inspection: Inspection): void {
  const { program } = inspection;
  for (const [index, trigger] of program.triggers.entries()) {
    if (!("date" in trigger)) continue;
    if (program.subject !== "program") {
      checkDate(inspection, trigger.date, ["triggers", index, "date"]);
      checkOwnDate(inspection, trigger.date, ["triggers", index, "date"]);
    }
    for (const key of ["before", "after", "late"] as const) {
      checkWholeDays(inspection, trigger[key], ["triggers", index, key]);
    }
  }
  for (const [index, step] of program.steps.entries()) {
    if (step.do !== "wait" || step.until === undefined || !("date" in step.until)) continue;
    const path = ["steps", index, "until"];
    checkDate(inspection, step.until.date, [...path, "date"]);
    for (const key of ["before", "after"] as const) {
      checkWholeDays(inspection, step.until[key], [...path, key]);
    }
  }
}

function checkDate(inspection: Inspection, name: string, path: Path): void {
  if (name.startsWith("signal.")) {
    reportNoSignal(inspection, name, path);
    return;
  }
  const field = knownField(inspection, inspection.catalogue(), name, path);
  // What a rule notes of a signal is a text, and the time of a signal may be what is waited for.
  const isNoted = name.startsWith("enrolment.");
  if (!field || field.type === "date" || field.type === "instant") return;
  if (isNoted && field.type === "text" && path[0] === "steps") return;
  inspection.report({
    path,
    code: "not-a-date",
    message: { sv: `”${name}” innehåller inget datum.`, en: `"${name}" holds no date.` },
    remedy: {
      sv: "Ange ett fält med datum, till exempel agreement.end eller customer.customerSince.",
      en: "Name a date field, such as agreement.end or customer.customerSince.",
    },
  });
}

const SUBJECT_WORDS: Readonly<Record<Inspection["program"]["subject"], string>> = {
  customer: "en kund",
  agreement: "ett avtal",
  invitation: "en inbjudan",
  program: "ett program",
};

/** Whose date lets in is looked for among the subjects alone. */
function checkOwnDate(inspection: Inspection, name: string, path: Path): void {
  const { subject } = inspection.program;
  if (name.startsWith(`${subject}.`) || !inspection.catalogue().fields.has(name)) return;
  inspection.report({
    path,
    code: "not-a-date",
    message: {
      sv: `Programmet handlar om ${SUBJECT_WORDS[subject]} i taget, och ”${name}” är inget datum där.`,
      en: `The program is about one ${subject} at a time, and "${name}" is no date of its record.`,
    },
    remedy: {
      sv: `Ange ett datum under ”${subject}”, eller vänta på det här datumet i ett steg.`,
      en: `Name a date of the ${subject}, or wait for this one in a step.`,
    },
  });
}

function checkWholeDays(
  inspection: Inspection,
  value: Parameters<Inspection["duration"]>[0] | undefined,
  path: Path,
): void {
  const duration = value === undefined ? undefined : inspection.duration(value);
  if (duration === undefined || !duration.includes("T")) return;
  inspection.report({
    path,
    code: "date-with-hours",
    message: {
      sv: `”${duration}” innehåller timmar eller minuter, och det har inte ett datum.`,
      en: `"${duration}" has hours or minutes, and a date has none.`,
    },
    remedy: {
      sv: "Skriv hela dagar, till exempel P2D. Klockslaget anger du med ”at”.",
      en: 'Write whole days, such as P2D; "at" says the time of day.',
    },
  });
}

/** Fields that updates and webhooks copy, and fields that updates set. */
export function checkValues(inspection: Inspection): void {
  for (const [index, step] of inspection.program.steps.entries()) {
    if (step.do === "webhook") checkCopied(inspection, step.data, ["steps", index, "data"]);
    if (step.do !== "update") continue;
    checkCopied(inspection, step.values, ["steps", index, "values"]);
    checkTargets(inspection, step, ["steps", index, "values"]);
  }
}

function checkCopied(
  inspection: Inspection,
  values: Readonly<Record<string, ValueOrField>>,
  path: Path,
): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "object" || value === null) continue;
    const at = [...path, name, "field"];
    if (value.field.startsWith("signal.")) {
      reportNoSignal(inspection, value.field, at);
    } else {
      knownField(inspection, inspection.catalogue(), value.field, at);
    }
  }
}

function reportNoSignal(inspection: Inspection, field: string, path: Path): void {
  inspection.report({
    path,
    code: "field-not-available",
    message: {
      sv: `Här finns ingen händelse att läsa, så ”${field}” har inget värde.`,
      en: `No signal is looked at here, so "${field}" has no value.`,
    },
    remedy: {
      sv: "Spara värdet med ”set” där händelsen tas emot och använd enrolment.<namn>.",
      en: 'Note it with "set" where the signal arrives and use enrolment.<name>.',
    },
  });
}

/** Fields that the CRM is to be given must be known, or nobody could map them. */
function checkTargets(inspection: Inspection, step: StepOf<"update">, path: Path): void {
  const { fields } = inspection.catalogue();
  for (const name of Object.keys(step.values)) {
    if (fields.has(`${step.object}.${name}`) || fields.has(`${step.object}.attributes.${name}`))
      continue;
    const record = step.object === "customer" ? "customer" : "agreement";
    const names = [...fields.keys()]
      .filter((each) => each.startsWith(`${step.object}.`))
      .map((each) => each.slice(each.lastIndexOf(".") + 1));
    inspection.report({
      path: [...path, name],
      part: "key",
      code: "unknown-field",
      message: {
        sv: `”${step.object}” har inget fält ”${name}”.${meant(name, names).sv}`,
        en: `A ${step.object} has no field "${name}".${meant(name, names).en}`,
      },
      remedy: {
        sv: `Skriv ett fält som finns, eller lägg till det under ”attributes: ${record}”.`,
        en: `Write a field that there is, or declare it under "attributes: ${record}".`,
      },
    });
  }
}

/** The field of a name; reports one that does not exist. */
function knownField(inspection: Inspection, catalogue: Catalogue, name: string, path: Path) {
  const field = catalogue.fields.get(name);
  if (field) return field;
  inspection.report({
    path,
    code: "unknown-field",
    message: {
      sv: `Fältet ”${name}” finns inte.${meant(name, catalogue.fields.keys()).sv}`,
      en: `There is no field "${name}".${meant(name, catalogue.fields.keys()).en}`,
    },
    remedy: unknownFieldRemedy(name),
  });
  return undefined;
}

/** What to do about a field that does not exist, by the record it should belong to. */
export function unknownFieldRemedy(name: string): LocalizedText {
  if (name.startsWith("enrolment.")) {
    return {
      sv: "Spara det först: med ”set” där en händelse tas emot, eller i ett steg som väljer erbjudande.",
      en: 'Note it first: with "set" where a signal arrives, or with an offer step.',
    };
  }
  return {
    sv: "Rätta namnet, eller lägg till ett eget fält under ”attributes” och skriv customer.attributes.<namn> eller agreement.attributes.<namn>.",
    en: 'Correct the name, or declare a field of your own under "attributes" and write customer.attributes.<name> or agreement.attributes.<name>.',
  };
}
