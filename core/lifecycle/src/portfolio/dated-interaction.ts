import type { Interaction, LocalDate } from "@perennial/contract";
import { localDateOf } from "../schedule/calendar.ts";

/** What contacts with a customer are counted as: M-13, M-17. */
export const CONTACT_SIGNS = ["call-in", "complaint", "call-declined"] as const;
export type ContactSign = (typeof CONTACT_SIGNS)[number];

/** A contact that says something of what a customer costs, or of whether it is leaving. */
export interface DatedSign {
  /** Its calendar date in the tenant's zone. */
  readonly on: LocalDate;
  readonly sign: ContactSign;
}

/** The outcomes of a case that make it a complaint, unless the tenant's plan names others. */
export const COMPLAINT_OUTCOMES: readonly string[] = ["complaint", "claim"];

/**
 * The signs among a customer's contacts, oldest first: a call from the customer, a call from us that was declined, and a
 * case from the customer whose outcome is one of a complaint. Everything else says nothing here.
 */
export function dateSigns(
  interactions: readonly Interaction[],
  zone: string,
  complaintOutcomes: readonly string[] = COMPLAINT_OUTCOMES,
): readonly DatedSign[] {
  return interactions
    .flatMap((interaction): DatedSign[] => {
      const sign = signOf(interaction, complaintOutcomes);
      return sign === undefined ? [] : [{ on: localDateOf(interaction.at, zone), sign }];
    })
    .sort((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}

function signOf(
  { kind, direction, outcome }: Interaction,
  complaintOutcomes: readonly string[],
): ContactSign | undefined {
  if (kind === "call" && direction === "in") return "call-in";
  if (kind === "call") return outcome === "declined" ? "call-declined" : undefined;
  const isComplaint = kind === "case" && direction === "in" && outcome !== undefined;
  return isComplaint && complaintOutcomes.includes(outcome) ? "complaint" : undefined;
}
