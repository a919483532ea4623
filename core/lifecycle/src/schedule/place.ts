import type { HolidayCalendar } from "./holidays.ts";

/** Where a moment is read as a date and a time: the recipient's zone and the holidays kept there. */
export interface Place {
  /** An IANA name, such as `Europe/Stockholm`. */
  readonly zone: string;
  readonly holidays: HolidayCalendar;
}
