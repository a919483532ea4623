import type { Consent, Instant, Interaction } from "@perennial/contract";
import { optOutIntent } from "@perennial/lifecycle";
import { addConsents, addRecords, INTERACTIONS, type TenantTransaction } from "@perennial/store";
import type { RoutedSignal } from "./attribute-signals.ts";

/** What signals mean whatever program they belong to: objections take effect, and contacts are remembered. */
export async function applyConsequences(
  tx: TenantTransaction,
  signals: readonly RoutedSignal[],
  stopWords: readonly string[],
): Promise<void> {
  await addConsents(
    tx,
    signals.flatMap((each) => objections(each, stopWords)),
  );
  await addRecords(tx, INTERACTIONS, signals.flatMap(interactionsOf));
}

/** STOP to a text message ends marketing by text message; "do not call" ends calls (product.md, 3.2 and 3.4). */
function objections({ signal, customerId }: RoutedSignal, stopWords: readonly string[]): Consent[] {
  if (customerId === undefined) return [];
  const withdrawn = (at: Instant) =>
    ({ customerId, purpose: "marketing", state: "withdrawn", at, legalBasis: "consent" }) as const;
  if (signal.type === "message.replied" && optOutIntent(signal.text, stopWords) === "stop") {
    const { channel, text, at } = signal;
    return [{ ...withdrawn(at), channel, source: `${channel}-reply`, proof: text }];
  }
  if (signal.type === "call.finished" && signal.outcome === "do-not-call") {
    const proof = signal.note ?? `said to ${signal.agent ?? "an agent"}`;
    return [{ ...withdrawn(signal.endedAt), channel: "phone", source: "call", proof }];
  }
  return [];
}

function interactionsOf({ signal, customerId, agreementId }: RoutedSignal): Interaction[] {
  if (customerId === undefined) return [];
  const base = {
    id: `${signal.id}:${customerId}`,
    customerId,
    ...(agreementId !== undefined && { agreementId }),
    at: signal.at,
  };
  if (signal.type === "message.replied") {
    return [
      { ...base, kind: "reply", direction: "in", channel: signal.channel, text: signal.text },
    ];
  }
  if (signal.type === "call.finished") {
    const text = signal.note ?? "";
    const { outcome } = signal;
    return [{ ...base, kind: "call", direction: "out", channel: "phone", text, outcome }];
  }
  return [];
}
