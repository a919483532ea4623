import type { Locale } from "@perennial/contract";
import type { StoredDecision, Tenant, TenantTransaction } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { decisionWords } from "./decision-words.ts";

/** One program's dealings with a customer. */
export interface ProgramExplanation {
  readonly program: string;
  readonly name: string;
  readonly agreementId: string | null;
  /** Where the customer stands in it, or why not in it. */
  readonly summary: string;
  /** What comes next, and when. */
  readonly next: string | null;
  readonly lines: { readonly at: string; readonly sentence: string }[];
}

/** What telling works with. */
export interface Telling {
  readonly context: RuntimeContext;
  readonly tx: TenantTransaction;
  readonly tenant: Tenant;
  readonly locale: Locale;
}

/** Decisions as lines, in the order in which they were made. */
export function linesOf(
  decisions: readonly StoredDecision[],
  locale: Locale,
): ProgramExplanation["lines"] {
  return [...decisions]
    .sort((a, b) => a.id - b.id)
    .map((each) => ({ at: each.at, sentence: decisionWords(each, locale) }));
}
