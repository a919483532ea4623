import type { Instant } from "@perennial/contract";
import { instantAt, localDateOf, localTimeOf } from "@perennial/lifecycle";

/** Everybody in the stories lives in this zone. */
const ZONE = "Europe/Stockholm";

/** A moment as people say it, `2026-04-09 10:00`, in Sweden. */
export function localMoment(at: Instant): string {
  return `${localDateOf(at, ZONE)} ${localTimeOf(at, ZONE)}`;
}

/** The instant of a moment as people say it. */
export function instantOf(moment: string): Instant {
  const [date = "", time = "00:00"] = moment.split(" ");
  return instantAt(date, time, ZONE);
}
