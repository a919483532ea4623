import type { Interaction } from "@perennial/contract";

/** How many contacts there were of one kind and direction. */
export interface ContactCount {
  readonly kind: Interaction["kind"];
  readonly direction: Interaction["direction"];
  readonly contacts: number;
}

/** Who took the initiative to contacts (D-38). */
export interface ContactInitiative {
  /** Taken by the company: messages, calls, meetings and visits of ours. */
  readonly proactive: number;
  /** Taken by the customer: calls, messages, cases, meetings and visits of theirs. */
  readonly reactive: number;
  /** The company's share of both, 0 to 1; nothing where there were none. */
  readonly share?: number;
}

/** What somebody takes the initiative to; a reply, a click or an answer follows from what came before. */
const BEGINNINGS: readonly Interaction["kind"][] = ["message", "call", "meeting", "visit", "case"];

/** Whether the company or the customer takes the initiative (D-38), from how many contacts there were of each kind. */
export function contactInitiative(counts: readonly ContactCount[]): ContactInitiative {
  const sum = (direction: Interaction["direction"]) =>
    counts
      .filter((count) => count.direction === direction && BEGINNINGS.includes(count.kind))
      .reduce((total, { contacts }) => total + contacts, 0);
  const proactive = sum("out");
  const reactive = sum("in");
  const all = proactive + reactive;
  return { proactive, reactive, ...(all > 0 && { share: proactive / all }) };
}
