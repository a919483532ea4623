import type { Facts } from "../facts/facts.ts";
import type { Program } from "../program/program.ts";

/**
 * Whether a program's messages are about the company's own products of the kind that the customer has bought
 * (19 § marknadsföringslagen): they are where it speaks of one of the company's agreements, and where its header says so.
 * Whether the customer has such a relation, and still in time, `legalGround` judges by all of its agreements.
 */
export function ownSimilarProducts(
  { ownProducts }: Pick<Program, "ownProducts">,
  { agreement }: Pick<Facts, "agreement">,
): boolean {
  return ownProducts || agreement?.party === "own";
}
