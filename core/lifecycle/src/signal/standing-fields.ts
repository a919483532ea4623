import type { AttributeValue, Signal } from "@perennial/contract";

type Fields = Readonly<Record<string, AttributeValue>>;

/** The fields of signals about where a customer stands (M-01, M-07, V-04, D-13, B-06); none of other signals. */
export function standingFields(signal: Signal): Fields {
  switch (signal.type) {
    case "customer.tier-changed":
      return { ...moveOf(signal), direction: signal.direction, reason: signal.reason };
    case "customer.tier-near":
      return { tier: signal.tier, remaining: signal.remaining };
    case "customer.class-changed":
    case "customer.band-changed":
      return { ...moveOf(signal), direction: signal.direction };
    case "customer.flow-changed":
      return { ...moveOf(signal), wanted: signal.wanted };
    case "customer.phase-changed":
    case "customer.segment-changed":
      return moveOf(signal);
    case "customer.group-joined":
    case "customer.group-left":
      return { group: signal.group };
    case "customer.risk-changed":
      return { ...moveOf(signal), direction: signal.direction, churn: signal.churn };
    case "points.expiring":
      return { points: signal.points, on: signal.on };
    case "visit.due":
      return { points: signal.points, whyNow: signal.whyNow, bring: signal.bring };
    default:
      return {};
  }
}

function moveOf({
  from,
  to,
}: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): Fields {
  return { from: from ?? null, to: to ?? null };
}
