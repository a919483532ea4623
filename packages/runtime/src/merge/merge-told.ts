import type { Consent, Instant, Signal } from "@perennial/contract";
import {
  addConsents,
  type CustomerMerge,
  keepMerges,
  mergeConsents,
  mergeEnrolments,
  mergeRecords,
  readMerges,
  type TenantTransaction,
  type WithdrawnByOne,
} from "@perennial/store";
import { leavePrograms } from "../leave/leave-programs.ts";
import { customersIn } from "./rename-merged.ts";

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
  const told = signals.filter((each) => each.type === "customer.merged");
  const known = await readMerges(tx, [...new Set(told.flatMap(customersIn))]);
  const merges = survivorsOf(told, known);
  if (merges.length === 0) return [];
  await keepMerges(tx, merges, now);
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

/**
 * Who goes to whom in the end, however the merges follow each other and whatever was merged before, by `known`. Of a
 * circle the one that would close it is left out: what was told first holds.
 */
export function survivorsOf(
  merged: readonly Merged[],
  known: ReadonlyMap<string, string> = new Map(),
): readonly CustomerMerge[] {
  const next = new Map(known);
  for (const { customerId, into } of merged) {
    const last = lastOf(into, next);
    if (last !== customerId) next.set(customerId, last);
  }
  const froms = [...new Set(merged.map(({ customerId }) => customerId))];
  return froms.flatMap((from) => (next.has(from) ? [{ from, into: lastOf(from, next) }] : []));
}

/** The end of a chain; there are no circles among what follows each other. */
function lastOf(from: string, next: ReadonlyMap<string, string>): string {
  let at = from;
  for (let to = next.get(at); to !== undefined; to = next.get(at)) at = to;
  return at;
}
