import {
  type ContactCount,
  type ContactInitiative,
  contactInitiative,
} from "../portfolio/contact-initiative.ts";

/** Who took the initiative to contacts, before and after (D-38). */
export interface InitiativeChange {
  readonly before: ContactInitiative;
  readonly after: ContactInitiative;
  /** How much larger the company's share has become, -1 to 1; nothing where either time had no contacts. */
  readonly change?: number;
}

/** Proactive against reactive contacts before and after a change (D-38). */
export function initiativeChange(
  before: readonly ContactCount[],
  after: readonly ContactCount[],
): InitiativeChange {
  const [first, second] = [contactInitiative(before), contactInitiative(after)];
  const isKnown = first.share !== undefined && second.share !== undefined;
  return {
    before: first,
    after: second,
    ...(isKnown && { change: second.share - first.share }),
  };
}
