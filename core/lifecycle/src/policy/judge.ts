import { reachesCustomer } from "./message.ts";
import type { PolicyQuestion } from "./question.ts";
import { type Rule, type RuleContext, ruleContext } from "./rule-context.ts";
import { cap } from "./rules/cap.ts";
import { consent } from "./rules/consent.ts";
import { contactBudget } from "./rules/contact-budget.ts";
import { contactPoint } from "./rules/contact-point.ts";
import { customerGone } from "./rules/customer-gone.ts";
import { doNotCall } from "./rules/do-not-call.ts";
import { duplicate } from "./rules/duplicate.ts";
import { expiry, expiryOf } from "./rules/expiry.ts";
import { holdout } from "./rules/holdout.ts";
import { inCall } from "./rules/in-call.ts";
import { pause } from "./rules/pause.ts";
import { priority } from "./rules/priority.ts";
import { programState } from "./rules/program-state.ts";
import { quietHours, quietHoursOverride } from "./rules/quiet-hours.ts";
import { sendingPaused } from "./rules/sending-paused.ts";
import { suppression } from "./rules/suppression.ts";
import type { HoldVerdict, SendVerdict, Verdict } from "./verdict.ts";
import { skip } from "./verdict.ts";

/**
 * The checks in their order. The first that says skip gives the reason, whatever the others hold: what can never
 * be sent is not kept waiting. If none does, the longest hold is told, or that all sending is paused. The lawful reasons come before those of the
 * tenant's own making, and the control group last, so that its members are those who would else have been sent to.
 *
 * | check | stops by | statutory messages |
 * |---|---|---|
 * | customer-gone | skip | skipped |
 * | program-state | skip, hold | held, never skipped |
 * | sending-paused | hold | held, past the law's last moment too |
 * | in-call | hold | held, never past the legal deadline |
 * | contact-point | skip | skipped: a task is made |
 * | suppression | skip | skipped (missing-address) where the address is closed to everything |
 * | consent, do-not-call | skip | pass |
 * | duplicate | skip | skipped once accepted, or after two attempts of unknown outcome |
 * | expiry | skip | pass |
 * | pause | hold, skip | pass |
 * | contact-budget, cap, priority | hold, skip | pass |
 * | quiet-hours | hold, skip | held, never past the legal deadline |
 * | holdout | skip | pass |
 */
export const RULES: readonly Rule[] = [
  customerGone,
  programState,
  sendingPaused,
  inCall,
  contactPoint,
  suppression,
  consent,
  doNotCall,
  duplicate,
  expiry,
  pause,
  contactBudget,
  cap,
  priority,
  quietHours,
  holdout,
];

/**
 * Says whether a message may leave now, must wait until a moment, or never leaves, and on which facts
 * (architecture.md 4). It is asked at the moment of sending, not of planning, so that a STOP of a minute ago counts.
 * Judged again at a hold's `until`, a message is never held for the same reason to the same moment.
 *
 * @example
 * const verdict = judge({ message, person, ledger, policy, now: clock.now() });
 */
export function judge(question: PolicyQuestion): Verdict {
  if (!reachesCustomer(question.message)) {
    return { verdict: "send", basis: "contract", evidence: {} };
  }
  const context = ruleContext(question);
  let longest: HoldVerdict | undefined;
  for (const rule of RULES) {
    const verdict = rule(context);
    if (verdict?.verdict === "skip") return verdict;
    if (verdict?.verdict !== "hold") continue;
    if (longest === undefined || outranks(verdict, longest)) longest = verdict;
  }
  return longest === undefined ? send(context) : withinExpiry(longest, context);
}

/** The longer of two holds is told; before both, that all sending is paused, for somebody can let it go on. */
function outranks(held: HoldVerdict, other: HoldVerdict): boolean {
  if (other.reason === "sending-paused") return false;
  return held.reason === "sending-paused" || held.until > other.until;
}

/** A hold that outlasts the message is no hold: it is dropped now, or looked at when it expires. */
function withinExpiry(held: HoldVerdict, context: RuleContext): Verdict {
  const expiresAt = expiryOf(context);
  if (expiresAt === undefined || held.until < expiresAt) return held;
  // Quiet hours and caps end when they end. A pause may be lifted before.
  if (held.reason === "quiet-hours-wait" || held.reason === "capped") {
    return skip("expired", { ...held.evidence, expiresAt, cause: held.reason });
  }
  return { ...held, until: expiresAt, evidence: { ...held.evidence, expiresAt } };
}

function send(context: RuleContext): SendVerdict {
  const { ground, message, judgedClass, place, now } = context;
  const basis = ground.allowed ? ground.basis : "contract";
  const deadline = judgedClass === "statutory" ? message.legalDeadline : undefined;
  const legal =
    deadline === undefined ? {} : { deadline, overdue: now > deadline, zone: place.zone };
  const evidence = { ...ground.evidence, ...legal, ...quietHoursOverride(context) };
  return { verdict: "send", basis, evidence };
}
