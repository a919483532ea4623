import { sameForm } from "../ledger.ts";
import type { Suppression } from "../person.ts";
import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

/**
 * A suppressed person or address gets nothing of what the suppression covers (product.md must-have 14). One of
 * marketing leaves statutory and service messages alone; where an address is closed to everything, a statutory
 * message has no address on this channel.
 */
export function suppression(context: RuleContext): SkipVerdict | undefined {
  const { message, person, judgedClass, place } = context;
  const found = person.suppressions.find((candidate) => applies(candidate, context));
  if (found === undefined) return undefined;
  return skip(judgedClass === "statutory" ? "missing-address" : "suppressed", {
    channel: message.channel,
    cause: judgedClass === "statutory" ? "unusable" : found.cause,
    at: found.at,
    source: found.source,
    zone: place.zone,
    ...(found.contactPoint !== undefined && { contactPoint: found.contactPoint }),
    ...(found.until !== undefined && { until: found.until }),
  });
}

function applies(suppressed: Suppression, { message, judgedClass, now }: RuleContext): boolean {
  if (suppressed.covers === "marketing" && judgedClass !== "marketing") return false;
  if (suppressed.until !== undefined && suppressed.until <= now) return false;
  if (suppressed.channel !== undefined && suppressed.channel !== message.channel) return false;
  const { contactPoint } = suppressed;
  return (
    contactPoint === undefined || sameForm(contactPoint) === sameForm(message.contactPoint ?? "")
  );
}
