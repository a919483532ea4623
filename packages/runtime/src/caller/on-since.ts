import type { Instant } from "@perennial/contract";
import { durationParts, LONGEST_ONGOING_CALL } from "@perennial/lifecycle";
import { later } from "../deliver/later.ts";

/** From when on a call may have begun that is still on. */
export function onSince(now: Instant): Instant {
  return later(now, -durationParts(LONGEST_ONGOING_CALL).minutes * 60_000);
}
