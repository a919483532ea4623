import type { Instant } from "@perennial/contract";
import { judge } from "../policy/judge.ts";
import type { PolicyQuestion } from "../policy/question.ts";
import { type RuleContext, ruleContext } from "../policy/rule-context.ts";
import { expiryOf } from "../policy/rules/expiry.ts";
import { addDuration, instantAt, localDateOf } from "../schedule/calendar.ts";
import { addDays, addToDate } from "../schedule/date.ts";
import { dayKind, LONGEST_QUIET_DAYS } from "../schedule/quiet-hours.ts";

/**
 * The moment at which a message that may leave now may no longer, as things stand: the end of the hours, of the time
 * after an agreement, or of the message's own use. Only moments at which something ends are tried, and each is judged by
 * the policy itself, so that both can never disagree. Nothing where no end comes in sight: hours are looked at for 30 days.
 */
export function mayUntil(question: PolicyQuestion): Instant | undefined {
  return turningPoints(ruleContext(question))
    .filter((at) => at > question.now)
    .sort()
    .find((at) => judge({ ...question, now: at }).verdict !== "send");
}

/** The moments at which a yes can turn into a no while nothing else happens. */
function turningPoints(context: RuleContext): Instant[] {
  const { person, message } = context;
  const points = [
    ...closings(context),
    ...exceptionEnds(context),
    ...person.consents.map(({ at }) => at),
  ];
  if (message.legalDeadline !== undefined) points.push(message.legalDeadline);
  const expires = expiryOf(context);
  if (expires !== undefined && expires < inSight(context)) points.push(expires);
  return points;
}

/** What a message is of use for longer than this has no end that anybody would speak of. */
const IN_SIGHT = "P5Y";

function inSight({ now, place }: RuleContext): Instant {
  return addDuration(now, IN_SIGHT, place.zone);
}

/** The moments at which the exceptions for existing customers are over (product.md 3.2 and 3.4). */
function exceptionEnds({ person, policy, place }: RuleContext): readonly Instant[] {
  const endedOn = person.relationship?.endedOn;
  if (endedOn === undefined) return [];
  const { callExemptionMonths, existingCustomerMonths } = policy.rulePack;
  return [callExemptionMonths, existingCustomerMonths].map((months) =>
    instantAt(addToDate(endedOn, `P${months}M`), "24:00", place.zone),
  );
}

/** The ends of the hours in which such a message may disturb; none where it disturbs at no hour. */
function closings({ message, policy, judgedClass, place, now }: RuleContext): readonly Instant[] {
  const setting = policy.quietHours ?? policy.rulePack.quietHours;
  const { channel } = message;
  if (setting.exempt.some((each) => each.class === judgedClass && each.channel === channel)) {
    return [];
  }
  const windows = channel === "phone" ? setting.calls : setting[judgedClass];
  const today = localDateOf(now, place.zone);
  return Array.from({ length: LONGEST_QUIET_DAYS + 1 }, (_, day) => addDays(today, day)).flatMap(
    (date) =>
      windows[dayKind(date, place.holidays)].map(({ to }) => instantAt(date, to, place.zone)),
  );
}
