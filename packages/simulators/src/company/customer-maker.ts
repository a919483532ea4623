import type { Customer, LocalDate } from "@perennial/contract";
import { chance, pick, pickWeighted, pickWhole } from "../chance/chance.ts";
import { plusDays } from "../time/zone.ts";
import { FIRST_NAMES, LAST_NAMES, TRADES } from "./swedish-names.ts";
import { FICTIONAL_FIXED_LINES, STREETS, TOWNS, type Town, VILLAGES } from "./swedish-places.ts";

/** The kinds of customer that the example company has. */
export type Segment = "household" | "farm" | "small-business";

/** A customer, and what the other records of it are made from. */
export interface MadeCustomer {
  readonly customer: Customer;
  readonly segment: Segment;
  readonly area: Town["area"];
  readonly yearlyKwh: number;
}

/** Draws a number from 0 to 1 for one question about one customer. */
export type Draw = (question: string) => number;

const SHARE_WITHOUT_MOBILE = 0.05;
const SHARE_WITHOUT_EMAIL = 0.06;
const SHARE_DO_NOT_CALL = 0.12;
const SHARE_ENGLISH = 0.03;
const SHARE_ELECTRIC_CAR = 0.16;
const SHARE_SOLAR_PANELS = 0.07;
const SHARE_HOLIDAY_HOMES = 0.05;
const MOST_KWH_OF_APARTMENT = 6_000;
const KWH: Record<Segment, readonly [number, number]> = {
  household: [2000, 24_000],
  farm: [20_000, 90_000],
  "small-business": [12_000, 70_000],
};

/** Makes the customer numbered `index`, from 0: the same for the same seed, whoever else there is. */
export function makeCustomer(seed: number, index: number, today: LocalDate): MadeCustomer {
  const draw: Draw = (question) => chance(seed, "customer", index, question);
  const segment = pickWeighted<Segment>(
    [
      ["household", 88],
      ["farm", 5],
      ["small-business", 7],
    ],
    draw("segment"),
  );
  const town = pickWeighted(TOWNS, draw("town"));
  const [least, most] = KWH[segment];
  // Squared: many small homes, few large ones.
  const yearlyKwh = Math.round((least + draw("kwh") ** 2 * (most - least)) / 100) * 100;
  const since = plusDays(today, -pickWhole(60, 5500, draw("since")));
  const customer: Customer = {
    id: `K${100_001 + index}`,
    ...nameOf(segment, town, draw),
    locale: draw("locale") < SHARE_ENGLISH ? "en" : "sv",
    country: "SE",
    ...reachOf(index, draw),
    postalAddress: addressOf(segment, town, draw),
    segment: segmentOf(segment, yearlyKwh, draw("home")),
    valueClass: valueClassOf(yearlyKwh, draw("value")),
    doNotCall: draw("do not call") < SHARE_DO_NOT_CALL,
    customerSince: since,
    attributes: {
      priceArea: town.area,
      yearlyKwh,
      electricCar: draw("electric car") < SHARE_ELECTRIC_CAR,
      solarPanels: draw("solar panels") < SHARE_SOLAR_PANELS,
    },
    updatedAt: `${plusDays(today, -pickWhole(1, 500, draw("updated")))}T08:00:00.000Z`,
  };
  return { customer, segment, area: town.area, yearlyKwh };
}

/** The segment as the company's marketing names it: homes by how much electricity they use. */
function segmentOf(kind: Segment, yearlyKwh: number, lot: number): string {
  if (kind === "small-business") return "business";
  if (kind === "farm") return "farm";
  if (lot < SHARE_HOLIDAY_HOMES) return "holiday-home";
  return yearlyKwh < MOST_KWH_OF_APARTMENT ? "apartment" : "house";
}

function nameOf(
  segment: Segment,
  town: Town,
  draw: Draw,
): Pick<Customer, "kind" | "name" | "firstName" | "lastName"> {
  const firstName = pick(FIRST_NAMES, draw("first name"));
  const lastName = pick(LAST_NAMES, draw("last name"));
  const person = { firstName, lastName };
  if (segment === "household")
    return { kind: "person", name: `${firstName} ${lastName}`, ...person };
  if (segment === "farm")
    return { kind: "company", name: `${pick(VILLAGES, draw("village"))} Lantbruk`, ...person };
  const owner = /[sxz]$/.test(lastName) ? lastName : `${lastName}s`;
  const first = draw("trade name") < 0.6 ? owner : town.name;
  return { kind: "company", name: `${first} ${pick(TRADES, draw("trade"))}`, ...person };
}

function reachOf(index: number, draw: Draw): Pick<Customer, "email" | "mobile" | "phone"> {
  const hasMobile = draw("has mobile") >= SHARE_WITHOUT_MOBILE;
  const hasEmail = draw("has e-mail") >= SHARE_WITHOUT_EMAIL;
  const line = pick(FICTIONAL_FIXED_LINES, draw("fixed line")) + Math.floor(draw("line") * 100);
  return {
    ...(hasEmail ? { email: emailOf(index, draw) } : {}),
    // The range that SMS providers use in their own examples.
    ...(hasMobile ? { mobile: `+46700${String(index).padStart(6, "0")}` } : { phone: `+${line}` }),
  };
}

function emailOf(index: number, draw: Draw): string {
  const plain = (name: string) =>
    name
      .toLowerCase()
      .normalize("NFD")
      .replace(/[^a-z]/g, "");
  const first = plain(pick(FIRST_NAMES, draw("first name")));
  const last = plain(pick(LAST_NAMES, draw("last name")));
  const domain = pick(["example.com", "example.net", "example.org"], draw("domain"));
  return `${first}.${last}.${index + 1}@${domain}`;
}

function addressOf(segment: Segment, town: Town, draw: Draw): string {
  const rest = String(pickWhole(10, 99, draw("postcode")));
  const postal = `${town.postcode} ${rest} ${town.name}`;
  const number = pickWhole(1, 90, draw("number"));
  if (segment === "farm") return `${pick(VILLAGES, draw("village"))} ${number}, ${postal}`;
  return `${pick(STREETS, draw("street"))} ${number}, ${postal}`;
}

function valueClassOf(yearlyKwh: number, draw: number): "gold" | "silver" | "bronze" {
  // Mostly by consumption, with some chance for what else makes a customer profitable.
  const worth = yearlyKwh / 20_000 + draw * 0.6;
  if (worth > 1.25) return "gold";
  return worth > 0.7 ? "silver" : "bronze";
}
