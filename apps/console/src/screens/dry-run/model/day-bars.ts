import type { DryRunView } from "@perennial/api";

type Day = DryRunView["days"][number];

/** More bars than this are too thin to be read. */
const MOST_BARS = 92;

/** Days, or weeks where there are too many days, by what is done in them. */
export interface Bars {
  readonly names: readonly string[];
  readonly email: readonly number[];
  readonly sms: readonly number[];
  readonly calls: readonly number[];
  readonly tasks: readonly number[];
}

/** The bars of a dry run: one a day, or one for seven days from the first where a period is long. */
export function dayBars(days: readonly Day[]): Bars {
  const size = days.length > MOST_BARS ? 7 : 1;
  const groups: Day[][] = [];
  for (const [index, day] of days.entries()) {
    if (index % size === 0) groups.push([]);
    groups.at(-1)?.push(day);
  }
  const sums = (key: "email" | "sms" | "calls" | "tasks") =>
    groups.map((group) => group.reduce((sum, day) => sum + day[key], 0));
  return {
    names: groups.map(([first]) => first?.date ?? ""),
    ...{ email: sums("email"), sms: sums("sms"), calls: sums("calls"), tasks: sums("tasks") },
  };
}

/** How many days have more calls to make, yesterday's included, than there is time for. */
export function daysOver(days: readonly Pick<Day, "calls">[], capacity: number): number {
  return days.filter(({ calls }) => calls > capacity).length;
}
