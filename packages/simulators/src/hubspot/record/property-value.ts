import type { PropertyDefinition } from "./property.ts";

/** Why a value is refused; `code` is HubSpot's `error`. */
export interface PropertyProblem {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** What a value is checked against. */
export interface ValueContext {
  /** What the record holds now, for a list that is added to. */
  readonly old: string | undefined;
  isOwner(id: string): boolean;
}

const LONGEST = 65_536;
const DAY_MS = 86_400_000;

/**
 * A value as it is kept (crm/hubspot.md, 5.2), or why it is refused. An empty text clears the property.
 */
export function keptValue(
  definition: PropertyDefinition,
  value: string,
  context: ValueContext,
): string | PropertyProblem {
  if (value === "") return "";
  const { name, type } = definition;
  if (value.length > LONGEST)
    return { name, code: "TEXT_TOO_LONG", message: `${name} is longer than ${LONGEST} characters` };
  if (definition.ofOwners) return ownerValue(name, value, context);
  if (type === "number") return numberValue(name, value);
  if (type === "date") return dateValue(name, value);
  if (type === "datetime") return datetimeValue(name, value);
  if (type === "bool" || type === "enumeration") return choiceValue(definition, value, context.old);
  if (name === "email") return emailValue(value);
  return value;
}

function ownerValue(name: string, value: string, context: ValueContext): string | PropertyProblem {
  if (context.isOwner(value)) return value;
  return { name, code: "INVALID_OWNER_ID", message: `${value} is not a valid owner id.` };
}

function numberValue(name: string, value: string): string | PropertyProblem {
  if (/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)) return value;
  return { name, code: "INVALID_INTEGER", message: `${value} was not a valid number.` };
}

function dateValue(name: string, value: string): string | PropertyProblem {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value)) return value;
  if (!/^-?\d{5,}$/.test(value)) return badDate(name, `${value} is not a valid date.`);
  const millis = Number(value);
  const iso = isoOf(millis);
  if (iso === undefined) return badDate(name, `${value} is not a valid date.`);
  if (millis % DAY_MS !== 0)
    return badDate(name, `${value} is at ${iso.slice(11, 23)} UTC, not midnight!`);
  return iso.slice(0, 10);
}

function datetimeValue(name: string, value: string): string | PropertyProblem {
  const iso = /^-?\d{5,}$/.test(value) ? isoOf(Number(value)) : instantOf(value);
  return iso ?? badDate(name, `${value} is not a valid date and time.`);
}

function instantOf(value: string): string | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return isDay(value) ? isoOf(Date.parse(value)) : undefined;
  const isIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
  return isIso.test(value) && isDay(value.slice(0, 10)) ? isoOf(Date.parse(value)) : undefined;
}

function choiceValue(
  definition: PropertyDefinition,
  value: string,
  old: string | undefined,
): string | PropertyProblem {
  const many = definition.fieldType === "checkbox";
  const adds = many && value.startsWith(";");
  const chosen = many ? value.split(";").filter((one) => one !== "") : [value];
  const wrong = chosen.find((one) => !definition.options.some((option) => option.value === one));
  if (wrong !== undefined) {
    const allowed = definition.options.map((option) => option.value).join(", ");
    const message = `${wrong} was not one of the allowed options: [${allowed}]`;
    return { name: definition.name, code: "INVALID_OPTION", message };
  }
  const before = adds && old !== undefined ? old.split(";") : [];
  return [...new Set([...before, ...chosen])].join(";");
}

function emailValue(value: string): string | PropertyProblem {
  if (/^[^\s@;,<>]+@[^\s@;,<>]+\.[^\s@;,<>]{2,}$/.test(value)) return value.toLowerCase();
  const message = `Email address ${value} is invalid`;
  return { name: "email", code: "INVALID_EMAIL", message };
}

function badDate(name: string, message: string): PropertyProblem {
  return { name, code: "INVALID_DATE", message };
}

function isDay(value: string): boolean {
  const millis = Date.parse(`${value}T00:00:00.000Z`);
  return Number.isFinite(millis) && new Date(millis).toISOString().startsWith(value);
}

function isoOf(millis: number): string | undefined {
  return Math.abs(millis) <= 8.64e15 ? new Date(millis).toISOString() : undefined;
}
