import type { LocalizedText } from "@perennial/contract";

const MONTH = 30.4375;

/** A number of days in the unit people would use: days, weeks from three on, months from two on, years from two on. */
export function lengthPhrase(days: number): LocalizedText {
  if (days >= 730) return phrase(Math.floor(days / 365.25), ["år", "år"], ["year", "years"]);
  if (days >= 2 * MONTH)
    return phrase(Math.floor(days / MONTH), ["månad", "månader"], ["month", "months"]);
  if (days >= 21) return phrase(Math.floor(days / 7), ["vecka", "veckor"], ["week", "weeks"]);
  return phrase(days, ["dag", "dagar"], ["day", "days"]);
}

/** How often something happens that happens with so many days between: `var 6:e vecka`, `every 6 weeks`. */
export function rhythmPhrase(gap: number): LocalizedText {
  if (gap < 11) return every(gap, "dag", "day");
  if (gap < 60) return every(gap / 7, "vecka", "week");
  return every(gap / MONTH, "månad", "month");
}

function every(number: number, sv: string, en: string): LocalizedText {
  const count = Math.max(1, Math.round(number));
  if (count === 1) return { sv: `varje ${sv}`, en: `every ${en}` };
  if (count === 2) return { sv: `varannan ${sv}`, en: `every other ${en}` };
  return { sv: `var ${count}:e ${sv}`, en: `every ${count} ${en}s` };
}

function phrase(
  count: number,
  sv: readonly [string, string],
  en: readonly [string, string],
): LocalizedText {
  const form = count === 1 ? 0 : 1;
  return { sv: `${count} ${sv[form]}`, en: `${count} ${en[form]}` };
}

/** How many times: `en gång`, `3 gånger`; `once`, `3 times`. */
export function timesPhrase(count: number): LocalizedText {
  if (count === 1) return { sv: "en gång", en: "once" };
  return { sv: `${count} gånger`, en: count === 2 ? "twice" : `${count} times` };
}
