import { durationParts } from "../schedule/duration.ts";
import type { ConditionDate } from "./condition-date.ts";
import { dateWords, durationWords, type Language, moneyWriter } from "./language.ts";
import type { DateOrder, NumberOrder } from "./resolved-condition.ts";

const MONTHS = [
  "januari",
  "februari",
  "mars",
  "april",
  "maj",
  "juni",
  "juli",
  "augusti",
  "september",
  "oktober",
  "november",
  "december",
];
const UNITS = {
  Y: ["år", "år"],
  M: ["månad", "månader"],
  W: ["vecka", "veckor"],
  D: ["dag", "dagar"],
} as const;
/** "Det senaste året", "de senaste 2 åren". */
const LAST = {
  Y: ["det senaste året", "åren"],
  M: ["den senaste månaden", "månaderna"],
  W: ["den senaste veckan", "veckorna"],
  D: ["sedan i går", "dagarna"],
} as const;

const numbers = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 20 });
const money = moneyWriter("sv-SE");

const FIXED: Readonly<Record<DateOrder, string>> = {
  before: "före ",
  "on-or-before": "senast ",
  on: "",
  "on-or-after": "tidigast ",
  after: "efter ",
};
const RELATIVE: Readonly<Record<DateOrder, string>> = {
  before: "tidigare än ",
  "on-or-before": "senast ",
  on: "",
  "on-or-after": "tidigast ",
  after: "senare än ",
};
const ORDERS: Readonly<Record<NumberOrder, string>> = {
  "less-than": "mindre än ",
  "at-most": "högst ",
  "at-least": "minst ",
  "more-than": "mer än ",
};
const COUNTED: Readonly<Record<NumberOrder, string>> = {
  ...ORDERS,
  "less-than": "färre än ",
  "more-than": "fler än ",
};

/** Swedish. */
export const SWEDISH: Language = {
  locale: "sv",
  is: "är",
  isNot: "är inte",
  yes: "ja",
  no: "nej",
  and: "och",
  or: "eller",
  neither: "varken",
  nor: "eller",
  not: "inte",
  missing: "saknas",
  presence: (noun, present) => `${noun} ${present ? "finns" : "saknas"}`,
  quote: (text) => `”${text}”`,
  number: (value) => numbers.format(value),
  money,
  part: (part, holds) => {
    if (part === "contains") return holds ? "innehåller" : "innehåller inte";
    return holds ? "börjar med" : "börjar inte med";
  },
  whichPart: (part, holds) => {
    const verb = part === "contains" ? "innehåller" : "börjar med";
    return holds ? `som ${verb}` : `som inte ${verb}`;
  },
  order: (order, value, denied) => {
    if (denied && order === "at-most") return `${value} eller mindre`;
    if (denied && order === "at-least") return `${value} eller mer`;
    return `${ORDERS[order]}${value}`;
  },
  date: (order, date, denied) => {
    const words = dayWords(date);
    if (denied && order === "on-or-before") return `${words} eller tidigare`;
    if (denied && order === "on-or-after") return `${words} eller senare`;
    return `${("fixed" in date ? FIXED : RELATIVE)[order]}${words}`;
  },
  figures: {
    purchases: {
      did: "kunden har gjort",
      didNot: "kunden har inte gjort",
      counted: { one: "ett köp", several: "köp", any: "något köp" },
      records: "köp",
    },
    interactions: {
      did: "kunden har haft",
      didNot: "kunden har inte haft",
      counted: { one: "en kontakt", several: "kontakter", any: "någon kontakt" },
      records: "kontakter",
    },
    amount: {
      did: "kunden har handlat för",
      didNot: "kunden har inte handlat för",
      records: "köp",
    },
    quantity: {
      did: "kunden har köpt",
      didNot: "kunden har inte köpt",
      counted: { one: "en enhet", several: "enheter", any: "någonting" },
      records: "köp",
    },
  },
  figure: (operator, amount, counted) => {
    if (operator === "equals") return `exakt ${amount}`;
    return `${(counted ? COUNTED : ORDERS)[operator]}${amount}`;
  },
  only: (figure, where) => {
    const { records } = SWEDISH.figures[figure];
    return isDenial(where)
      ? `bara ${records} som uppfyller: ${where}`
      : `bara ${records} där ${where}`;
  },
  window: windowWords,
  side: (kind, side, limit) => {
    if (side === "at") return "precis på gränsen";
    if (kind === "date") return `${side === "below" ? "tidigare" : "senare"} än ${limit}`;
    if (kind === "count") return `${side === "below" ? "färre" : "fler"} än ${limit}`;
    return `${side === "below" ? "mindre" : "mer"} än ${limit}`;
  },
  turns: (to, change) => {
    const when = isDenial(change) ? `om följande stämmer: ${change}` : `om ${change}`;
    return to ? `villkoret gäller ${when}` : `villkoret gäller inte längre ${when}`;
  },
};

/**
 * Whether a clause says "inte" after its verb, as a main clause does. In a clause that hangs on "om" or
 * "där" it would stand before the verb, so such a clause is put after a colon instead.
 */
function isDenial(clause: string): boolean {
  return / (?:inte|varken)\b/.test(clause);
}

/** A date as sentences say it: "31 mars 2026", "i dag", "om 90 dagar", "för 1 år sedan". */
function dayWords(date: ConditionDate): string {
  if ("fixed" in date) return dateWords(date.fixed, MONTHS);
  const distance = durationWords(date.fromToday, UNITS, "och");
  if (distance === "") return "i\u00a0dag";
  return date.fromToday.startsWith("-") ? `för ${distance} sedan` : `om ${distance}`;
}

function windowWords(within: string): string {
  const { months, days } = durationParts(within);
  const units = [...within.matchAll(/[1-9]\d*([YMWD])/g)];
  const letter = units.length === 1 ? units[0]?.[1] : undefined;
  if (months === 0 && days === 0) return "i\u00a0dag";
  if (letter === "Y") return last(LAST.Y, months / 12);
  if (letter === "W") return last(LAST.W, days / 7);
  if (days === 0) return last(LAST.M, months);
  if (months === 0) return last(LAST.D, days);
  return `den senaste tiden (${durationWords(within, UNITS, "och")})`;
}

function last([one, several]: readonly [string, string], count: number): string {
  return count === 1 ? one : `de senaste ${count}\u00a0${several}`;
}
