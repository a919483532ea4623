import type { CallSignal, Signal } from "@perennial/contract";
import {
  type AttributedSignal,
  customersByAddress,
  lastSenders,
  readCommandSources,
  type TenantTransaction,
} from "@perennial/store";

/** A signal with whom it is about and, where one enrolment is meant, which. */
export interface RoutedSignal extends AttributedSignal {
  /** The invitation it is about. */
  readonly invitationId?: string;
  readonly enrolmentId?: number;
  /** The step whose message or call it is about. */
  readonly step?: string;
}

/**
 * Finds out whom signals are about: reports by the command they name, answers by the address they came
 * from. An answer belongs to the enrolment that last wrote to the customer. What cannot be attributed is
 * given back without a customer and is kept all the same.
 */
export async function attributeSignals(
  tx: TenantTransaction,
  signals: readonly Signal[],
): Promise<readonly RoutedSignal[]> {
  const origins = await originsOf(tx, signals);
  const repliers = await repliersOf(tx, signals);
  return signals.flatMap((signal): RoutedSignal[] => {
    switch (signal.type) {
      case "message.replied":
        return repliers.get(signal.from)?.map((each) => ({ signal, ...each })) ?? [{ signal }];
      case "message.delivered":
      case "message.failed":
      case "message.opened":
      case "message.clicked":
      case "message.complained":
        return [{ signal, ...origins.get(signal.commandId) }];
      case "call.started":
      case "call.ended":
        return [{ signal, ...(signal.customerId && { customerId: signal.customerId }) }];
      case "call.finished":
        return [{ signal, ...aboutCall(signal), ...origins.get(signal.commandId ?? "") }];
      case "purchase.made":
        return [{ signal, customerId: signal.purchase.customerId }];
      case "consent.changed":
        return [{ signal, customerId: signal.consent.customerId }];
      case "interaction.happened":
        return [{ signal, customerId: signal.interaction.customerId }];
      case "customer.changed":
        return [{ signal, customerId: signal.customer.id }];
      case "agreement.changed":
        return [
          { signal, customerId: signal.agreement.customerId, agreementId: signal.agreement.id },
        ];
      case "invitation.changed":
        return [{ signal, ...aboutInvitation(signal.invitation) }];
      case "invitation.answered":
      case "invitation.attended":
        return [{ signal, ...aboutInvitation({ ...signal, id: signal.invitationId }) }];
      case "referral.changed":
        return [{ signal, customerId: signal.referral.customerId }];
      case "offer.redeemed":
        return [{ signal, customerId: signal.redemption.customerId }];
      default:
        return [about(signal)];
    }
  });
}

function aboutCall({ customerId, agreementId }: CallSignal) {
  return { customerId, ...(agreementId !== undefined && { agreementId }) };
}

function aboutInvitation({ id, customerId }: { readonly id: string; readonly customerId: string }) {
  return { customerId, invitationId: id };
}

type Direct = Extract<Signal, { customerId: string }>;

function about(signal: Direct): RoutedSignal {
  const agreementId = "agreementId" in signal ? signal.agreementId : undefined;
  return {
    signal,
    customerId: signal.customerId,
    ...(agreementId !== undefined && { agreementId }),
  };
}

type Origin = Pick<RoutedSignal, "customerId" | "agreementId" | "enrolmentId" | "step">;

async function originsOf(
  tx: TenantTransaction,
  signals: readonly Signal[],
): Promise<ReadonlyMap<string, Origin>> {
  const named = signals.flatMap((each) => ("commandId" in each ? (each.commandId ?? []) : []));
  const sources = await readCommandSources(tx, named);
  return new Map(
    [...sources].map(([id, source]) => {
      const step = source.step !== null && { step: source.step };
      return [id, { ...originOf(source.enrolmentId, source), ...step }];
    }),
  );
}

async function repliersOf(
  tx: TenantTransaction,
  signals: readonly Signal[],
): Promise<ReadonlyMap<string, readonly Origin[]>> {
  const addresses = signals.flatMap((each) => (each.type === "message.replied" ? [each.from] : []));
  const customers = await customersByAddress(tx, [...new Set(addresses)]);
  const senders = await lastSenders(tx, [...customers.values()].flat());
  return new Map([...customers].map(([address, ids]) => [address, repliers(ids, senders)]));
}

/** Of several customers with one number it is who was written to; all of them where nobody was. */
function repliers(
  ids: readonly string[],
  senders: Awaited<ReturnType<typeof lastSenders>>,
): readonly Origin[] {
  const written = ids.flatMap((id) => {
    const sender = senders.get(id);
    return sender ? [originOf(sender.enrolmentId, { ...sender, customerId: id })] : [];
  });
  return written.length > 0 ? written : ids.map((customerId) => ({ customerId }));
}

function originOf(
  enrolmentId: number,
  of: { readonly customerId: string; readonly agreementId: string | null },
): Origin {
  const agreement = of.agreementId !== null && { agreementId: of.agreementId };
  return { enrolmentId, customerId: of.customerId, ...agreement };
}
