import type { RuleContext } from "../rule-context.ts";
import { hold, skip, type Verdict } from "../verdict.ts";

/** A customer's own pause holds marketing until it is over, or drops it where the tenant says so (V-08). */
export function pause({
  person,
  policy,
  judgedClass,
  place,
  now,
}: RuleContext): Verdict | undefined {
  const until = person.customer.pausedUntil;
  if (judgedClass !== "marketing" || until === undefined || until <= now) return undefined;
  const evidence = { zone: place.zone };
  return policy.onPause === "drop"
    ? skip("paused", { ...evidence, until })
    : hold(until, "paused", evidence);
}
