import { type Evidence, inWords, isContact } from "./evidence.ts";
import type { LedgerEffect } from "./ledger.ts";

const OPEN: ReadonlySet<string> = new Set(["pending", "claimed", "unknown"]);

/** See `INVARIANTS`. */
export function waitsOrHasEnded({ ledger, world }: Evidence): readonly string[] {
  const stuck = ledger.enrolments.flatMap(({ id, ended, program, step, wakeAt, customerId }) => {
    if (ended) return [];
    const line = `enrolment ${id} (${customerId}, ${program}) stands at ${step} and waits for ${wakeAt}`;
    // The small programs are over in days; only the real one is looked at under way.
    if (!world.isRenewal || program !== "renewal") return [line];
    const isOpen = ledger.effects.some((each) => each.enrolmentId === id && OPEN.has(each.state));
    return wakeAt !== null || isOpen ? [] : [line];
  });
  if (ledger.stimuli === 0) return stuck;
  return [...stuck, `${ledger.stimuli} happenings reached no enrolment`];
}

/** The decisions of which one at least says what became of a message or a call. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  done: ["sent"],
  skipped: ["skipped", "withdrawn"],
  refused: ["refused", "failed"],
  unclear: ["unclear"],
};

/** See `INVARIANTS`. */
export function historyIsComplete({ ledger }: Evidence): readonly string[] {
  const count = (enrolmentId: number, kinds: readonly string[], step?: string) =>
    ledger.decisions.filter(
      (each) =>
        each.enrolmentId === enrolmentId &&
        kinds.includes(each.kind) &&
        (step === undefined || each.step === step),
    ).length;
  const comings = ledger.enrolments.flatMap(({ id, ended }) => {
    const entered = count(id, ["entered"]);
    const left = count(id, ["ended"]);
    if (entered === 1 && left === Number(ended)) return [];
    return [`enrolment ${id} entered ${entered} times and ended ${left} times`];
  });
  const contacts = ledger.effects.filter((each) => isContact(each) && each.state in TELLING);
  const groups = Map.groupBy(
    contacts,
    ({ enrolmentId, step, state }) => `${enrolmentId} ${step} ${state}`,
  );
  const silent = [...groups.values()].flatMap((effects) => {
    const [first] = effects;
    if (!first) return [];
    const told = count(first.enrolmentId, TELLING[first.state] ?? [], first.step);
    return told >= effects.length ? [] : [`nothing says why: ${inWords(first)}`];
  });
  return [...comings, ...silent, ...ledger.effects.flatMap((effect) => untold(effect, ledger))];
}

/** A message that left is on the timeline and in the ledger of sends; the decision alone is not enough. */
function untold(effect: LedgerEffect, ledger: Evidence["ledger"]): readonly string[] {
  if (effect.kind !== "message" || effect.state !== "done") return [];
  return ledger.timeline.has(effect.commandId) ? [] : [`not on the timeline: ${inWords(effect)}`];
}
