import type { Consent, Instant, Interaction, Signal } from "@perennial/contract";
import { signalEntry } from "../../enrolment/entry.ts";
import { followedRecord } from "../../enrolment/followed-record.ts";
import { optOutIntent } from "../../policy/opt-out-intent.ts";
import { signalFacts } from "../../signal/signal-facts.ts";
import type { PreparedProgram } from "../program/prepare-program.ts";
import type { Dossier } from "../world/dossier.ts";
import type { World } from "../world/world.ts";
import type { Case, SimulatedTime } from "./case.ts";
import type { CaseBook } from "./case-book.ts";

/** A signal with whom it is about and, where one enrolment is meant, which. */
export interface RoutedSignal {
  readonly signal: Signal;
  readonly dossier: Dossier;
  readonly agreementId?: string | undefined;
  readonly about?: Case | undefined;
  /** The step whose message or call it is about. */
  readonly step?: string | undefined;
}

/** What the intake works with. */
export interface IntakeParts {
  readonly world: World;
  readonly time: SimulatedTime;
  readonly cases: CaseBook;
  readonly programs: readonly PreparedProgram[];
  readonly stopWords: readonly string[];
}

/** Takes in what happens: objections take effect, enrolments are woken, programs opened, as the runtime does. */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #remembers: boolean;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#remembers = parts.programs.some(({ countsContacts }) => countsContacts);
  }

  /** Takes in what happened at one moment, in order. */
  tell(signals: readonly RoutedSignal[]): void {
    const { cases, stopWords } = this.#parts;
    for (const each of signals) {
      each.dossier.consents.push(...objections(each, stopWords));
      for (const contact of contacts(each)) this.remember(each.dossier, contact);
    }
    const woken = signals.flatMap((routed) =>
      targets(routed, stopWords).map((each) => ({ each, routed })),
    );
    for (const { each, routed } of woken) {
      const { signal, step } = routed;
      const view = { enrolment: each.enrolment, stopWords, ...(step !== undefined && { step }) };
      cases.wake(each, { kind: "signal", signal: signalFacts(signal, view) });
    }
    for (const program of this.#parts.programs) this.#open(program, signals);
  }

  /** Keeps a contact, if any program counts contacts. */
  remember({ interactions }: Dossier, contact: Interaction): void {
    if (this.#remembers) interactions.push(contact);
  }

  #open(program: PreparedProgram, signals: readonly RoutedSignal[]): void {
    const heard = signals.filter(({ signal }) => program.opensOn.has(signal.type));
    if (heard.length === 0) return;
    const { world, time, cases, stopWords } = this.#parts;
    const entries = heard.flatMap(({ signal, dossier, agreementId }) => {
      // An order for a renewal is about the agreement it continues.
      const renewed = "renewalOf" in signal ? signal.renewalOf : undefined;
      const subject = renewed ?? agreementId;
      const about = { ...(subject !== undefined && { agreementId: subject }), variables: {} };
      const facts = world.factsOf(dossier, { agreementId: subject, at: time });
      const seen = signalFacts(signal, { enrolment: about, stopWords });
      const entry = signalEntry(program.compiled, seen, facts);
      return entry ? [{ dossier, agreementId: subject, entry }] : [];
    });
    cases.enter(program, entries);
  }
}

/** Which of a customer's enrolments a signal is for. */
function targets(
  { signal, dossier, agreementId, about }: RoutedSignal,
  stopWords: readonly string[],
): readonly Case[] {
  const { running } = dossier;
  if (isStop(signal, stopWords)) return running;
  if (about !== undefined) return running.filter((each) => each === about);
  if (agreementId === undefined) return running;
  const renewed = "renewalOf" in signal ? signal.renewalOf : renewedBy(signal);
  return running.filter(({ program, enrolment }) => {
    const followed = followedRecord(program.compiled.program.subject, enrolment).agreementId;
    return followed === undefined || followed === agreementId || followed === renewed;
  });
}

function renewedBy(signal: Signal): string | undefined {
  return signal.type === "agreement.changed" ? signal.agreement.renewalOf : undefined;
}

function isStop(signal: Signal, stopWords: readonly string[]): boolean {
  return signal.type === "message.replied" && optOutIntent(signal.text, stopWords) === "stop";
}

/** STOP to a text message ends marketing by text message; "do not call" ends calls (product.md, 3.2 and 3.4). */
function objections({ signal, dossier }: RoutedSignal, stopWords: readonly string[]): Consent[] {
  if (signal.type === "consent.changed") return [signal.consent];
  const withdrawn = (at: Instant) =>
    ({
      customerId: dossier.customer.id,
      purpose: "marketing",
      state: "withdrawn",
      at,
      legalBasis: "consent",
    }) as const;
  if (signal.type === "message.replied" && isStop(signal, stopWords)) {
    const { channel, text, at } = signal;
    return [{ ...withdrawn(at), channel, source: `${channel}-reply`, proof: text }];
  }
  if (signal.type === "call.finished" && signal.outcome === "do-not-call") {
    return [{ ...withdrawn(signal.endedAt), channel: "phone", source: "call" }];
  }
  return [];
}

function contacts({ signal, dossier, agreementId }: RoutedSignal): Interaction[] {
  const customerId = dossier.customer.id;
  const base = {
    id: `${signal.id}:${customerId}`,
    customerId,
    at: signal.at,
    ...(agreementId !== undefined && { agreementId }),
  };
  if (signal.type === "message.replied") {
    const { channel, text } = signal;
    return [{ ...base, kind: "reply", direction: "in", channel, text }];
  }
  if (signal.type === "call.finished") {
    const { outcome, note = "" } = signal;
    return [{ ...base, kind: "call", direction: "out", channel: "phone", text: note, outcome }];
  }
  return [];
}
