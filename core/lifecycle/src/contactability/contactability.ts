import type { Channel, Instant, LocalizedText, MessageClass } from "@perennial/contract";
import { judge } from "../policy/judge.ts";
import { judgedClass } from "../policy/message.ts";
import { type NextContact, nextContact } from "../policy/next-contact.ts";
import type { PolicyQuestion } from "../policy/question.ts";
import type { LegalBasis, Verdict } from "../policy/verdict.ts";
import { contactabilitySentence } from "./contactability-sentence.ts";
import { mayUntil } from "./may-until.ts";

/** Whether a person may be reached on a channel, on which ground, from when and until when (product.md 2, item 9). */
export interface Contactability {
  readonly channel: Channel;
  readonly class: MessageClass;
  /** Now, later, never as things stand, or when a person has acted. `now` exactly when the policy would send now. */
  readonly when: "now" | "later" | "unknown" | "never";
  /** What the policy says of it now. */
  readonly verdict: Verdict;
  /** The ground it is lawful on, where it is. */
  readonly basis?: LegalBasis;
  /** The first moment at which it may be; now where it may be now. */
  readonly from?: Instant;
  /** The moment from which it may no longer; missing where no end comes in sight. */
  readonly until?: Instant;
  /** All of it, as an agent reads it. */
  readonly sentence: LocalizedText;
}

/**
 * Says whether a message may leave now, from when and until when, by asking the contact policy and nobody else: an agent
 * never reads another answer than the programs get.
 *
 * @example
 * contactability({ message, person, ledger, policy, now: clock.now() }).sentence.sv;
 */
export function contactability(question: PolicyQuestion): Contactability {
  const verdict = judge(question);
  const { message } = question;
  const base = { channel: message.channel, class: judgedClass(message), verdict };
  const span = spanOf(question, nextContact(question));
  return { ...base, ...span, sentence: contactabilitySentence(question, { ...base, ...span }) };
}

type Span = Pick<Contactability, "when" | "basis" | "from" | "until">;

function spanOf(question: PolicyQuestion, next: NextContact): Span {
  if (next.when === "never") return { when: "never" };
  if (next.when === "unknown") return { when: "unknown" };
  const until = mayUntil({ ...question, now: next.at });
  return {
    when: next.at === question.now ? "now" : "later",
    basis: next.basis,
    from: next.at,
    ...(until !== undefined && { until }),
  };
}
