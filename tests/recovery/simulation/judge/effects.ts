import { countTaken, type Evidence, effectsById, inWords, isContact, takenOf } from "./evidence.ts";
import type { LedgerEffect } from "./ledger.ts";

/** See `INVARIANTS`. */
export function mayBeSentOnce(evidence: Evidence): readonly string[] {
  const effects = effectsById(evidence);
  return [...countTaken(evidence)].flatMap(([id, times]) => {
    const effect = effects.get(id);
    if (times <= 1 || !effect) return [];
    const isAllowed =
      times === 2 && mayBeDoubled(effect, evidence) && isSaidUnclear(effect, evidence);
    return isAllowed ? [] : [`taken ${times} times: ${inWords(effect)}`];
  });
}

/**
 * Where the other side offers no proof, a message that the customer needs may be sent once more (reliability.md, 3.4).
 * A key is none once its time is over; within it a second one is remembered and not taken at all.
 */
function mayBeDoubled(effect: LedgerEffect, { world }: Evidence): boolean {
  if (effect.kind !== "message" || effect.class === "marketing") return false;
  const by = world.providers.find(({ taken }) =>
    taken.some(({ command }) => command.id === effect.commandId),
  );
  return by?.trueProof.lookUp === undefined && effect.resends <= 1;
}

function isSaidUnclear(effect: LedgerEffect, { ledger }: Evidence): boolean {
  return ledger.decisions.some(
    ({ enrolmentId, kind, step }) =>
      enrolmentId === effect.enrolmentId && kind === "unclear" && step === effect.step,
  );
}

/** See `INVARIANTS`. */
export function neverSentOnceTaken(evidence: Evidence): readonly string[] {
  const effects = effectsById(evidence);
  return takenOf(evidence).flatMap(({ command, roundSince }) => {
    const effect = effects.get(command.id);
    const since = effect && evidence.witness.takenBack.get(effect.key);
    if (!effect || since === undefined || since >= roundSince) return [];
    return [`taken back at ${since}, sent in the round of ${roundSince}: ${inWords(effect)}`];
  });
}

/** Steps of the small program that nobody needs who has answered. */
const REMINDERS: ReadonlySet<string> = new Set(["reminder", "ring", "nudge"]);

/** See `INVARIANTS`. */
export function leftInPeace(evidence: Evidence): readonly string[] {
  const effects = effectsById(evidence);
  const taken = takenOf(evidence);
  return taken.flatMap(({ command, roundSince }) => {
    const effect = effects.get(command.id);
    if (effect?.program !== "small" || !isContact(effect)) return [];
    if (!REMINDERS.has(effect.step)) return [];
    // An answer counts for the enrolment that was there: one that had been heard of by then.
    const heard = taken
      .filter((each) => effects.get(each.command.id)?.enrolmentId === effect.enrolmentId)
      .map(({ handedOver }) => handedOver);
    const first = Math.min(...heard);
    const answer = evidence.witness.answers.find(
      ({ customerId, knownSince }) =>
        customerId === effect.customerId && knownSince > first && knownSince < roundSince,
    );
    if (!answer) return [];
    return [
      `answered by ${answer.knownSince}, sent in the round of ${roundSince}: ${inWords(effect)}`,
    ];
  });
}

/** See `INVARIANTS`. */
export function accountsOfEffects(evidence: Evidence): readonly string[] {
  const { ledger } = evidence;
  const counts = countTaken(evidence);
  const known = effectsById(evidence);
  const strangers = [...counts.keys()].filter((id) => !known.has(id));
  return [
    ...strangers.map((id) => `${id} was sent and nobody asked for it`),
    ...ledger.effects.flatMap((effect) =>
      wrongWith(effect, counts.get(effect.commandId) ?? 0, evidence),
    ),
    ...missing(evidence),
  ];
}

/** Effects that enrolments counted and that are not there. */
function missing({ ledger }: Evidence): readonly string[] {
  return ledger.enrolments.flatMap(({ id, effects }) => {
    const found = ledger.effects.filter(({ enrolmentId, seq }) => enrolmentId === id && seq > 0);
    return found.length === effects
      ? []
      : [`enrolment ${id} asked for ${effects}, ${found.length} are there`];
  });
}

/** Ends that need nothing outside: a call that was never put on the list, what is told to subscribers, a note with nowhere to go. */
const INSIDE: ReadonlySet<string | null> = new Set([
  "call-not-placed",
  "published",
  "no-connection",
]);

function wrongWith(effect: LedgerEffect, taken: number, evidence: Evidence): readonly string[] {
  const { state, reason, kind, attempts, key } = effect;
  const line = `taken ${taken} times: ${inWords(effect)}`;
  const send = evidence.ledger.sends.get(key);
  switch (state) {
    case "done": {
      const isInside = kind === "start-program" || (INSIDE.has(reason) && attempts === 0);
      return taken > 0 || isInside ? [] : [`done and not done, ${line}`];
    }
    case "skipped":
      if (reason === null) return [`skipped without a reason, ${line}`];
      if (send !== undefined) return [`skipped and in the ledger of sends, ${line}`];
      return taken === 0 ? [] : [`skipped and sent, ${line}`];
    case "refused":
      if (reason === null) return [`refused without a reason, ${line}`];
      return taken === 0 || wasReportedFailed(effect, evidence)
        ? []
        : [`refused and taken, ${line}`];
    case "unclear":
      return attempts > 0 ? [] : [`unclear without an attempt, ${line}`];
    case "pending":
      // A long life is looked at before its end.
      return evidence.world.isRenewal && taken === 0 ? [] : [`never settled, ${line}`];
    default:
      return [`never settled, ${line}`];
  }
}

/** Of tasks and the like a refusal may follow on an attempt that was taken: they are the same twice. */
function wasReportedFailed({ commandId, kind }: LedgerEffect, { world }: Evidence): boolean {
  if (kind !== "message" && kind !== "call") return true;
  const id = `${commandId}:failed`;
  return world.postman.letters.some(({ signals }) => signals.some((signal) => signal.id === id));
}
