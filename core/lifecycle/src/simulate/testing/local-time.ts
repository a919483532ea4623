import { localDateOf, localTimeOf } from "../../schedule/calendar.ts";

/** The date and time that a clock in Sweden shows. */
export function local(at: string): string {
  const zone = "Europe/Stockholm";
  return `${localDateOf(at, zone)} ${localTimeOf(at, zone)}`;
}
