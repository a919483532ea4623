import type { Signal } from "@perennial/contract";
import { followedRecord, type KeptRecords, optOutIntent } from "@perennial/lifecycle";
import type { StoredEnrolment, TenantTransaction } from "@perennial/store";
import { subjectOfEnrolment } from "../facts/load-facts.ts";
import { isLastingFault } from "../failure/lasting-fault.ts";
import type { Programs } from "../program/programs.ts";
import type { RoutedSignal } from "./attribute-signals.ts";

/** A running enrolment, and the record of each kind whose signals alone it hears. */
export interface Listener {
  readonly enrolment: StoredEnrolment;
  readonly follows: KeptRecords;
}

/** What running enrolments listen for, by what their programs are about. */
export async function listenersOf(
  { tx, programs }: { readonly tx: TenantTransaction; readonly programs: Programs },
  running: readonly StoredEnrolment[],
): Promise<readonly Listener[]> {
  const versions = Map.groupBy(running, (each) => `${each.program}@${each.programVersion}`);
  const listeners: Listener[] = [];
  for (const enrolments of versions.values()) {
    const subject = await subjectOf(enrolments[0], { tx, programs });
    for (const enrolment of enrolments) {
      const { agreementId, invitationId } = subjectOfEnrolment(enrolment);
      // Of a program that cannot be read nobody knows what it is about: its enrolments wait for what they keep.
      const kept: KeptRecords = {
        ...(agreementId !== undefined && { agreementId }),
        ...(invitationId !== undefined && { invitationId }),
      };
      listeners.push({ enrolment, follows: subject ? followedRecord(subject, kept) : kept });
    }
  }
  return listeners;
}

async function subjectOf(
  enrolment: StoredEnrolment | undefined,
  { tx, programs }: { readonly tx: TenantTransaction; readonly programs: Programs },
) {
  if (!enrolment) return undefined;
  try {
    const { compiled } = await programs.load(tx, enrolment.program, enrolment.programVersion);
    return compiled.program.subject;
  } catch (error) {
    // What PostgreSQL refuses has broken the transaction as well.
    if (!isLastingFault(error) || !(error instanceof Error) || "code" in error) throw error;
    return undefined;
  }
}

/** Which of a customer's enrolments a signal is for. */
export function targets(
  { signal, enrolmentId, agreementId, invitationId }: RoutedSignal,
  listeners: readonly Listener[],
  stopWords: readonly string[],
): readonly StoredEnrolment[] {
  const those = (hears: (listener: Listener) => boolean) =>
    listeners.filter(hears).map(({ enrolment }) => enrolment);
  if (signal.type === "message.replied" && optOutIntent(signal.text, stopWords) === "stop") {
    return those(() => true);
  }
  if (enrolmentId !== undefined) return those(({ enrolment }) => enrolment.id === enrolmentId);
  if (invitationId !== undefined) {
    return those(({ follows }) => (follows.invitationId ?? invitationId) === invitationId);
  }
  if (agreementId === undefined) return those(() => true);
  const renewalOf = "renewalOf" in signal ? signal.renewalOf : renewedBy(signal);
  const about = [agreementId, renewalOf];
  return those(({ follows }) => about.includes(follows.agreementId ?? agreementId));
}

function renewedBy(signal: Signal): string | undefined {
  return signal.type === "agreement.changed" ? signal.agreement.renewalOf : undefined;
}
