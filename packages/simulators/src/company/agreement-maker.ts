import type { Agreement, LocalDate, Purchase } from "@perennial/contract";
import { chance, pickWeighted, pickWhole } from "../chance/chance.ts";
import { plusDays, plusMonths } from "../time/zone.ts";
import type { Draw, MadeCustomer } from "./customer-maker.ts";

const SHARE_WITH_TWO = 0.04;
const SHARE_AT_END_OF_MONTH = 0.8;
const NOTICE_DAYS = { fixed: 30, variable: 14 };
/** How many agreements are signed in each month, January first: most when it grows cold. */
const MONTH_WEIGHTS = [1.3, 1, 1.2, 0.9, 0.8, 0.7, 0.5, 0.8, 1.2, 1.4, 1.3, 1.1];
const PRICE_ORE: Record<MadeCustomer["area"], number> = { SE1: 58, SE2: 62, SE3: 89, SE4: 104 };

/** Makes the agreements of a customer: one, for a few two. */
export function makeAgreements(
  seed: number,
  index: number,
  made: MadeCustomer,
  today: LocalDate,
): Agreement[] {
  const first = makeAgreement(seed, index, made, { number: 1, today });
  if (chance(seed, "customer", index, "second home") >= SHARE_WITH_TWO) return [first];
  const home: MadeCustomer = { ...made, yearlyKwh: Math.round(made.yearlyKwh / 300) * 100 };
  return [first, makeAgreement(seed, index, home, { number: 2, today })];
}

function makeAgreement(
  seed: number,
  index: number,
  made: MadeCustomer,
  { number, today }: { number: number; today: LocalDate },
): Agreement {
  const draw: Draw = (question) => chance(seed, "agreement", index, number, question);
  const years = pickWeighted(
    [
      [1, 42],
      [2, 18],
      [3, 15],
      [0, 25],
    ],
    draw("term"),
  );
  const kind = years === 0 ? "variable" : "fixed";
  const dates = years === 0 ? openDates(made, today, draw) : fixedDates(years * 12, today, draw);
  const ordered = plusDays(dates.start, -pickWhole(20, 60, draw("ordered")));
  const signed = plusDays(ordered, pickWhole(0, 12, draw("signed")));
  const priceOre = PRICE_ORE[made.area] + pickWhole(-6, 12, draw("price"));
  return {
    id: `A${200_001 + index * 2 + (number - 1)}`,
    customerId: made.customer.id,
    party: "own",
    product: years === 0 ? "Rörligt månadspris" : `Fast ${years} år`,
    kind,
    status: "active",
    ...dates,
    noticeDays: NOTICE_DAYS[kind],
    orderedAt: `${ordered}T10:00:00.000Z`,
    orderChannel: pickWeighted(
      [
        ["web", 55],
        ["phone", 30],
        ["customer-service", 15],
      ],
      draw("channel"),
    ),
    acceptedAt: `${signed}T12:00:00.000Z`,
    signedAt: `${signed}T12:00:00.000Z`,
    yearlyValue: made.yearlyKwh * priceOre,
    currency: "SEK",
    attributes: {
      meteringPoint: `735999${String(index * 2 + number).padStart(12, "0")}`,
      site: number === 1 ? "home" : "second-home",
      priceOre,
      yearlyKwh: made.yearlyKwh,
    },
    updatedAt: `${signed}T12:00:00.000Z`,
  };
}

function openDates(made: MadeCustomer, today: LocalDate, draw: Draw): { start: LocalDate } {
  const start = plusDays(today, -pickWhole(30, 1800, draw("start")));
  const since = made.customer.customerSince ?? start;
  return { start: start > since ? start : since };
}

/** An agreement that is running today and ends in one of the later months of its term. */
function fixedDates(
  months: number,
  today: LocalDate,
  draw: Draw,
): { start: LocalDate; end: LocalDate } {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  const weights = Array.from({ length: months - 1 }, (_, ahead) => {
    const month = Number(plusMonths(firstOfMonth, ahead + 1).slice(5, 7));
    return [ahead + 1, MONTH_WEIGHTS[month - 1] ?? 1] as const;
  });
  const [first = [1, 1] as const, ...others] = weights;
  const ahead = pickWeighted([first, ...others], draw("end month"));
  const lastDay = plusDays(plusMonths(firstOfMonth, ahead + 1), -1);
  const isMonthEnd = draw("month end") < SHARE_AT_END_OF_MONTH;
  const end = isMonthEnd ? lastDay : plusDays(lastDay, -pickWhole(1, 27, draw("end day")));
  return { start: plusMonths(plusDays(end, 1), -months), end };
}

interface Goods {
  readonly category: string;
  readonly amount: number;
}
const GOODS: readonly [readonly [Goods, number], ...(readonly [Goods, number])[]] = [
  [{ category: "charging-box", amount: 1_299_000 }, 12],
  [{ category: "heat-pump-service", amount: 249_500 }, 25],
  [{ category: "solar-panels", amount: 8_990_000 }, 4],
  [{ category: "smart-thermostat", amount: 189_900 }, 30],
  [{ category: "energy-check", amount: 99_500 }, 29],
];
const SHARE_WITH_PURCHASES = 0.25;

/** Makes what a customer has bought beside electricity: for three in four nothing. */
export function makePurchases(
  seed: number,
  index: number,
  { customer }: MadeCustomer,
  today: LocalDate,
): Purchase[] {
  const draw: Draw = (question) => chance(seed, "purchase", index, question);
  if (draw("any") >= SHARE_WITH_PURCHASES) return [];
  const count = pickWhole(1, 3, draw("count") ** 2);
  return Array.from({ length: count }, (_, number) => {
    const { category, amount } = pickWeighted(GOODS, draw(`what ${number}`));
    const date = plusDays(today, -pickWhole(10, 1000, draw(`when ${number}`)));
    return {
      id: `P-${customer.id}-${number + 1}`,
      customerId: customer.id,
      at: `${date}T13:00:00.000Z`,
      amount,
      currency: "SEK",
      quantity: 1,
      category,
      channel: draw(`channel ${number}`) < 0.7 ? "web" : "store",
      discount: 0,
    };
  });
}
