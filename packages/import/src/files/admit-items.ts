import type { Instant, Signal, Vault } from "@perennial/contract";
import { admitTold } from "@perennial/runtime";
import { readMerges, type TenantTransaction } from "@perennial/store";
import type { MadeRecord } from "../mapping/compile-record.ts";
import type { RecordKind } from "../mapping/record-kinds.ts";
import type { MadeItem } from "../records/make-rows.ts";

/**
 * Why a record is left out though nothing is wrong with it: it is of somebody who was forgotten (GDPR, 17), or is the copy
 * of a customer that has become one with another, whose own copy holds.
 */
export type LeftOut = "forgotten" | "merged";

/** What lets records in. */
export interface AdmittedBy {
  /** Opens the key by which people who were forgotten are recognised; needed once somebody was. */
  readonly vault: Vault | undefined;
  readonly now: Instant;
}

/** What may be written, and what is left out. */
export interface AdmittedItems {
  readonly items: readonly MadeItem[];
  readonly leftOut: readonly { readonly kind: RecordKind; readonly reason: LeftOut }[];
}

/**
 * Holds rows of files to what holds for everything that is told: what names a merged-away customer is the survivor's, and
 * what is of somebody who was forgotten stays out. Throws a `RuntimeError` where somebody was and the vault is missing.
 */
export async function admitItems(
  tx: TenantTransaction,
  told: readonly MadeItem[],
  { vault, now }: AdmittedBy,
): Promise<AdmittedItems> {
  const signals = told.map(({ made }, index) => signalOf(made, { id: String(index), now }));
  const context = vault ? { vault } : {};
  const admitted = await admitTold(context, tx, { signals, now });
  const items = admitted.flatMap((signal) => {
    const item = told[Number(signal.id)];
    const record = recordOf(signal);
    return item && record ? [{ ...item, made: record }] : [];
  });
  if (items.length === told.length) return { items, leftOut: [] };
  const kept = new Set(admitted.map(({ id }) => id));
  const missing = told.filter((_, index) => !kept.has(String(index)));
  const copies = missing.flatMap(({ made }) => (made.kind === "customers" ? made.record.id : []));
  const merged = await readMerges(tx, copies);
  const reasonOf = ({ made }: MadeItem): LeftOut =>
    made.kind === "customers" && merged.has(made.record.id) ? "merged" : "forgotten";
  return {
    items,
    leftOut: missing.map((each) => ({ kind: each.made.kind, reason: reasonOf(each) })),
  };
}

function signalOf(
  made: MadeRecord,
  { id, now: at }: { readonly id: string; readonly now: Instant },
): Signal {
  switch (made.kind) {
    case "customers":
      return { id, at, type: "customer.changed", customer: made.record };
    case "agreements":
      return { id, at, type: "agreement.changed", agreement: made.record };
    case "purchases":
      return { id, at, type: "purchase.made", purchase: made.record };
    case "consents":
      return { id, at, type: "consent.changed", consent: made.record };
  }
}

function recordOf(signal: Signal): MadeRecord | undefined {
  switch (signal.type) {
    case "customer.changed":
      return { kind: "customers", record: signal.customer };
    case "agreement.changed":
      return { kind: "agreements", record: signal.agreement };
    case "purchase.made":
      return { kind: "purchases", record: signal.purchase };
    case "consent.changed":
      return { kind: "consents", record: signal.consent };
    default:
      return undefined;
  }
}
