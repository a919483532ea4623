import type { AgreementSignal, RecordSignal, RelationSignal, Signal } from "@perennial/contract";
import {
  deriveAgreementSignals,
  deriveInvitationSignals,
  deriveReferralSignals,
} from "@perennial/lifecycle";
import {
  AGREEMENTS,
  addConsents,
  addRecords,
  CUSTOMERS,
  countToldUses,
  INTERACTIONS,
  INVITATIONS,
  markDeleted,
  PURCHASES,
  REDEMPTIONS,
  REFERRALS,
  type RecordTable,
  readRecords,
  type TenantTransaction,
  upsertRecords,
} from "@perennial/store";

/** A signal that brings a record, or takes one away. */
export type BringingSignal =
  | Exclude<RecordSignal, { type: "customer.merged" | "customer.erased" }>
  | Extract<RelationSignal, { type: "invitation.changed" | "referral.changed" | "offer.redeemed" }>;
type BringingType = BringingSignal["type"];

const BRINGING: ReadonlySet<string> = new Set<BringingType>([
  "customer.changed",
  "customer.deleted",
  "agreement.changed",
  "purchase.made",
  "consent.changed",
  "interaction.happened",
  "invitation.changed",
  "referral.changed",
  "offer.redeemed",
]);

/** Whether a signal brings a record, or takes one away. */
export function bringsRecord(signal: Signal): signal is BringingSignal {
  return BRINGING.has(signal.type);
}

/** What changed in the mirror: the ids of records that are new or other than they were known. */
export interface AppliedRecords {
  readonly customers: ReadonlySet<string>;
  readonly agreements: ReadonlySet<string>;
  readonly purchases: ReadonlySet<string>;
  readonly invitations: ReadonlySet<string>;
  readonly referrals: ReadonlySet<string>;
  readonly redemptions: ReadonlySet<string>;
  /** Those that are new: one that changed has not happened again. */
  readonly interactions: ReadonlySet<string>;
  /** What the changes of agreements, invitations and referrals mean. */
  readonly derived: readonly (AgreementSignal | RelationSignal)[];
}

/** Brings the mirror up to date with what connectors told, whatever the order and however often. */
export async function applyRecords(
  tx: TenantTransaction,
  signals: readonly BringingSignal[],
  now: string,
): Promise<AppliedRecords> {
  const of = <T extends BringingType>(type: T) =>
    signals.filter((each): each is Extract<BringingSignal, { type: T }> => each.type === type);
  const gone = of("customer.deleted").map((each) => each.customerId);
  const [customers, , agreements, purchases, invitations, referrals, redemptions, , contacts] =
    await Promise.all([
      upsertRecords(tx, CUSTOMERS, newest(of("customer.changed").map((each) => each.customer))),
      markDeleted(tx, gone, now),
      applyChanging(
        tx,
        told(AGREEMENTS, of("agreement.changed"), (each) => each.agreement),
        deriveAgreementSignals,
      ),
      addRecords(tx, PURCHASES, byId(of("purchase.made").map((each) => each.purchase))),
      applyChanging(
        tx,
        told(INVITATIONS, of("invitation.changed"), (each) => each.invitation),
        deriveInvitationSignals,
      ),
      applyChanging(
        tx,
        told(REFERRALS, of("referral.changed"), (each) => each.referral),
        deriveReferralSignals,
      ),
      addRecords(tx, REDEMPTIONS, byId(of("offer.redeemed").map((each) => each.redemption))),
      addConsents(
        tx,
        of("consent.changed").map((each) => each.consent),
      ),
      addRecords(
        tx,
        INTERACTIONS,
        byId(of("interaction.happened").map((each) => each.interaction)),
      ),
    ]);
  const isNew = new Set(redemptions);
  const used = byId(of("offer.redeemed").map((each) => each.redemption));
  await countToldUses(
    tx,
    used.filter(({ id }) => isNew.has(id)),
  );
  return {
    customers: new Set(customers),
    agreements: agreements.ids,
    purchases: new Set(purchases),
    invitations: invitations.ids,
    referrals: referrals.ids,
    redemptions: isNew,
    interactions: new Set(contacts),
    derived: [...agreements.derived, ...invitations.derived, ...referrals.derived],
  };
}

interface Versioned {
  readonly id: string;
  readonly updatedAt: string;
}

/** Records that were told, and where they are kept. */
interface ToldRecords<T> {
  readonly table: RecordTable<T>;
  readonly records: readonly T[];
}

function told<S, T extends Versioned>(
  table: RecordTable<T>,
  signals: readonly S[],
  recordOf: (signal: S) => T,
): ToldRecords<T> {
  return { table, records: newest(signals.map(recordOf)) };
}

/** Writes records whose changes mean something, and says what. */
async function applyChanging<T extends Versioned, D>(
  tx: TenantTransaction,
  { table, records }: ToldRecords<T>,
  derive: (before: T | undefined, after: T) => readonly D[],
): Promise<{ readonly ids: ReadonlySet<string>; readonly derived: readonly D[] }> {
  // Sent together and done in this order: what is read is how they were before.
  const [known, written] = await Promise.all([
    readRecords(
      tx,
      table,
      records.map(({ id }) => id),
    ),
    upsertRecords(tx, table, records),
  ]);
  const before = new Map(known.map((each) => [each.id, each]));
  const ids = new Set(written);
  const after = records.filter(({ id }) => ids.has(id));
  return { ids, derived: after.flatMap((each) => derive(before.get(each.id), each)) };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return [...new Map(records.map((each) => [each.id, each])).values()];
}

/** The newest copy of each record of a batch. */
function newest<T extends Versioned>(records: readonly T[]): readonly T[] {
  const kept = new Map<string, T>();
  for (const each of records) {
    const known = kept.get(each.id);
    if (!known || known.updatedAt <= each.updatedAt) kept.set(each.id, each);
  }
  return [...kept.values()];
}
