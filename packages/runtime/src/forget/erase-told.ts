import type { Instant, Signal } from "@perennial/contract";
import {
  addSuppressions,
  eraseCustomers,
  readForForgetting,
  type TenantTransaction,
} from "@perennial/store";
import { leavePrograms } from "../leave/leave-programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { makeAddressDigest } from "./address-digests.ts";

/**
 * Forgets customers who asked for it (GDPR, 17): every copy goes, their programs end, and what is left of their
 * addresses are keyed hashes by which no message goes to them again. Told again, it changes nothing.
 */
export async function eraseTold(
  context: Pick<RuntimeContext, "vault">,
  tx: TenantTransaction,
  { signals, now }: { readonly signals: readonly Signal[]; readonly now: Instant },
): Promise<void> {
  const told = signals.filter((each) => each.type === "customer.erased");
  const ids = [...new Set(told.map(({ customerId }) => customerId))];
  if (ids.length === 0) return;
  const digest = await makeAddressDigest(tx, context.vault);
  const { addresses, running } = await readForForgetting(tx, ids);
  await addSuppressions(tx, addresses.map(digest), now);
  await leavePrograms(
    tx,
    running.map((enrolmentId) => ({ enrolmentId, reason: "customer.erased" })),
    now,
  );
  const customers = ids.map((id) => ({
    id,
    pseudonym: `erased-${digest(`id/${id}`).slice(0, 16)}`,
  }));
  await eraseCustomers(tx, customers, { now, addresses });
}
