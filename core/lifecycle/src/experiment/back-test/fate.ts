import type { LocalDate } from "@perennial/contract";
import { flowLimits } from "../../flow/flow-limits.ts";
import type { FlowRules } from "../../flow/flow-rules.ts";
import { flowStateAt, isInBase } from "../../flow/flow-state.ts";
import type { CustomerHistory } from "../../portfolio/customer-history.ts";
import { type DatedAgreement, runsOn } from "../../portfolio/dated-agreement.ts";
import { addDays, addToDate } from "../../schedule/date.ts";

/** What really became of a customer in a period. */
export interface Fate {
  /** `left`, or what it did that stayed: renewed or bought, or just went on. */
  readonly became: "left" | "came-back" | "went-on";
  /** The day from which it was too late to reach a customer that left. */
  readonly leftOn?: LocalDate;
}

/** A period, its first and last day. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A new agreement that begins so soon after the old one continues it, in days. */
const GAP = 31;

/**
 * What became of a customer that the company had when a period began; nothing for one it did not have. By agreements a
 * customer leaves on the day it cancels the last one, or the day after that one has run out, where no other begins within a
 * month; by purchases on the day it counts as lost (D-16).
 */
export function fateOf(
  history: Pick<CustomerHistory, "purchases" | "agreements">,
  rules: FlowRules,
  period: Period,
): Fate | undefined {
  const before = addDays(period.from, -1);
  if (!isInBase(flowStateAt(history, rules, before))) return undefined;
  return rules.basis === "agreements"
    ? fateByAgreements(history.agreements, period)
    : fateByPurchases(history, rules, period);
}

function fateByPurchases(
  history: Pick<CustomerHistory, "purchases" | "agreements">,
  rules: FlowRules,
  { from, to }: Period,
): Fate {
  const bought = history.purchases.filter(({ isReturn }) => !isReturn).map(({ on }) => on);
  const inPeriod = bought.filter((on) => on >= from && on <= to);
  if (flowStateAt(history, rules, to) !== "lost") {
    return { became: inPeriod.length > 0 ? "came-back" : "went-on" };
  }
  const last = bought.filter((on) => on <= to).reduce((a, b) => (b > a ? b : a), from);
  return { became: "left", leftOn: lostOn(last, rules) };
}

/** The first day on which a customer that last bought on a day counts as lost. */
function lostOn(last: LocalDate, rules: FlowRules): LocalDate {
  let day = addToDate(last, rules.lostAfter);
  // A month's last days have no counterpart in shorter ones: look a few days either way.
  while (flowLimits(rules, addDays(day, -1)).lost >= last) day = addDays(day, -1);
  while (flowLimits(rules, day).lost < last) day = addDays(day, 1);
  return day;
}

function fateByAgreements(agreements: readonly DatedAgreement[], { from, to }: Period): Fate {
  const before = addDays(from, -1);
  let current = latest(agreements.filter((each) => runsOn(each, before)));
  let continued = false;
  while (current) {
    const over = lastDay(current);
    if (over === undefined || over >= to) break;
    const limit = addDays(over, GAP);
    const next = latest(agreements.filter((each) => each.from <= limit && isAfter(each, over)));
    if (!next) {
      const cancelled = current.cancelledOn;
      const gone = addDays(over, 1);
      return {
        became: "left",
        leftOn: cancelled !== undefined && cancelled < gone ? cancelled : gone,
      };
    }
    continued = true;
    current = next;
  }
  return { became: continued ? "came-back" : "went-on" };
}

/** The one that runs longest. */
function latest(agreements: readonly DatedAgreement[]): DatedAgreement | undefined {
  return agreements.reduce<DatedAgreement | undefined>((found, each) => {
    if (!found) return each;
    const [a, b] = [lastDay(found), lastDay(each)];
    return a !== undefined && (b === undefined || b > a) ? each : found;
  }, undefined);
}

function isAfter(agreement: DatedAgreement, day: LocalDate): boolean {
  const over = lastDay(agreement);
  return over === undefined || over > day;
}

function lastDay({ end, stoppedOn }: DatedAgreement): LocalDate | undefined {
  if (end === undefined || stoppedOn === undefined) return end ?? stoppedOn;
  return end < stoppedOn ? end : stoppedOn;
}
