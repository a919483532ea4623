import type { Told } from "./tell-story.ts";

/**
 * How a story ended, in lines that are the same however often Perennial was killed on the way: who got what, and
 * where everybody stands. When it was, and under which number, is left out.
 */
export function outcomeOf({ world, ledger }: Told): Readonly<Record<string, readonly string[]>> {
  const { messages, calls, acts, records } = world;
  const customers = new Map(
    ledger.enrolments.map(({ id, customer, agreement }) => [id, `${customer} ${agreement}`]),
  );
  return {
    messages: lines(messages, ({ by, whom, what }) => [by, whom, what]),
    // The number of a withdrawn entry is that of an enrolment.
    calls: lines(calls, ({ by, whom, what }) => [by, whom.replace(/^t\d+-e\d+/, ""), what]),
    acts: lines(acts, ({ by, whom, what }) => [by, whom, what]),
    records,
    enrolments: lines(
      ledger.enrolments,
      ({ customer, agreement, round, stage, step, ended, variables }) => [
        ...[customer, agreement, round, stage, step, ended, variables],
      ],
    ),
    effects: lines(
      // A call that is over when its order comes in cannot be taken off the list, which harms nobody; whether it
      // is tried depends on which of the two was told first.
      ledger.effects.filter(({ kind, state }) => kind !== "withdraw-call" || state !== "refused"),
      ({ enrolment, kind, step, state, reason }) => [
        customers.get(enrolment),
        kind,
        step,
        state,
        reason,
      ],
    ),
    timeline: lines(ledger.timeline, (line) => [line]),
    consents: ledger.consents,
    signals: ledger.signals,
  };
}

function lines<T>(items: readonly T[], fields: (item: T) => readonly unknown[]): readonly string[] {
  return items.map((item) => withoutTimes(fields(item).join(" | "))).sort();
}

/** Instants differ by how long it took to find things out, links by the installation that made them. */
function withoutTimes(text: string): string {
  return text
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "(then)")
    .replace(/http:\/\/127\.0\.0\.1:\d+\/unsubscribe\/[\w.-]+/g, "(link)");
}
