import type { AttributeValue } from "@perennial/contract";
import type { HubspotProperty } from "./property-catalog.ts";

/** The most a text property holds, in characters (crm/hubspot.md, 5.2). */
const LONGEST_TEXT = 65_536;
/** Options that a problem names; more would hide the rest of it. */
const SHOWN_OPTIONS = 12;

/** A value as HubSpot takes it, or why it takes none. */
export type HubspotValue = { readonly text: string } | { readonly problem: string };

/** What converting a value needs to know beside the property. */
export interface ValueContext {
  /** The portal's zone, an IANA name: in it a moment has its date. */
  readonly timeZone: string;
}

/**
 * Writes a value as a property's type has it (crm/hubspot.md, 5.2); everything is text there, and an empty text
 * clears a property. What HubSpot would refuse, or understand as something else, is refused here in plain words.
 */
export function toHubspotValue(
  value: AttributeValue,
  property: HubspotProperty,
  context: ValueContext,
): HubspotValue {
  if (property.calculated || property.modificationMetadata?.readOnlyValue) {
    return problem(property, "is read-only in HubSpot; choose another property in the settings");
  }
  if (value === null) return { text: "" };
  switch (property.type) {
    case "date":
      return dateText(value, property, context);
    case "datetime":
      return momentText(value, property);
    case "number":
      return numberText(value, property);
    case "bool":
      return truthText(value, property);
    case "enumeration":
      return chosenText(value, property);
    default:
      return plainText(value, property);
  }
}

function dateText(
  value: AttributeValue,
  property: HubspotProperty,
  { timeZone }: ValueContext,
): HubspotValue {
  const text = typeof value === "string" ? value : "";
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text)) return { text };
  if (isMoment(text)) return { text: dateIn(timeZone, text) };
  return problem(property, "takes a date, such as 2026-03-31");
}

/** Also what a moment is called in Sweden is the ISO form of the date. */
function dateIn(timeZone: string, moment: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(
    Date.parse(moment),
  );
}

function momentText(value: AttributeValue, property: HubspotProperty): HubspotValue {
  if (typeof value === "string" && isMoment(value)) {
    return { text: new Date(Date.parse(value)).toISOString() };
  }
  return problem(
    property,
    "takes a moment, such as 2026-03-31T08:00:00.000Z; for a date alone choose a property of the type date",
  );
}

function isMoment(text: string): boolean {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
  return form.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

function isDay(text: string): boolean {
  const moment = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

function numberText(value: AttributeValue, property: HubspotProperty): HubspotValue {
  if (typeof value === "string" && /^-?\d{1,15}(?:\.\d{1,10})?$/.test(value))
    return { text: value };
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return problem(property, "takes a number");
  }
  const text = String(value);
  // A number so large or small is written with an exponent, which HubSpot's number fields do not show.
  return text.includes("e") ? problem(property, "takes no number of that size") : { text };
}

function truthText(value: AttributeValue, property: HubspotProperty): HubspotValue {
  const text = String(value);
  return text === "true" || text === "false" ? { text } : problem(property, "takes true or false");
}

function chosenText(value: AttributeValue, property: HubspotProperty): HubspotValue {
  const text = String(value);
  // Its options are owners or the like: HubSpot lists and checks them elsewhere.
  if (property.externalOptions || property.options.length === 0) return { text };
  const chosen = property.fieldType === "checkbox" ? text.split(";") : [text];
  const known = property.options.map((option) => option.value);
  if (text === "" || chosen.every((one) => known.includes(one))) return { text };
  const shown = known.slice(0, SHOWN_OPTIONS).join(", ");
  const rest = known.length > SHOWN_OPTIONS ? `, and ${known.length - SHOWN_OPTIONS} more` : "";
  return problem(
    property,
    `has no option "${text.slice(0, 60)}"; it has ${shown}${rest}. Add the option in HubSpot, or change what is written`,
  );
}

function plainText(value: AttributeValue, property: HubspotProperty): HubspotValue {
  const text = String(value).toWellFormed();
  return text.length > LONGEST_TEXT
    ? problem(property, `takes at most ${LONGEST_TEXT} characters`)
    : { text };
}

function problem({ name }: HubspotProperty, words: string): HubspotValue {
  return { problem: `the property ${name} ${words}` };
}
