import type { Instant, Signal } from "@perennial/contract";
import {
  addSuppressions,
  addTombstones,
  eraseCustomers,
  forgetMerges,
  readForForgetting,
  readMergedInto,
  readMerges,
  type TenantTransaction,
} from "@perennial/store";
import { leavePrograms } from "../leave/leave-programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type AddressDigest, makeAddressDigest } from "./address-digests.ts";
import { tombstoneOf } from "./leave-out-forgotten.ts";

/**
 * Forgets customers who asked for it (GDPR, 17): every copy goes, their programs end, and what is left of their
 * addresses and ids are keyed hashes, by which no message goes to them again and no late copy brings them back. Told
 * again, it changes nothing.
 */
export async function eraseTold(
  context: Pick<RuntimeContext, "vault">,
  tx: TenantTransaction,
  { signals, now }: { readonly signals: readonly Signal[]; readonly now: Instant },
): Promise<void> {
  const told = signals.filter((each) => each.type === "customer.erased");
  if (told.length === 0) return;
  const ids = await everyRecordOf(
    tx,
    told.map(({ customerId }) => customerId),
  );
  const digest = await makeAddressDigest(tx, context.vault);
  const { addresses, running } = await readForForgetting(tx, ids);
  await addSuppressions(tx, addresses.map(digest), now);
  await leavePrograms(
    tx,
    running.map((enrolmentId) => ({ enrolmentId, reason: "customer.erased" })),
    now,
  );
  const customers = ids.map((id) => ({ id, pseudonym: pseudonymFor(digest, id) }));
  await eraseCustomers(tx, customers, { now, addresses });
  await forgetMerges(tx, ids);
  const stones = ids.map((id) => tombstoneOf(digest, id));
  // The vendor's clock, by which its records are dated, as far as it is not ahead of ours.
  const latest = told.reduce((at, each) => (each.at > at ? each.at : at), "");
  await addTombstones(tx, stones, latest < now ? latest : now);
}

/** The name under which figures and logs go on counting a customer who is forgotten. */
export function pseudonymFor(digest: AddressDigest, id: string): string {
  return `erased-${digest(`id/${id}`).slice(0, 16)}`;
}

/** The records told of, those they were merged into, and all others that were merged into the same: one person each. */
async function everyRecordOf(
  tx: TenantTransaction,
  told: readonly string[],
): Promise<readonly string[]> {
  const survivors = await readMerges(tx, told);
  const people = [...new Set(told.map((id) => survivors.get(id) ?? id))];
  return [...new Set([...told, ...people, ...(await readMergedInto(tx, people))])];
}
