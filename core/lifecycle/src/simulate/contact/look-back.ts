import type { Duration, Instant, LocalDate } from "@perennial/contract";
import type { ContactPolicy } from "../../policy/contact-policy.ts";
import { instantAt, localDateOf, localTimeOf } from "../../schedule/calendar.ts";
import { dateOfEpochDay, epochDay, shiftEpochDay, subtractFromDate } from "../../schedule/date.ts";
import { durationParts } from "../../schedule/duration.ts";

/** How far back messages to a customer are looked at where no cap asks for more. */
const LEAST: Duration = "P62D";

/** From when on policies look at what was sent to a customer: as far back as the longest cap reaches. */
export function customerLookBack(
  policies: readonly ContactPolicy[],
  today: LocalDate,
  zone: string,
): Instant {
  const windows = policies.flatMap(({ caps }) =>
    caps.map(({ window }) => {
      if ("rolling" in window) return window.rolling;
      return window.calendar === "year" ? "P1Y" : LEAST;
    }),
  );
  return earliest([LEAST, ...windows], today, zone);
}

/** From when on they look at what was sent to an address, whoever has it. */
export function addressLookBack(
  policies: readonly ContactPolicy[],
  today: LocalDate,
  zone: string,
): Instant {
  const windows = policies.map(({ duplicateWindow }) => duplicateWindow);
  return earliest(windows, today, zone);
}

/** A year before a moment: what contact budgets look at (V-12). */
export function yearBefore(now: Instant, zone: string): Instant {
  return instantAt(subtractFromDate(localDateOf(now, zone), "P1Y"), localTimeOf(now, zone), zone);
}

/** The start of the day at least the longest of the durations before a date. */
function earliest(durations: readonly Duration[], today: LocalDate, zone: string): Instant {
  const starts = durations.map((duration) => {
    const { months, days, minutes } = durationParts(duration);
    const back = { months: -months, days: -days - Math.ceil(minutes / 1_440) - 1, minutes: 0 };
    return instantAt(dateOfEpochDay(shiftEpochDay(epochDay(today), back)), "00:00", zone);
  });
  return starts.reduce((a, b) => (a < b ? a : b), instantAt(today, "00:00", zone));
}
