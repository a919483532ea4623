import type { Told } from "./tell-story.ts";

/**
 * How a story ended, in lines that are the same however often Perennial was killed on the way: who got what, and
 * where everybody stands. When it was, and under which number, is left out.
 */
export function outcomeOf({ world, ledger }: Told): Readonly<Record<string, readonly string[]>> {
  const effects = new Map(ledger.effects.map((effect) => [effect.commandId, effect]));
  const cases = new Map(
    ledger.enrolments.map((each) => [each.id, `${each.customer} ${each.agreement}`]),
  );
  return {
    messages: lines(world.messages, ({ commandId, by, whom }) => [
      by,
      whom,
      effects.get(commandId)?.step,
    ]),
    // A withdrawn entry is known by the number of an enrolment.
    calls: lines(world.calls, ({ by, whom, what }) => [by, whom.replace(/^t\d+-e\d+/, ""), what]),
    // What was said after a call names the order if that was told of before the call.
    acts: lines(world.acts, ({ commandId, whom, what }) => {
      const { kind, step } = effects.get(commandId) ?? {};
      return [whom, kind, step, kind === "note" ? "" : what];
    }),
    records: world.records,
    enrolments: lines(ledger.enrolments, (each) => {
      const { customer, agreement, round, stage, step, ended, variables } = each;
      return [customer, agreement, round, stage, step, ended, variables];
    }),
    // A call that is over when its order comes in cannot be taken off the list, which harms nobody; whether it is
    // tried depends on which of the two was told first.
    effects: lines(
      ledger.effects.filter(({ kind, state }) => kind !== "withdraw-call" || state !== "refused"),
      ({ enrolment, kind, step, state, reason }) => [
        cases.get(enrolment),
        kind,
        step,
        state,
        reason,
      ],
    ),
    timeline: ledger.timeline,
    consents: ledger.consents,
    signals: ledger.signals,
  };
}

function lines<T>(items: readonly T[], fields: (item: T) => readonly unknown[]): readonly string[] {
  return items.map((item) => withoutTimes(fields(item).join(" | "))).sort();
}

/** Instants differ by how long it took to find things out, also where a text tells staff of one. */
function withoutTimes(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z| \d{2}:\d{2})/g, "(then)");
}
