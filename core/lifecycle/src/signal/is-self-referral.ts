import type { Customer } from "@perennial/contract";
import { sameForm } from "../policy/ledger.ts";

/** Gives a customer by its id; nothing for one that is not known. */
export type KnownCustomer = (id: string) => Customer | undefined;

/**
 * Whether somebody has recommended oneself (product.md must-have 22): the friend is the advocate, or a second record
 * with the e-mail address or mobile number of the first. Of a friend who is not known nothing can be said: no.
 */
export function isSelfReferral(
  { customerId, friendId }: { readonly customerId: string; readonly friendId?: string | undefined },
  customerOf: KnownCustomer = () => undefined,
): boolean {
  if (friendId === undefined) return false;
  if (friendId === customerId) return true;
  const advocate = customerOf(customerId);
  const friend = customerOf(friendId);
  if (!advocate || !friend) return false;
  return isSame(advocate.email, friend.email) || isSame(advocate.mobile, friend.mobile);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && sameForm(one) === sameForm(other);
}
