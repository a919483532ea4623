import type { Customer, LocalizedText } from "@perennial/contract";
import { type CallingPlan, callingNumber, isWithheld, SWEDISH_CALLING } from "./calling-number.ts";
import { identificationWords } from "./identification-words.ts";

/** What is known of a caller before anybody answers (L-01): either or both. */
export interface CallerClue {
  /** The calling or dialled number in any form, or what the exchange says instead of one. */
  readonly phone?: string;
  /** What the caller has entered: a customer's id, an agreement's, or another number the records hold. */
  readonly entered?: string;
}

/** A customer whom the clue may mean: all that have the number or the entered id. */
export interface CallerCandidate {
  readonly customer: Pick<
    Customer,
    "id" | "kind" | "name" | "lastName" | "mobile" | "phone" | "postalAddress"
  >;
  /** The ids of the agreements it may be identified by. */
  readonly agreementIds: readonly string[];
  /** Other numbers of its own, such as an old customer number. @default none */
  readonly references?: readonly string[];
  /** The company that a person works at, where the records say. */
  readonly companyId?: string;
}

/** What somebody was recognised by, the surest first. */
export type RecognisedBy = "customer-id" | "agreement" | "reference" | "mobile" | "phone";

/** Somebody the clue fits, and by what. */
export interface CallerMatch {
  readonly candidate: CallerCandidate;
  readonly by: RecognisedBy;
}

/** Who calls: one, a household or a company with whom to ask for, several that have nothing in common, or nobody known. */
export type Identification =
  | {
      readonly kind: "one";
      readonly match: CallerMatch;
      /** Whether the number that was called from belongs to others: ask before anything is told. */
      readonly otherNumber: boolean;
      readonly words: LocalizedText;
    }
  | {
      readonly kind: "household" | "company" | "several";
      readonly matches: readonly CallerMatch[];
      readonly words: LocalizedText;
    }
  | {
      readonly kind: "none";
      readonly why: "nothing-given" | "withheld" | "no-number" | "not-found";
      readonly words: LocalizedText;
    };

/**
 * Says who calls, of the candidates that the records gave (L-01). An entered id goes before the number; where it means
 * nobody, the number decides. A number that several share is never guessed at.
 */
export function identify(
  clue: CallerClue,
  candidates: readonly CallerCandidate[],
  plan: CallingPlan = SWEDISH_CALLING,
): Identification {
  const byNumber = matchesOfNumber(clue.phone, candidates, plan);
  const byEntry = matchesOfEntry(clue.entered, candidates);
  const isSame = ({ candidate }: CallerMatch) =>
    byNumber.some((other) => other.candidate.customer.id === candidate.customer.id);
  const both = byEntry.filter(isSame);
  const matches = [both, byEntry, byNumber].find((found) => found.length > 0) ?? [];
  const [first, ...others] = matches;
  if (first === undefined) {
    const why = whyNone(clue, plan);
    return { kind: "none", why, words: identificationWords("none", [], why) };
  }
  if (others.length === 0) {
    const otherNumber = byNumber.length > 0 && !isSame(first);
    return { kind: "one", match: first, otherNumber, words: oneWords(first, otherNumber) };
  }
  const kind = kindOf(matches);
  return { kind, matches, words: identificationWords(kind, namesOf(matches)) };
}

function oneWords(match: CallerMatch, otherNumber: boolean): LocalizedText {
  return identificationWords(otherNumber ? "other-number" : "one", namesOf([match]));
}

function namesOf(matches: readonly CallerMatch[]): readonly string[] {
  return matches.map(({ candidate }) => candidate.customer.name);
}

function matchesOfNumber(
  phone: string | undefined,
  candidates: readonly CallerCandidate[],
  plan: CallingPlan,
): readonly CallerMatch[] {
  const number = phone === undefined ? undefined : callingNumber(phone, plan);
  if (number === undefined) return [];
  const isIt = (stored: string | undefined) =>
    stored !== undefined && callingNumber(stored, plan) === number;
  return sorted(
    candidates.flatMap((candidate): readonly CallerMatch[] => {
      if (isIt(candidate.customer.mobile)) return [{ candidate, by: "mobile" }];
      return isIt(candidate.customer.phone) ? [{ candidate, by: "phone" }] : [];
    }),
  );
}

function matchesOfEntry(
  entered: string | undefined,
  candidates: readonly CallerCandidate[],
): readonly CallerMatch[] {
  const wanted = entryForm(entered ?? "");
  if (wanted === "") return [];
  const isIt = (id: string) => entryForm(id) === wanted;
  return sorted(
    candidates.flatMap((candidate): readonly CallerMatch[] => {
      if (isIt(candidate.customer.id)) return [{ candidate, by: "customer-id" }];
      if (candidate.agreementIds.some(isIt)) return [{ candidate, by: "agreement" }];
      return candidate.references?.some(isIt) ? [{ candidate, by: "reference" }] : [];
    }),
  );
}

/** Entered on a keypad or typed, an id has its letters and digits only. */
function entryForm(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();
}

const SURENESS: readonly RecognisedBy[] = [
  ...(["customer-id", "agreement", "reference", "mobile", "phone"] as const),
];

/** The surest first; of equally sure ones a company before its people, then by name and id. Each customer once. */
function sorted(matches: readonly CallerMatch[]): readonly CallerMatch[] {
  const rank = ({ by, candidate: { customer } }: CallerMatch) =>
    SURENESS.indexOf(by) * 2 + (customer.kind === "company" ? 0 : 1);
  const key = ({ candidate: { customer } }: CallerMatch) => `${customer.name}\u0000${customer.id}`;
  const once = new Map(matches.map((match) => [match.candidate.customer.id, match]));
  return [...once.values()].sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1));
}

function kindOf(matches: readonly CallerMatch[]): "household" | "company" | "several" {
  const customers = matches.map(({ candidate }) => candidate);
  const companies = customers.filter(({ customer }) => customer.kind === "company");
  const employers = new Set(
    customers.map(({ customer, companyId }) =>
      customer.kind === "company" ? customer.id : companyId,
    ),
  );
  if (employers.size === 1 && !employers.has(undefined)) return "company";
  if (companies.length > 0) return "several";
  return isHousehold(customers) ? "household" : "several";
}

/** Persons who share an address, or where the records have none a last name, besides the number. */
function isHousehold(customers: readonly CallerCandidate[]): boolean {
  const addresses = customers.map(({ customer }) => customer.postalAddress);
  const known = addresses.every((address) => address !== undefined && address.trim() !== "");
  const shared = known ? addresses : customers.map(({ customer }) => customer.lastName);
  if (shared.some((text) => text === undefined || text.trim() === "")) return false;
  return new Set(shared.map((text) => entryForm(text ?? ""))).size === 1;
}

function whyNone({ phone, entered }: CallerClue, plan: CallingPlan) {
  if (entered !== undefined && entered.trim() !== "") return "not-found";
  if (phone === undefined || phone.trim() === "") return "nothing-given";
  if (isWithheld(phone)) return "withheld";
  return callingNumber(phone, plan) === undefined ? "no-number" : "not-found";
}
