import type { Instant } from "@perennial/contract";
import { AWAITING_AGENT } from "@perennial/lifecycle";
import type { NewDecision, NewOrder, NewStimulus, OutboxRow } from "@perennial/store";
import { alarmOrder } from "./alarm-order.ts";
import type { Batch } from "./batch.ts";
import { channelOf, contactEffect } from "./contact-effect.ts";
import { keptEvidence } from "./kept-evidence.ts";
import type { Alarm, Evidence, PlannedRow } from "./plan.ts";

/** What is told of a plan, and why; nothing that was told before. */
export function decisionOf({ row, plan }: PlannedRow, batch: Batch): readonly NewDecision[] {
  const about = (kind: NewDecision["kind"], reason: string, evidence: Evidence): NewDecision[] => [
    {
      at: batch.now,
      kind,
      reason,
      customerId: row.customerId,
      program: batch.origins.get(row.enrolmentId)?.program ?? "",
      enrolmentId: row.enrolmentId,
      step: row.order.step,
      evidence: keptEvidence(evidence),
    },
  ];
  switch (plan.do) {
    case "hold":
      if (plan.told) return [];
      // Who waits for a turn waits for others; when the turn comes nobody knows yet.
      if (plan.reason === AWAITING_AGENT) return about("held", plan.reason, plan.evidence);
      return about("held", plan.reason, { ...plan.evidence, until: plan.until });
    case "skip":
      return about("skipped", plan.reason, plan.evidence);
    case "give-up":
      return about("unclear", "unknown-outcome", plan.evidence);
    case "fail":
      return about("failed", "provider-rejected", { detail: plan.detail });
    case "attempt":
      return plan.resend === "unproven"
        ? about("unclear", "unknown-outcome", sentAgain(row, batch))
        : [];
    default:
      return [];
  }
}

/** Nobody knows whether the attempt before arrived; the law or the customer's use of it outweighs a repeat. */
function sentAgain(row: OutboxRow, batch: Batch): Evidence {
  return {
    cause: "sent-again",
    zone: batch.tenant.timeZone,
    count: row.attempts,
    ...(row.attemptedAt !== null && { at: row.attemptedAt }),
  };
}

/** The task for a person that a plan asks for, if it does. */
export function alarmOf({ row, plan }: PlannedRow, now: Instant): readonly NewOrder[] {
  const alarm: Alarm | undefined = "alarm" in plan ? plan.alarm : undefined;
  const effect = contactEffect(row.order);
  if (!alarm || !effect) return [];
  return [alarmOrder(row, { at: now, channel: channelOf(effect), ...alarm })];
}

/** What an enrolment is told of a plan: that its message will not be sent. */
export function stimulusOf({ row, plan }: PlannedRow, batch: Batch): readonly NewStimulus[] {
  if (plan.do !== "skip" && plan.do !== "give-up") return [];
  if (!contactEffect(row.order) || batch.origins.get(row.enrolmentId)?.ended) return [];
  const reason = plan.do === "skip" ? plan.reason : "unknown-outcome";
  const { enrolmentId, seq } = row;
  const stimulus = { kind: "settled", seq, outcome: "not-sent", at: batch.now, reason } as const;
  return [{ enrolmentId, stimulus }];
}
