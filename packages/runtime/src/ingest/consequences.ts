import type { Consent, Instant, Interaction, Signal } from "@perennial/contract";
import { optOutIntent } from "@perennial/lifecycle";
import {
  addConsents,
  addRecords,
  customersByAddress,
  INTERACTIONS,
  type TenantTransaction,
} from "@perennial/store";
import type { RoutedSignal } from "./attribute-signals.ts";

/**
 * What signals mean whatever program they belong to: objections take effect, and contacts are remembered. Gives the
 * objections, each with the signal that told it.
 */
export async function applyConsequences(
  tx: TenantTransaction,
  signals: readonly RoutedSignal[],
  stopWords: readonly string[],
): Promise<readonly ToldConsent[]> {
  const stops = signals.flatMap(({ signal }) => stopOf(signal, stopWords));
  const objections = [
    ...(await stopped(tx, stops)),
    ...signals.flatMap((each) => by(each, callObjections(each))),
    ...signals.flatMap((each) => by(each, complaints(each))),
  ];
  await addConsents(
    tx,
    objections.map(({ consent }) => consent),
  );
  await addRecords(tx, INTERACTIONS, signals.flatMap(interactionsOf));
  return objections;
}

/** A permission, or the end of one, and the signal that told it. */
export interface ToldConsent {
  readonly consent: Consent;
  readonly signalId: string;
}

function by({ signal }: RoutedSignal, consents: readonly Consent[]): readonly ToldConsent[] {
  return consents.map((consent) => ({ consent, signalId: signal.id }));
}

type Reply = Extract<Signal, { type: "message.replied" }>;

function stopOf(signal: Signal, stopWords: readonly string[]): Reply[] {
  if (signal.type !== "message.replied") return [];
  return optOutIntent(signal.text, stopWords) === "stop" ? [signal] : [];
}

/**
 * STOP to a text message ends marketing by text message (product.md, 3.2): to the number it came from, so for
 * every customer who has it, whoever was written to.
 */
async function stopped(
  tx: TenantTransaction,
  stops: readonly Reply[],
): Promise<readonly ToldConsent[]> {
  const owners = await customersByAddress(tx, [...new Set(stops.map(({ from }) => from))]);
  return stops.flatMap(({ id, from, channel, text, at }) =>
    (owners.get(from) ?? []).map((customerId) => {
      const said = { channel, source: `${channel}-reply`, proof: text };
      return { consent: { ...withdrawn(customerId, at), ...said }, signalId: id };
    }),
  );
}

/** "Do not call" ends calls (product.md, 3.4). */
function callObjections({ signal, customerId }: RoutedSignal): Consent[] {
  if (customerId === undefined) return [];
  if (signal.type !== "call.finished" || signal.outcome !== "do-not-call") return [];
  const proof = signal.note ?? `said to ${signal.agent ?? "an agent"}`;
  return [{ ...withdrawn(customerId, signal.endedAt), channel: "phone", source: "call", proof }];
}

/** Who reports a message as spam objects to marketing on that channel, as plainly as with STOP (product.md, 3.2). */
function complaints({ signal, customerId }: RoutedSignal): Consent[] {
  if (customerId === undefined || signal.type !== "message.complained") return [];
  const { at, channel, feedback, commandId } = signal;
  const proof = `reported ${commandId} to the mail provider: ${feedback}`;
  return [{ ...withdrawn(customerId, at), channel, source: "complaint", proof }];
}

function withdrawn(customerId: string, at: Instant) {
  return {
    customerId,
    purpose: "marketing",
    state: "withdrawn",
    at,
    legalBasis: "consent",
  } as const;
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
    const { outcome, direction = "out" } = signal;
    return [{ ...base, kind: "call", direction, channel: "phone", text, outcome }];
  }
  if (signal.type === "survey.answered") {
    const { survey, answer, score, text } = signal;
    const outcome = answer ?? (score === undefined ? undefined : String(score));
    const words = text ?? outcome;
    return [
      {
        ...{ ...base, kind: "survey-answer", direction: "in", channel: "other" },
        text: words === undefined ? survey : `${survey}: ${words}`,
        ...(outcome !== undefined && { outcome }),
      },
    ];
  }
  if (signal.type === "follow-up.reported") {
    const { outcome, by } = signal;
    const text = by ?? "";
    return [{ ...base, kind: "meeting", direction: "out", channel: "other", text, outcome }];
  }
  return [];
}
