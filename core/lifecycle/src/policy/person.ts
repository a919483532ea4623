import type {
  Agreement,
  Channel,
  Consent,
  Customer,
  Instant,
  LocalDate,
} from "@perennial/contract";
import type { OngoingCall } from "../caller/call-in-progress.ts";

/**
 * A person, or one address of theirs, taken off the list (product.md must-have 14). `marketing` stops
 * advertising; `everything` stops all, as for a number that does not exist.
 */
export interface Suppression {
  readonly covers: "marketing" | "everything";
  /** All channels where it is missing. */
  readonly channel?: Channel | undefined;
  /** All addresses where it is missing. */
  readonly contactPoint?: string | undefined;
  readonly cause: "objection" | "complaint" | "bounced" | "invalid" | "staff";
  readonly at: Instant;
  /** Without end where it is missing. */
  readonly until?: Instant | undefined;
  /** Where it was said or seen, such as `sms-reply` or `e-mail-bounce`. */
  readonly source: string;
}

/** The business a person does or did with the company, which some contact is lawful by. */
export interface Relationship {
  /** The first day of the first agreement. */
  readonly since?: LocalDate | undefined;
  /** The last day of the last agreement; missing while one runs until further notice. */
  readonly endedOn?: LocalDate | undefined;
  /**
   * Whether the address was given at a sale where the person could decline marketing; the policy's
   * assumption where it is missing (19 § marknadsföringslagen).
   */
  readonly addressFromSale?: boolean | undefined;
}

/** What the policy has to know of the person a message is for. */
export interface Person {
  readonly customer: Customer;
  readonly consents: readonly Consent[];
  readonly suppressions: readonly Suppression[];
  /** Missing for one who has never been a customer. */
  readonly relationship?: Relationship | undefined;
  /** Purchases in the last twelve months: the more of them, the fewer offers (V-12). @default 0 */
  readonly purchasesLastYear?: number | undefined;
  /** Calls with the person of late that may still be on. @default none */
  readonly calls?: readonly OngoingCall[] | undefined;
  /** Set when nobody is to be reached any more: erased at the person's wish, deceased, or gone from the CRM. */
  readonly gone?:
    | { readonly at: Instant; readonly cause: "erased" | "deceased" | "deleted" }
    | undefined;
}

/** Whose an agreement is, and from when to when it holds. */
export type AgreementSpan = Pick<Agreement, "party" | "start" | "end" | "cancelledAt">;

/**
 * The business relation that a customer's agreements amount to: in force while one of the company's own has
 * no end, over on the last end otherwise. An order that was cancelled before its start counts for nothing.
 */
export function relationshipOf(agreements: readonly AgreementSpan[]): Relationship | undefined {
  const spans = agreements
    .filter((agreement) => agreement.party === "own")
    .map((agreement) => ({ start: agreement.start, end: lastDay(agreement) }))
    .filter(({ start, end }) => end === undefined || end >= start);
  if (spans.length === 0) return undefined;
  const since = spans.map(({ start }) => start).reduce((a, b) => (a < b ? a : b));
  const ends = spans.map(({ end }) => end);
  if (ends.includes(undefined)) return { since };
  const endedOn = ends.reduce((a, b) => ((a ?? "") > (b ?? "") ? a : b));
  return { since, endedOn };
}

function lastDay(agreement: AgreementSpan): LocalDate | undefined {
  const cancelled = agreement.cancelledAt?.slice(0, 10);
  if (cancelled === undefined) return agreement.end;
  return agreement.end === undefined || cancelled < agreement.end ? cancelled : agreement.end;
}
