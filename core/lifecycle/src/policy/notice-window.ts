import type { Instant, LocalDate } from "@perennial/contract";
import { instantAt } from "../schedule/calendar.ts";
import { addDays } from "../schedule/date.ts";
import type { StatutoryNotice } from "./rule-pack.ts";

/** The dates between which a statutory notice counts, and the moments they begin and end. */
export interface NoticeWindow {
  readonly firstDate: LocalDate;
  readonly lastDate: LocalDate;
  readonly opens: Instant;
  /** The end of the last date: a message's `legalDeadline`. */
  readonly deadline: Instant;
}

/**
 * The window in which the holder of an agreement must be told that it ends, counted back from its last day
 * (A-02, product.md 3.1). It is not moved for weekends: a step in it may only roll earlier.
 */
export function noticeWindow(
  lastDay: LocalDate,
  notice: StatutoryNotice,
  zone: string,
): NoticeWindow {
  const firstDate = addDays(lastDay, -notice.earliestDaysBefore);
  const lastDate = addDays(lastDay, -notice.latestDaysBefore);
  return {
    firstDate,
    lastDate,
    opens: instantAt(firstDate, "00:00", zone),
    deadline: instantAt(lastDate, "24:00", zone),
  };
}
