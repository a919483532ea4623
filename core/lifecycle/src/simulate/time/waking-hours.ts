import { instantAt, localDateOf, localTimeOf } from "../../schedule/calendar.ts";
import { addDays } from "../../schedule/date.ts";
import { instantOf, type Moment, momentOf } from "./virtual-time.ts";

const MINUTE = 60_000;
const UP_AT = "08:00";
const TO_BED_AT = "21:00";
/** How much of the morning those use who would have acted at night. */
const MORNING = 180 * MINUTE;
/** People act at whole five minutes, so that many of them share a moment. */
const STEP = 5 * MINUTE;

/** A day and a minute in milliseconds. */
export const SPAN = { day: 86_400_000, minute: MINUTE } as const;

/**
 * A moment within a span at which somebody is awake, sooner rather than later: half of all lots fall into the
 * first quarter.
 * @param span Milliseconds.
 * @param lot From 0 to 1.
 */
export function awakeWithin(
  from: Moment,
  span: number,
  { lot, zone }: { readonly lot: number; readonly zone: string },
): Moment {
  const wanted = from + lot * lot * span;
  const instant = instantOf(wanted);
  const time = localTimeOf(instant, zone);
  if (time >= UP_AT && time < TO_BED_AT) return wholeStep(wanted);
  const date = localDateOf(instant, zone);
  const day = time < UP_AT ? date : addDays(date, 1);
  return wholeStep(momentOf(instantAt(day, UP_AT, zone)) + lot * MORNING);
}

function wholeStep(moment: Moment): Moment {
  return Math.ceil(moment / STEP) * STEP;
}
