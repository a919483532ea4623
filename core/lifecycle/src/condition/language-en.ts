import { durationParts } from "../schedule/duration.ts";
import type { ConditionDate } from "./condition-date.ts";
import { dateWords, durationWords, type Language, moneyWriter } from "./language.ts";
import type { DateOrder, NumberOrder } from "./resolved-condition.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const UNITS = {
  Y: ["year", "years"],
  M: ["month", "months"],
  W: ["week", "weeks"],
  D: ["day", "days"],
} as const;

const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 20 });
const money = moneyWriter("en-GB");

const FIXED: Readonly<Record<DateOrder, string>> = {
  before: "before ",
  "on-or-before": "on or before ",
  on: "on ",
  "on-or-after": "on or after ",
  after: "after ",
};
const RELATIVE: Readonly<Record<DateOrder, string>> = {
  before: "earlier than ",
  "on-or-before": "no later than ",
  on: "",
  "on-or-after": "no earlier than ",
  after: "later than ",
};
const ORDERS: Readonly<Record<NumberOrder, string>> = {
  "less-than": "less than ",
  "at-most": "at most ",
  "at-least": "at least ",
  "more-than": "more than ",
};
const COUNTED: Readonly<Record<NumberOrder, string>> = { ...ORDERS, "less-than": "fewer than " };

/** English. */
export const ENGLISH: Language = {
  locale: "en",
  is: "is",
  isNot: "is not",
  yes: "yes",
  no: "no",
  and: "and",
  or: "or",
  neither: "neither",
  nor: "nor",
  not: "not",
  missing: "missing",
  presence: (noun, present) => `${noun} ${present ? "is known" : "is missing"}`,
  quote: (text) => `“${text}”`,
  number: (value) => numbers.format(value),
  money,
  part: (part, holds) => {
    if (part === "contains") return holds ? "contains" : "does not contain";
    return holds ? "starts with" : "does not start with";
  },
  whichPart: (part, holds) => {
    if (part === "contains") return holds ? "which contains" : "which does not contain";
    return holds ? "which starts with" : "which does not start with";
  },
  order: (order, value, denied) => {
    if (denied && order === "at-most") return `${value} or less`;
    if (denied && order === "at-least") return `${value} or more`;
    return `${ORDERS[order]}${value}`;
  },
  date: (order, date, denied) => {
    if ("fixed" in date) return `${FIXED[order]}${dateWords(date.fixed, MONTHS)}`;
    const words = dayWords(date.fromToday);
    if (denied && order === "on-or-before") return `${words} or earlier`;
    if (denied && order === "on-or-after") return `${words} or later`;
    return `${RELATIVE[order]}${words}`;
  },
  figures: {
    purchases: {
      did: "the customer has made",
      didNot: "the customer has not made",
      counted: { one: "one purchase", several: "purchases", any: "any purchase" },
      records: "purchases",
    },
    interactions: {
      did: "the customer has had",
      didNot: "the customer has not had",
      counted: { one: "one contact", several: "contacts", any: "any contact" },
      records: "contacts",
    },
    amount: {
      did: "the customer has bought for",
      didNot: "the customer has not bought for",
      records: "purchases",
    },
    quantity: {
      did: "the customer has bought",
      didNot: "the customer has not bought",
      counted: { one: "one unit", several: "units", any: "anything" },
      records: "purchases",
    },
  },
  figure: (operator, amount, counted) => {
    if (operator === "equals") return `exactly ${amount}`;
    return `${(counted ? COUNTED : ORDERS)[operator]}${amount}`;
  },
  only: (figure, where) => `only ${ENGLISH.figures[figure].records} where ${where}`,
  window: windowWords,
  side: (kind, side, limit) => {
    if (side === "at") return "exactly at the limit";
    if (kind === "date") return `${side === "below" ? "earlier" : "later"} than ${limit}`;
    if (side === "above") return `more than ${limit}`;
    return `${kind === "count" ? "fewer" : "less"} than ${limit}`;
  },
  turns: (to, change) => {
    return to ? `the condition holds if ${change}` : `the condition no longer holds if ${change}`;
  },
};

/** A date counted from today: "today", "90 days from today", "1 year ago". */
function dayWords(fromToday: Extract<ConditionDate, { fromToday: string }>["fromToday"]): string {
  const distance = durationWords(fromToday, UNITS, "and");
  if (distance === "") return "today";
  return fromToday.startsWith("-") ? `${distance} ago` : `${distance} from today`;
}

function windowWords(within: string): string {
  const { months, days } = durationParts(within);
  if (months === 0 && days === 0) return "today";
  if (months === 0 && days === 1) return "since yesterday";
  const single = /^P0*1([YMW])$/.exec(within)?.[1];
  if (single === "Y") return "in the last year";
  if (single === "M") return "in the last month";
  if (single === "W") return "in the last week";
  return `in the last ${durationWords(within, UNITS, "and")}`;
}
