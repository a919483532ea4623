import { type Evidence, takenOf } from "./evidence.ts";
import type { KnownConsent } from "./witness.ts";

/**
 * See `INVARIANTS`. What the company learns while a round is under way may count or not: a message is wrong only if
 * it was unlawful by all that was known from the beginning of its round to its handing over.
 */
export function permission(evidence: Evidence): readonly string[] {
  const { consents } = evidence.witness;
  return takenOf(evidence).flatMap(({ command, roundSince, handedOver }) => {
    if (command.kind !== "send-sms" || command.class !== "marketing") return [];
    const own = consents.filter(
      ({ customerId, channel }) => customerId === command.customerId && channel === "sms",
    );
    const learnt = own.map(({ knownSince }) => knownSince);
    const moments = [roundSince, ...learnt.filter((at) => at >= roundSince && at <= handedOver)];
    if (moments.some((moment) => isAllowed(own, moment))) return [];
    return [`${command.id} to ${command.customerId}, in the round of ${roundSince}: ${words(own)}`];
  });
}

/** Whether the word in force by what was known at a moment is a yes; of two at one instant the no counts. */
function isAllowed(consents: readonly KnownConsent[], moment: number): boolean {
  const known = consents.filter(({ knownSince }) => knownSince <= moment);
  const latest = known
    .map(({ at }) => at)
    .sort()
    .at(-1);
  const last = known.filter(({ at }) => at === latest);
  return last.length > 0 && last.every(({ state }) => state === "given");
}

function words(consents: readonly KnownConsent[]): string {
  const lines = consents.map(
    ({ state, at, knownSince }) => `${state} at ${at}, known at ${knownSince}`,
  );
  return lines.length > 0 ? lines.join("; ") : "nobody ever asked";
}
