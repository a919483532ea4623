import type { Agreement, AgreementSignal, RecordSignal } from "@perennial/contract";
import { deriveAgreementSignals } from "@perennial/lifecycle";
import {
  AGREEMENTS,
  addConsents,
  addRecords,
  CUSTOMERS,
  INTERACTIONS,
  markDeleted,
  PURCHASES,
  readRecords,
  type TenantTransaction,
  upsertRecords,
} from "@perennial/store";

/** What changed in the mirror. */
export interface AppliedRecords {
  readonly customers: readonly string[];
  readonly agreements: readonly Agreement[];
  readonly purchases: readonly string[];
  /** What the changes of agreements mean. */
  readonly derived: readonly AgreementSignal[];
}

/** Brings the mirror up to date with what connectors told, whatever the order and however often. */
export async function applyRecords(
  tx: TenantTransaction,
  signals: readonly RecordSignal[],
  now: string,
): Promise<AppliedRecords> {
  const of = <T extends RecordSignal["type"]>(type: T) =>
    signals.filter((each): each is Extract<RecordSignal, { type: T }> => each.type === type);
  const [customers, , { agreements, derived }, purchases] = await Promise.all([
    upsertRecords(tx, CUSTOMERS, newest(of("customer.changed").map((each) => each.customer))),
    markDeleted(
      tx,
      of("customer.deleted").map((each) => each.customerId),
      now,
    ),
    applyAgreements(
      tx,
      of("agreement.changed").map((each) => each.agreement),
    ),
    addRecords(tx, PURCHASES, byId(of("purchase.made").map((each) => each.purchase))),
    addConsents(
      tx,
      of("consent.changed").map((each) => each.consent),
    ),
    addRecords(tx, INTERACTIONS, byId(of("interaction.happened").map((each) => each.interaction))),
  ]);
  return { customers, agreements, purchases, derived };
}

async function applyAgreements(
  tx: TenantTransaction,
  told: readonly Agreement[],
): Promise<{ agreements: readonly Agreement[]; derived: readonly AgreementSignal[] }> {
  const agreements = newest(told);
  const ids = agreements.map((each) => each.id);
  // Sent together and done in this order: what is read is how they were before.
  const [known, written] = await Promise.all([
    readRecords(tx, AGREEMENTS, ids),
    upsertRecords(tx, AGREEMENTS, agreements),
  ]);
  const before = new Map(known.map((each) => [each.id, each]));
  const changed = new Set(written);
  const after = agreements.filter((each) => changed.has(each.id));
  return {
    agreements: after,
    derived: after.flatMap((each) => deriveAgreementSignals(before.get(each.id), each)),
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return [...new Map(records.map((each) => [each.id, each])).values()];
}

/** The newest copy of each record of a batch. */
function newest<T extends { readonly id: string; readonly updatedAt: string }>(
  records: readonly T[],
): readonly T[] {
  const kept = new Map<string, T>();
  for (const each of records) {
    const known = kept.get(each.id);
    if (!known || known.updatedAt <= each.updatedAt) kept.set(each.id, each);
  }
  return [...kept.values()];
}
