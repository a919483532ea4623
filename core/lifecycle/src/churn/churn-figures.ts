import type { LocalDate } from "@perennial/contract";
import { beganOn, type CustomerHistory } from "../portfolio/customer-history.ts";
import { runsOn } from "../portfolio/dated-agreement.ts";
import type { ContactSign } from "../portfolio/dated-interaction.ts";
import { daysBetween, subtractFromDate } from "../schedule/date.ts";

/** What is known of one customer on a day that may tell of its leaving (M-17). Nothing after the day is in it. */
export interface ChurnFigures {
  /** Days since the customer began; 0 where that is not known. */
  readonly tenure: number;
  /** Days with a purchase, ever and in the last twelve months; returns are none. */
  readonly days: number;
  readonly daysInYear: number;
  /** Days since the last purchase, and from the first to the last; -1 without a purchase. */
  readonly silent: number;
  readonly span: number;
  /** What was bought for in the last six months, and in the six before, in minor units. */
  readonly recent: number;
  readonly earlier: number;
  /** Purchases in the last twelve months, and those of them at a discount. */
  readonly purchasesInYear: number;
  readonly discountedInYear: number;
  /** In the last twelve months. */
  readonly complaints: number;
  readonly calls: number;
  readonly declined: number;
  /** Days until the last of the agreements that run ends; -1 where none runs or one has no end. */
  readonly left: number;
  /** Agreements cancelled in the last twelve months. */
  readonly cancelled: number;
}

/** The days that figures are counted between; once for all customers. */
interface Windows {
  readonly day: LocalDate;
  readonly year: LocalDate;
  readonly half: LocalDate;
}

/** Counts what may tell of a customer's leaving, as it was known on a day. */
export function churnFigures(history: CustomerHistory, day: LocalDate): ChurnFigures {
  const windows = {
    day,
    year: subtractFromDate(day, "P12M"),
    half: subtractFromDate(day, "P6M"),
  };
  const began = beganOn(history, day);
  const signs = (wanted: ContactSign) =>
    history.signs.filter(({ on, sign }) => sign === wanted && on > windows.year && on <= day)
      .length;
  return {
    tenure: began === undefined ? 0 : daysBetween(began, day),
    ...purchaseFigures(history, windows),
    complaints: signs("complaint"),
    calls: signs("call-in"),
    declined: signs("call-declined"),
    ...agreementFigures(history, windows),
  };
}

function purchaseFigures({ purchases }: CustomerHistory, { day, year, half }: Windows) {
  const known = purchases.filter(({ on }) => on <= day);
  const bought = known.filter(({ isReturn }) => !isReturn);
  const days = [...new Set(bought.map(({ on }) => on))];
  const [first] = days;
  const last = days.at(-1);
  const inYear = bought.filter(({ on }) => on > year);
  const sum = (after: LocalDate, until: LocalDate) =>
    known
      .filter(({ on }) => on > after && on <= until)
      .reduce((total, { amount }) => total + amount, 0);
  return {
    days: days.length,
    daysInYear: days.filter((on) => on > year).length,
    silent: last === undefined ? -1 : daysBetween(last, day),
    span: first === undefined || last === undefined ? -1 : daysBetween(first, last),
    recent: sum(half, day),
    earlier: sum(year, half),
    purchasesInYear: inYear.length,
    discountedInYear: inYear.filter(({ isDiscounted }) => isDiscounted).length,
  };
}

function agreementFigures({ agreements }: CustomerHistory, { day, year }: Windows) {
  const running = agreements.filter((agreement) => runsOn(agreement, day));
  // A stop that came later was not known on the day: the end is the one that had been agreed.
  const ends = running.map(({ end }) => end);
  const last = ends.includes(undefined) ? undefined : ends.sort().at(-1);
  return {
    left: last === undefined ? -1 : daysBetween(day, last),
    cancelled: agreements.filter(
      ({ cancelledOn }) => cancelledOn !== undefined && cancelledOn > year && cancelledOn <= day,
    ).length,
  };
}
