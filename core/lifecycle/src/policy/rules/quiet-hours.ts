import type { Instant } from "@perennial/contract";
import { localDateOf } from "../../schedule/calendar.ts";
import { holidayOn } from "../../schedule/holidays.ts";
import { nextAllowed, type SendingWindows } from "../../schedule/quiet-hours.ts";
import type { ReasonEvidence } from "../evidence.ts";
import type { RuleContext } from "../rule-context.ts";
import { hold, skip, type Verdict } from "../verdict.ts";

/**
 * Nobody is disturbed at night, or with marketing on a red day: the message waits for the recipient's morning or is
 * dropped (product.md must-have 13). A statutory message never waits past the law's last moment.
 */
export function quietHours(context: RuleContext): Verdict | undefined {
  const until = quietUntil(context);
  if (until === undefined || overridden(until, context)) return undefined;
  const { message, policy, judgedClass, place, now } = context;
  const red = holidayOn(localDateOf(now, place.zone), place.holidays);
  const evidence: ReasonEvidence = {
    channel: message.channel,
    zone: place.zone,
    ...(red !== undefined && { holiday: red.name }),
    ...(judgedClass === "statutory" &&
      message.legalDeadline && { deadline: message.legalDeadline }),
  };
  const mode = message.onQuietHours ?? policy.onQuietHours;
  return mode === "drop" && judgedClass !== "statutory"
    ? skip("quiet-hours-drop", { ...evidence, until })
    : hold(until, "quiet-hours-wait", evidence);
}

/** What to say of a statutory message that leaves in quiet hours because its last moment comes before morning. */
export function quietHoursOverride(context: RuleContext): ReasonEvidence {
  const deadline = context.message.legalDeadline;
  const until = context.judgedClass === "statutory" ? quietUntil(context) : undefined;
  if (deadline === undefined || until === undefined || until <= deadline) return {};
  return { cause: "legal-deadline", deadline, until, overdue: context.now > deadline };
}

function quietUntil(context: RuleContext): Instant | undefined {
  const windows = windowsFor(context);
  if (windows === undefined) return undefined;
  const until = nextAllowed(context.now, windows, context.place);
  return until === context.now ? undefined : until;
}

function overridden(until: Instant, { message, judgedClass }: RuleContext): boolean {
  const deadline = message.legalDeadline;
  return judgedClass === "statutory" && deadline !== undefined && until > deadline;
}

function windowsFor({ message, policy, judgedClass }: RuleContext): SendingWindows | undefined {
  const setting = policy.quietHours ?? policy.rulePack.quietHours;
  const exempt = setting.exempt.some(
    (entry) => entry.class === judgedClass && entry.channel === message.channel,
  );
  if (exempt) return undefined;
  return message.channel === "phone" ? setting.calls : setting[judgedClass];
}
