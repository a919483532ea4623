import type { TierOverrideView, TierStandingView } from "@perennial/api";
import type { TierOverrideStanding, TierStanding } from "@perennial/runtime";

/** What of a tier there is where no rules tell more. */
const UNKNOWN = {
  ...{ since: null, until: null, graceUntil: null, reason: null, reasonWords: null },
  ...{ qualifying: null, next: null, toKeep: null, remainingWords: null, keepingWords: null },
  ...{ promise: null, benefits: [] },
};

/** A customer's tier as clients see it (V-01 to V-05). */
export function tierView({ id, name, override, told }: TierStanding): TierStandingView {
  const set = override ? overrideView(override) : null;
  if (!told) return { ...UNKNOWN, id, name, override: set };
  const { since, until, graceUntil, reason, reasonWords, qualifying, toKeep } = told;
  const { words, promise, benefits } = told;
  return {
    ...{ id, name, override: set, since: since ?? null, until: until ?? null },
    ...{ graceUntil: graceUntil ?? null, reason: reason ?? null, reasonWords: reasonWords ?? null },
    ...{ qualifying: qualifying ?? null, toKeep: toKeep ?? null, next: words.next ?? null },
    ...{ remainingWords: words.remaining ?? null, keepingWords: words.keeping ?? null },
    promise: promise ? { ...promise, trace: [...promise.trace] } : null,
    benefits: benefits.map((benefit) => ({
      ...{ id: benefit.id, name: benefit.name, note: benefit.note ?? null },
      ...{ from: benefit.from ?? null, until: benefit.until ?? null },
    })),
  };
}

function overrideView(override: TierOverrideStanding): TierOverrideView {
  return { ...override };
}
