import { holdForCall } from "../../caller/call-in-progress.ts";
import type { RuleContext } from "../rule-context.ts";
import { hold, type Verdict } from "../verdict.ts";

/** Nothing goes to somebody who is on the phone with us: what comes of the call may make it needless. */
export function inCall({
  person,
  message,
  judgedClass,
  place,
  now,
}: RuleContext): Verdict | undefined {
  const { legalDeadline } = message;
  const held = holdForCall(person.calls ?? [], {
    ...{ now, zone: place.zone },
    ...(judgedClass === "statutory" && legalDeadline !== undefined && { legalDeadline }),
  });
  if (!held.held) return undefined;
  return hold(held.until, "in-call", { at: held.since, zone: place.zone });
}
