import { addDuration } from "../../schedule/calendar.ts";
import type { ReasonEvidence } from "../evidence.ts";
import type { RuleContext } from "../rule-context.ts";
import { hold, type Verdict } from "../verdict.ts";

/**
 * While the company has all sending paused nothing leaves, and nothing is dropped for it: what is still of use goes when
 * sending goes on. A statutory message waits past the law's last moment too, and its evidence says `overdue` so that
 * somebody is told.
 */
export function sendingPaused(context: RuleContext): Verdict | undefined {
  const { message, policy, place, now, judgedClass } = context;
  if (policy.sendingPaused === null) return undefined;
  const { since, by } = policy.sendingPaused;
  const deadline = judgedClass === "statutory" ? message.legalDeadline : undefined;
  const evidence: ReasonEvidence = {
    ...{ at: since, zone: place.zone, detail: by },
    ...(deadline !== undefined && { deadline, overdue: now >= deadline }),
  };
  return hold(addDuration(now, policy.recheck, place.zone), "sending-paused", evidence);
}
