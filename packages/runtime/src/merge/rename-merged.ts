import type { Signal } from "@perennial/contract";

/** About these a record of the merged-away itself is told, or that it is one: its id is meant as it is. */
const OF_THE_RECORD: ReadonlySet<string> = new Set<Signal["type"]>([
  "customer.deleted",
  "customer.merged",
  "customer.erased",
]);

/** The customers that a signal names, whoever it is told of. */
export function customersIn(signal: Signal): readonly string[] {
  switch (signal.type) {
    case "customer.changed":
      return [signal.customer.id];
    case "customer.merged":
      return [signal.customerId, signal.into];
    case "referral.changed":
      return [signal.referral.customerId, ...named(signal.referral.friendId)];
    case "referral.advanced":
      return [signal.customerId, ...named(signal.friendId)];
    default: {
      const id = customerOf(signal);
      return id === undefined ? [] : [id];
    }
  }
}

function named(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [id];
}

/** The customer that a signal is about; none for reports and answers, which are attributed by what was sent. */
export function customerOf(signal: Signal): string | undefined {
  switch (signal.type) {
    case "customer.changed":
      return signal.customer.id;
    case "agreement.changed":
      return signal.agreement.customerId;
    case "purchase.made":
      return signal.purchase.customerId;
    case "consent.changed":
      return signal.consent.customerId;
    case "interaction.happened":
      return signal.interaction.customerId;
    case "invitation.changed":
      return signal.invitation.customerId;
    case "referral.changed":
      return signal.referral.customerId;
    case "offer.redeemed":
      return signal.redemption.customerId;
    default:
      return "customerId" in signal ? signal.customerId : undefined;
  }
}

/**
 * Has signals that still name a merged-away record name the survivor. A copy of the merged-away record itself is left
 * out: what it held is the survivor's, of which the system of record has a copy of its own.
 */
export function renameMerged(
  signals: readonly Signal[],
  survivors: ReadonlyMap<string, string>,
): readonly Signal[] {
  if (survivors.size === 0) return signals;
  return signals.flatMap((signal) => {
    if (OF_THE_RECORD.has(signal.type)) return [signal];
    if (signal.type === "customer.changed")
      return survivors.has(signal.customer.id) ? [] : [signal];
    return [renamed(signal, (id) => survivors.get(id) ?? id)];
  });
}

function renamed(signal: Signal, survivorOf: (id: string) => string): Signal {
  const moved = <T extends { readonly customerId: string }>(record: T): T => ({
    ...record,
    customerId: survivorOf(record.customerId),
  });
  const befriended = <T extends { readonly friendId?: string | undefined }>(record: T): T =>
    record.friendId === undefined ? record : { ...record, friendId: survivorOf(record.friendId) };
  switch (signal.type) {
    case "agreement.changed":
      return { ...signal, agreement: moved(signal.agreement) };
    case "purchase.made":
      return { ...signal, purchase: moved(signal.purchase) };
    case "consent.changed":
      return { ...signal, consent: moved(signal.consent) };
    case "interaction.happened":
      return { ...signal, interaction: moved(signal.interaction) };
    case "invitation.changed":
      return { ...signal, invitation: moved(signal.invitation) };
    case "referral.changed":
      return { ...signal, referral: befriended(moved(signal.referral)) };
    case "offer.redeemed":
      return { ...signal, redemption: moved(signal.redemption) };
    case "referral.advanced":
      return befriended(moved(signal));
    case "call.started":
    case "call.ended":
      return signal.customerId === undefined
        ? signal
        : { ...signal, customerId: survivorOf(signal.customerId) };
    default:
      return "customerId" in signal ? moved(signal) : signal;
  }
}
