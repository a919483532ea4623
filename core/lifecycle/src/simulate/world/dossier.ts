import type { Consent, Customer, Instant, Interaction, Purchase } from "@perennial/contract";
import type { LedgerEntry } from "../../policy/ledger.ts";
import type { Relationship } from "../../policy/person.ts";
import type { Case } from "../cases/case.ts";

/** Everything about one customer in a dry run; it changes in place as the days pass. */
export interface Dossier {
  customer: Customer;
  readonly agreementIds: string[];
  readonly purchases: Purchase[];
  readonly interactions: Interaction[];
  readonly consents: Consent[];
  /** Enrolments that have not ended, oldest first. */
  readonly running: Case[];
  /** The latest enrolment of each program and key. */
  readonly rounds: Map<string, Case>;
  /** What was sent, as far back as the policy looks, oldest first. */
  readonly sends: LedgerEntry[];
  /** When marketing was sent in the last year, oldest first. */
  readonly marketing: Instant[];
  /** The names under which messages have been sent that are sent once only. */
  readonly occurrences: Set<string>;
  /** The enrolment that sent the latest text message: the one an answer is for. */
  lastTexter: Case | undefined;
  /** What the agreements amount to; worked out when it is asked for. */
  relationship: Relationship | "unknown" | "none";
}

/** Opens the dossier of a customer. */
export function openDossier(customer: Customer): Dossier {
  return {
    customer,
    agreementIds: [],
    purchases: [],
    interactions: [],
    consents: [],
    running: [],
    rounds: new Map(),
    sends: [],
    marketing: [],
    occurrences: new Set(),
    lastTexter: undefined,
    relationship: "unknown",
  };
}
