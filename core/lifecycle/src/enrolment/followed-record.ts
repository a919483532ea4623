import type { ProgramSubject } from "../program/program.ts";
import type { Enrolment } from "./enrolment.ts";

/** The records of a customer that an enrolment may keep: they are its facts, whatever its program is about. */
export type KeptRecords = Pick<Enrolment, "agreementId" | "invitationId">;

/**
 * The record whose signals alone an enrolment hears, of its kind: the one its program is about, and none where that is
 * the customer. An enrolment of a program about customers keeps the agreement or invitation that opened it all the
 * same, because its conditions and texts may ask about it, and hears of the customer's others as well (P-01, P-05).
 */
export function followedRecord(
  subject: ProgramSubject,
  { agreementId, invitationId }: { readonly [Name in keyof KeptRecords]?: string | undefined },
): KeptRecords {
  if (subject === "agreement") return agreementId === undefined ? {} : { agreementId };
  if (subject !== "invitation" || invitationId === undefined) return {};
  return { invitationId };
}
