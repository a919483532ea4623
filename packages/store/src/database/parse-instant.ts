import type { Instant } from "@perennial/contract";
import { DatabaseError } from "./database-error.ts";

/** The first and the last moment that have a date with four digits in every zone. */
const FIRST: Instant = "0001-01-02T00:00:00.000Z";
const LAST: Instant = "9999-12-30T00:00:00.000Z";

const PATTERN =
  /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(\.\d+)?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/;

/** As our own transactions are given it; no date needs to be counted for it. */
const IN_UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/;

/**
 * Reads a moment as PostgreSQL writes it, whatever the session's zone, old zones with seconds among them.
 * Microseconds are cut off. What lies outside of what an instant can say, infinity first of all, becomes the
 * nearest that it can.
 * @throws DatabaseError for a text that is no moment in ISO style.
 */
export function parseInstant(text: string): Instant {
  if (text === "infinity") return LAST;
  if (text === "-infinity") return FIRST;
  const utc = IN_UTC.exec(text);
  if (utc) return within(`${utc[1]}T${utc[2]}.${milliseconds(utc[3])}Z`);
  const parts = PATTERN.exec(text);
  if (!parts) {
    throw new DatabaseError(
      `The database gave "${text}" for a moment in time. Set its datestyle to ISO.`,
    );
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map(Number);
  const [, , , , , , , fraction, sign, ...offset] = parts;
  if (parts[12] !== undefined) return FIRST;
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  time.setUTCHours(hour, minute, second, Number(milliseconds(fraction?.slice(1))));
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(0, 3).map((part) => Number(part ?? 0));
  const east = ((hours * 60 + minutes) * 60 + seconds) * 1_000 * (sign === "-" ? -1 : 1);
  const instant = new Date(time.getTime() - east);
  if (Number.isNaN(instant.getTime()) || instant.getUTCFullYear() > 9999) return LAST;
  return within(instant.toISOString());
}

function milliseconds(fraction = ""): string {
  return fraction.slice(0, 3).padEnd(3, "0");
}

function within(instant: Instant): Instant {
  if (instant > LAST) return LAST;
  return instant < FIRST ? FIRST : instant;
}
