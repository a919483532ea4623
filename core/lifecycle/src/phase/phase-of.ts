import type { LocalDate, PHASES, RiskLevel } from "@perennial/contract";
import { addToDate, subtractFromDate } from "../schedule/date.ts";
import type { LEAVING_ACTS, PhaseRules } from "./phase-rules.ts";

/** A lifecycle phase (M-01). */
export type Phase = (typeof PHASES)[number];
/** What a customer did that shows it is leaving (M-18). */
export type LeavingAct = (typeof LEAVING_ACTS)[number];

/** What the phase of one customer follows from. */
export interface PhaseFigures {
  /** When it began; nothing for one that has not, such as a prospect. */
  readonly began?: LocalDate;
  /** Whether the flow says that it is lost. */
  readonly isLost: boolean;
  /** Whether the condition that ends the welcome holds; false where the plan has none. */
  readonly isWelcomeOver: boolean;
  /** Nothing where no model says. */
  readonly risk?: RiskLevel;
  /** The latest day of each act, if any. */
  readonly acts: Partial<Readonly<Record<LeavingAct, LocalDate>>>;
  /** Whether the plan's own condition for retaining holds; false where it has none. */
  readonly isToRetain: boolean;
}

/** Why a customer is in its phase, or in none. */
export const PHASE_REASONS = [
  "not-begun",
  "lost",
  "act",
  "risk",
  "condition",
  "welcome",
  "welcomed",
] as const;
export type PhaseReason = (typeof PHASE_REASONS)[number];

/** A customer's phase and why; without a phase it is no active customer. */
export interface PhaseVerdict {
  readonly phase?: Phase;
  readonly reason: PhaseReason;
}

/** A customer with more risk is one to retain, too. */
const RISK_RANK: Readonly<Record<RiskLevel | "never", number>> = {
  low: 0,
  medium: 1,
  high: 2,
  never: 3,
};

/**
 * The phase of one customer (M-01, M-02, M-17, M-18): the first line that fits. Signs of leaving count before the
 * welcome. It follows from the day's figures alone: where the condition that ended a welcome no longer holds, the customer is
 * welcomed again, so one that stays true is to be chosen.
 */
export function phaseOf(figures: PhaseFigures, rules: PhaseRules, today: LocalDate): PhaseVerdict {
  const { began, risk } = figures;
  if (began === undefined || began > today) return { reason: "not-begun" };
  if (figures.isLost) return { reason: "lost" };
  if (hasActed(figures, rules, today)) return { phase: "retain", reason: "act" };
  if (risk !== undefined && RISK_RANK[risk] >= RISK_RANK[rules.retain.risk]) {
    return { phase: "retain", reason: "risk" };
  }
  if (figures.isToRetain) return { phase: "retain", reason: "condition" };
  if (isWelcomed(began, figures, { rules, today })) return { phase: "develop", reason: "welcomed" };
  return { phase: "welcome", reason: "welcome" };
}

/** Whether an act counts: it was done after the same date the rules' time ago, until and with today. */
function hasActed({ acts }: PhaseFigures, { retain }: PhaseRules, today: LocalDate): boolean {
  const after = subtractFromDate(today, retain.actsFor);
  return retain.acts.some((act) => {
    const on = acts[act];
    return on !== undefined && on > after && on <= today;
  });
}

/** The welcome lasts until the day before its time is over; on that day it has ended. */
function isWelcomed(
  began: LocalDate,
  { isWelcomeOver }: PhaseFigures,
  { rules, today }: { readonly rules: PhaseRules; readonly today: LocalDate },
): boolean {
  const { for: length, until } = rules.welcome;
  const isTimeOver = length !== undefined && addToDate(began, length) <= today;
  return isTimeOver || (until !== undefined && isWelcomeOver);
}
