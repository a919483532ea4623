import type { Facts } from "../facts/facts.ts";
import type { MessageEffect } from "./effect.ts";
import type { Enrolment } from "./enrolment.ts";

/**
 * The name under which a message may be sent to a customer once only, whichever enrolment asks; none for a
 * message without such a rule. It is taken when the message leaves, so that a club mail held over the
 * turn of the month counts for the month in which it is read, and an order is thanked for once.
 */
export function occurrenceOf(
  program: string,
  effect: MessageEffect,
  enrolment: Pick<Enrolment, "agreementId" | "invitationId">,
  facts: Facts,
): string | undefined {
  const name = `${program}:${effect.step}`;
  switch (effect.oncePer) {
    case undefined:
      return undefined;
    case "customer":
      return name;
    case "agreement":
      return `${name}:${enrolment.agreementId ?? ""}`;
    case "renewal":
      return `${name}:${facts.renewal?.id ?? enrolment.agreementId ?? ""}`;
    case "invitation":
      return `${name}:${enrolment.invitationId ?? ""}`;
    case "calendar-month":
      return `${name}:${facts.today.slice(0, 7)}`;
  }
}
