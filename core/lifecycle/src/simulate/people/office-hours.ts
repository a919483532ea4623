import type { LocalDate } from "@perennial/contract";
import type { ContactPolicy } from "../../policy/contact-policy.ts";
import { instantAt } from "../../schedule/calendar.ts";
import { dayKind, nextAllowed, type SendingWindows } from "../../schedule/quiet-hours.ts";
import { instantOf, type Moment, momentOf } from "../time/virtual-time.ts";

/** When staff work: in the hours that the policy allows calls in. */
export class OfficeHours {
  readonly #policy: ContactPolicy;
  readonly #windows: SendingWindows;
  readonly #zone: string;

  constructor(policy: ContactPolicy, zone: string) {
    this.#policy = policy;
    this.#windows = (policy.quietHours ?? policy.rulePack.quietHours).calls;
    this.#zone = zone;
  }

  /** A moment if work is going on, or else the one at which it begins again. */
  next(from: Moment): Moment {
    const place = { zone: this.#zone, holidays: this.#policy.holidays };
    return momentOf(nextAllowed(instantOf(from), this.#windows, place));
  }

  /** How long work goes on on a date, in milliseconds. */
  lengthOf(date: LocalDate): number {
    const windows = this.#windows[dayKind(date, this.#policy.holidays)];
    const at = (clock: string) => momentOf(instantAt(date, clock, this.#zone));
    return windows.reduce((sum, { from, to }) => sum + at(to) - at(from), 0);
  }
}
