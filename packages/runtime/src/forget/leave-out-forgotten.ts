import type { Instant, Signal } from "@perennial/contract";
import { findTombstones, markAnew, type TenantTransaction, type Tombstone } from "@perennial/store";
import { customerOf, customersIn } from "../merge/rename-merged.ts";
import type { AddressDigest } from "./address-digests.ts";

/**
 * Leaves out what is told of people who were forgotten: copies that were under way do not bring them back. Ids are
 * admitted again once the system of record has somebody anew under them: a copy changed after the erasure, of a
 * customer only since a later date. A change alone proves nothing, for erasing is one itself and what waited may be
 * written to the other side after it. What is older than the erasure stays out for good. Whoever is merged into
 * somebody forgotten is the same person, and is forgotten too.
 */
export async function leaveOutForgotten(
  tx: TenantTransaction,
  signals: readonly Signal[],
  { digest, now }: { readonly digest: AddressDigest; readonly now: Instant },
): Promise<readonly Signal[]> {
  const ids = [...new Set(signals.flatMap(customersIn))];
  const digests = new Map(ids.map((id) => [id, tombstoneOf(digest, id)]));
  const found = await findTombstones(tx, [...digests.values()]);
  if (found.size === 0) return signals;
  const stoneOf = (id: string) => found.get(digests.get(id) ?? "");
  const anew = new Set(signals.flatMap((each) => (isAnew(each, stoneOf) ? customersIn(each) : [])));
  await markAnew(
    tx,
    [...anew].map((id) => tombstoneOf(digest, id)),
    now,
  );
  const isKept = (id: string, moment: Instant) => {
    const stone = stoneOf(id);
    if (stone === undefined) return true;
    return (stone.anewAt !== null || anew.has(id)) && moment > stone.at;
  };
  const isRetold = (id: string, moment: Instant) => {
    const stone = stoneOf(id);
    return stone !== undefined && stone.anewAt !== null && moment <= stone.at;
  };
  return signals.flatMap((each) => admitted(each, { isKept, isRetold }));
}

/** What a tombstone of a customer is known by. */
export function tombstoneOf(digest: AddressDigest, id: string): string {
  return digest(`tombstone/${id}`);
}

type StoneOf = (id: string) => Tombstone | undefined;

function isAnew(signal: Signal, stoneOf: StoneOf): boolean {
  if (signal.type !== "customer.changed") return false;
  const { id, updatedAt, customerSince } = signal.customer;
  const stone = stoneOf(id);
  if (stone === undefined || customerSince === undefined) return false;
  return updatedAt > stone.at && customerSince > stone.at.slice(0, 10);
}

/** What holds of somebody at a moment. */
interface Admission {
  /** Whether what was so then belongs to somebody who is not forgotten. */
  readonly isKept: (id: string, moment: Instant) => boolean;
  /** Whether an erasure of that moment is known, and was of who had the id before. */
  readonly isRetold: (id: string, moment: Instant) => boolean;
}

function admitted(signal: Signal, { isKept, isRetold }: Admission): readonly Signal[] {
  if (signal.type === "customer.erased") {
    return isRetold(signal.customerId, signal.at) ? [] : [signal];
  }
  const moment = momentOf(signal);
  if (signal.type === "customer.merged") {
    const { id, at, customerId, into } = signal;
    if (!isKept(customerId, moment)) return [];
    if (isKept(into, moment)) return [signal];
    return [{ id, at, type: "customer.erased", customerId }];
  }
  const about = customerOf(signal);
  if (about !== undefined && !isKept(about, moment)) return [];
  return [withoutFriend(signal, (id) => isKept(id, moment))];
}

/** When what a signal tells was so: a record's own date, as records are told long after. */
function momentOf(signal: Signal): Instant {
  switch (signal.type) {
    case "customer.changed":
      return signal.customer.updatedAt;
    case "agreement.changed":
      return signal.agreement.updatedAt;
    case "purchase.made":
      return signal.purchase.at;
    case "consent.changed":
      return signal.consent.at;
    case "interaction.happened":
      return signal.interaction.at;
    case "invitation.changed":
      return signal.invitation.updatedAt;
    case "referral.changed":
      return signal.referral.updatedAt;
    case "offer.redeemed":
      return signal.redemption.at;
    default:
      return signal.at;
  }
}

/** Whoever recommended somebody who was forgotten did so all the same. */
function withoutFriend(signal: Signal, isKept: (id: string) => boolean): Signal {
  if (signal.type === "referral.advanced") {
    const { friendId, ...rest } = signal;
    return friendId === undefined || isKept(friendId) ? signal : rest;
  }
  if (signal.type !== "referral.changed") return signal;
  const { friendId, ...referral } = signal.referral;
  return friendId === undefined || isKept(friendId) ? signal : { ...signal, referral };
}
