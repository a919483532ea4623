import { addDuration } from "../../schedule/calendar.ts";
import type { ReasonEvidence } from "../evidence.ts";
import type { RuleContext } from "../rule-context.ts";
import { hold, skip, type Verdict } from "../verdict.ts";

/**
 * Nothing leaves a program that is not approved, and a paused one holds what is due, or drops it where the tenant
 * says so. A statutory message is never dropped here: it waits for a person to act, past the law's last moment
 * too, and its evidence says `overdue` so that somebody is told. The duty outlives an archived program.
 */
export function programState(context: RuleContext): Verdict | undefined {
  const { message, policy, judgedClass } = context;
  const statutory = judgedClass === "statutory";
  if (!message.approved || message.programStatus === "draft") {
    return statutory
      ? wait(context, "not-approved")
      : skip("not-approved", { program: message.program, step: message.step });
  }
  if (message.programStatus === "archived") {
    return statutory ? undefined : skip("program-ended", { program: message.program });
  }
  if (message.programStatus !== "paused" && message.programStatus !== "approved") return undefined;
  if (!statutory && policy.onProgramPaused === "drop") {
    return skip("program-paused", { program: message.program });
  }
  return wait(context, "program-paused");
}

function wait(context: RuleContext, reason: "not-approved" | "program-paused"): Verdict {
  const { message, policy, place, now } = context;
  const deadline = message.legalDeadline;
  const evidence: ReasonEvidence = {
    program: message.program,
    zone: place.zone,
    ...(deadline !== undefined && { deadline, overdue: now >= deadline }),
  };
  return hold(addDuration(now, policy.recheck, place.zone), reason, evidence);
}
