import { type Conversion, dateIn, readValue, startOfDay } from "@perennial/connector-kit";
import { type Instant, LocalDate } from "@perennial/contract";

const MISSING: Conversion = { missing: true };
/** Years that dates are written with. */
const LONGEST_DIGITS = /^-?\d{1,15}$/;

/** A calendar date: a `date` of HubSpot's, or the day that a `datetime` falls on in the portal (crm/hubspot.md, 5.2). */
export function readPropertyDate(value: string | null | undefined, zone: string): Conversion {
  const text = value?.trim() ?? "";
  if (text === "") return MISSING;
  const date = LocalDate.safeParse(text);
  if (date.success) return { value: date.data };
  const moment = momentOf(text);
  if (moment === undefined) return { problem: "is not a date; give it a date property" };
  // A date property may be written as midnight UTC, wherever the portal is.
  const isMidnight = LONGEST_DIGITS.test(text) && moment.endsWith("T00:00:00.000Z");
  return { value: isMidnight ? moment.slice(0, 10) : dateIn(zone, moment) };
}

/** A moment: a `datetime` of HubSpot's, or the beginning of a `date` in the portal. */
export function readPropertyInstant(value: string | null | undefined, zone: string): Conversion {
  const text = value?.trim() ?? "";
  if (text === "") return MISSING;
  const date = LocalDate.safeParse(text);
  const moment = date.success ? startOfDay(zone, date.data) : momentOf(text);
  return moment === undefined
    ? { problem: "is not a date and time; give it a date and time property" }
    : { value: moment };
}

/** The chosen values of a property with several checkboxes, parted by semicolons. */
export function readPropertyList(value: string | null | undefined): Conversion {
  const chosen = (value ?? "").split(";").map((part) => part.trim());
  const kept = chosen.filter((part) => part !== "");
  return kept.length === 0 ? MISSING : { value: kept.join(";") };
}

/** How many decimals a currency has: two for the krona, none for the yen. */
export function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return Math.min(format.resolvedOptions().maximumFractionDigits ?? 2, 4);
}

function momentOf(text: string): Instant | undefined {
  const form = LONGEST_DIGITS.test(text) ? "epoch-ms" : "iso";
  const conversion = readValue({ kind: "instant", form, unzoned: "refuse" }, text);
  return "value" in conversion ? String(conversion.value) : undefined;
}
