import type { Consent, Instant, Signal } from "@perennial/contract";
import {
  addConsents,
  type CustomerMerge,
  mergeConsents,
  mergeEnrolments,
  mergeRecords,
  type TenantTransaction,
  type WithdrawnByOne,
} from "@perennial/store";
import { leavePrograms } from "../leave/leave-programs.ts";

type Merged = Extract<Signal, { type: "customer.merged" }>;

/**
 * Makes one customer of those that were told to be one and the same person: all that is known of the merged-away
 * belongs to the survivor. A withdrawn permission wins over one that is given; where both are in the same program, the
 * one that entered first goes on. Told again, it changes nothing. Gives the permissions that are withdrawn by it.
 */
export async function mergeTold(
  tx: TenantTransaction,
  signals: readonly Signal[],
  now: Instant,
): Promise<readonly Consent[]> {
  const merges = survivorsOf(signals.filter((each) => each.type === "customer.merged"));
  if (merges.length === 0) return [];
  const ends = await mergeEnrolments(tx, merges);
  const lifted = await mergeConsents(tx, merges);
  await mergeRecords(tx, merges, now);
  await leavePrograms(
    tx,
    ends.map((enrolmentId) => ({ enrolmentId, reason: "customer.merged" })),
    now,
  );
  const withdrawn = lifted.map((each) => withdrawal(each, now));
  await addConsents(tx, withdrawn);
  return withdrawn;
}

function withdrawal({ customerId, consent }: WithdrawnByOne, now: Instant): Consent {
  const { proof: _proof, ...rest } = consent;
  const proof = `withdrawn ${consent.at} (${consent.source}) on one of the merged records`;
  return { ...rest, customerId, at: now, source: "merge", proof };
}

/** Who goes to whom in the end, however the merges follow each other; of a circle the first told is left out. */
export function survivorsOf(merged: readonly Merged[]): readonly CustomerMerge[] {
  const next = new Map(merged.map(({ customerId, into }) => [customerId, into]));
  return [...next.keys()].flatMap((from) => {
    const into = lastOf(from, next);
    return into === undefined || into === from ? [] : [{ from, into }];
  });
}

function lastOf(from: string, next: ReadonlyMap<string, string>): string | undefined {
  const seen = new Set<string>();
  let at = from;
  for (let to = next.get(at); to !== undefined; to = next.get(at)) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    at = to;
  }
  return at;
}
