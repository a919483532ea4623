import type { Agreement, RecordId } from "@perennial/contract";

/**
 * The agreement that continues another, as `renewal.*` means it: of all whose `renewalOf` names it, the
 * one ordered last, whatever its status. One without a moment of order counts as the oldest; where that
 * does not decide, the greatest id by code point does, which is PostgreSQL's collation "C".
 */
export function newestRenewal(
  agreements: Iterable<Agreement>,
  renewed: RecordId,
): Agreement | undefined {
  let newest: Agreement | undefined;
  for (const agreement of agreements) {
    if (agreement.renewalOf !== renewed) continue;
    if (newest === undefined || isNewer(agreement, newest)) newest = agreement;
  }
  return newest;
}

function isNewer(a: Agreement, b: Agreement): boolean {
  const ordered = [a.orderedAt ?? "", b.orderedAt ?? ""] as const;
  if (ordered[0] !== ordered[1]) return ordered[0] > ordered[1];
  return compareCodePoints(a.id, b.id) > 0;
}

/** Orders texts by code point; `<` orders by UTF-16 units, which puts 😀 before ﬀ. */
function compareCodePoints(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  // A pair whose second half differs is compared from its first.
  if (at > 0 && isHighSurrogate(a, at - 1)) at -= 1;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

function isHighSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit < 0xdc00;
}
