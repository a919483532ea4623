import type { AgreedTime, LocalTime } from "@perennial/contract";
import { instantAt } from "../time/zone.ts";

/**
 * What is wrong with an agreed time, in a sentence: a zone the dialer does not know, or moments that are not those of the day
 * and the times in that zone, as when they were computed in another one. Nothing for one that is right.
 */
export function agreedTimeFault(agreed: AgreedTime): string | undefined {
  const { date, from, to, zone, notBefore, dueBy } = agreed;
  if (!isZone(zone)) return "agreed.zone: must be an IANA name, such as Europe/Stockholm";
  if (from >= to) return "agreed.to: must be after agreed.from";
  const [begins, ends] = [from, to].map((time) => instantAt(date, minutesOf(time), zone));
  if (begins === undefined || notBefore < begins || notBefore >= dueBy)
    return `agreed.notBefore: must lie from ${from} to ${to} on ${date} in ${zone}`;
  return dueBy === ends ? undefined : `agreed.dueBy: must be ${to} on ${date} in ${zone}`;
}

/** Names alone: an offset such as +02:00 says nothing of the other half of the year. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function minutesOf(time: LocalTime): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
