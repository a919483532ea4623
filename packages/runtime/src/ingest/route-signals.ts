import type { Purchase, Signal } from "@perennial/contract";
import { type Facts, optOutIntent, signalEntry, signalFacts } from "@perennial/lifecycle";
import {
  findRunning,
  type NewStimulus,
  type StoredEnrolment,
  type Tenant,
  type TenantTransaction,
  wake,
} from "@perennial/store";
import { enterProgram } from "../enter/enter-program.ts";
import { type FactsOf, loadFacts, type Subject } from "../facts/load-facts.ts";
import type { LoadedProgram, Programs } from "../program/programs.ts";
import type { RoutedSignal } from "./attribute-signals.ts";

/** What routing works with. */
export interface Routing {
  readonly tx: TenantTransaction;
  readonly tenant: Tenant;
  readonly programs: Programs;
  readonly stopWords: readonly string[];
  readonly now: string;
}

/** Wakes the enrolments that signals are for, and lets in those for whom they open a program. */
export async function routeSignals(
  routing: Routing,
  signals: readonly RoutedSignal[],
): Promise<void> {
  const known = signals.filter((each) => each.customerId !== undefined);
  if (known.length === 0) return;
  const customers = [...new Set(known.flatMap((each) => each.customerId ?? []))];
  const running = Map.groupBy(await findRunning(routing.tx, customers), (each) => each.customerId);
  const stimuli = known.flatMap((routed) =>
    targets(routed, running.get(routed.customerId ?? "") ?? [], routing.stopWords).map(
      (enrolment) => stimulusFor(enrolment, routed, routing.stopWords),
    ),
  );
  await wake(routing.tx, stimuli, routing.now);
  await openPrograms(routing, known);
}

function stimulusFor(
  enrolment: StoredEnrolment,
  { signal, step }: RoutedSignal,
  stopWords: readonly string[],
): NewStimulus {
  const { agreementId, variables } = enrolment;
  const view = {
    enrolment: { ...(agreementId !== null && { agreementId }), variables },
    stopWords,
    ...(step !== undefined && { step }),
  };
  return {
    enrolmentId: enrolment.id,
    stimulus: { kind: "signal", signal: signalFacts(signal, view) },
  };
}

/** Which of a customer's enrolments a signal is for. */
function targets(
  { signal, enrolmentId, agreementId, invitationId }: RoutedSignal,
  running: readonly StoredEnrolment[],
  stopWords: readonly string[],
): readonly StoredEnrolment[] {
  if (signal.type === "message.replied" && optOutIntent(signal.text, stopWords) === "stop")
    return running;
  if (enrolmentId !== undefined) return running.filter((each) => each.id === enrolmentId);
  if (invitationId !== undefined) {
    return running.filter((each) => [null, invitationId].includes(each.invitationId));
  }
  if (agreementId === undefined) return running;
  const renewalOf = "renewalOf" in signal ? signal.renewalOf : renewedBy(signal);
  const about = [agreementId, renewalOf];
  return running.filter(
    (each) => each.agreementId === null || about.includes(each.agreementId ?? undefined),
  );
}

function renewedBy(signal: Signal): string | undefined {
  return signal.type === "agreement.changed" ? signal.agreement.renewalOf : undefined;
}

async function openPrograms(routing: Routing, signals: readonly RoutedSignal[]): Promise<void> {
  const { tx, tenant, now } = routing;
  const programs = await activePrograms(routing);
  const wanted = programs.flatMap((program) => {
    const types = program.compiled.program.triggers.flatMap((each) =>
      "signal" in each ? each.signal : [],
    );
    const heard = signals.filter((each) => types.includes(each.signal.type));
    return heard.length > 0 ? [{ program, heard }] : [];
  });
  if (wanted.length === 0) return;
  const subjects = wanted.flatMap(({ heard }) => heard.map(subjectOf));
  const factsOf = await loadFacts(tx, subjects, {
    tenant,
    now,
    programs: wanted.map(({ program }) => program.compiled),
  });
  for (const { program, heard } of wanted) {
    const entries = heard.flatMap((each) =>
      entryBy(program, each, { factsOf, heard, stopWords: routing.stopWords }),
    );
    await enterProgram(tx, program, entries, { now, zone: tenant.timeZone });
  }
}

interface EntryParts {
  readonly factsOf: FactsOf;
  /** What was told together. */
  readonly heard: readonly RoutedSignal[];
  readonly stopWords: readonly string[];
}

/**
 * The facts at a purchase: it counts itself, even where the shop's clock is ahead of ours, and of those told together
 * the later ones do not count yet. So a first and a second purchase that come at once are a first and a second.
 */
function factsAtPurchase(facts: Facts, signal: Signal, heard: readonly RoutedSignal[]): Facts {
  if (signal.type !== "purchase.made") return facts;
  const { purchase } = signal;
  const later = new Set(
    heard.flatMap(({ signal: other }) =>
      other.type === "purchase.made" && isBefore(purchase, other.purchase) ? other.purchase.id : [],
    ),
  );
  const purchases = facts.purchases.filter(({ id }) => !later.has(id));
  return { ...facts, purchases, now: purchase.at > facts.now ? purchase.at : facts.now };
}

function isBefore(one: Purchase, two: Purchase): boolean {
  return one.at === two.at ? one.id < two.id : one.at < two.at;
}

function entryBy({ compiled }: LoadedProgram, routed: RoutedSignal, by: EntryParts) {
  const subject = subjectOf(routed);
  const known = by.factsOf(subject);
  if (!known) return [];
  const facts = factsAtPurchase(known, routed.signal, by.heard);
  const view = {
    enrolment: {
      ...(subject.agreementId !== undefined && { agreementId: subject.agreementId }),
      variables: {},
    },
    stopWords: by.stopWords,
  };
  const entry = signalEntry(compiled, signalFacts(routed.signal, view), facts);
  return entry ? [{ subject, entry }] : [];
}

/** An order for a renewal is about the agreement it continues. */
function subjectOf({ signal, customerId, agreementId, invitationId }: RoutedSignal): Subject {
  const renewalOf = "renewalOf" in signal ? signal.renewalOf : undefined;
  return { customerId: customerId ?? "", agreementId: renewalOf ?? agreementId, invitationId };
}

async function activePrograms({ tx, programs }: Routing): Promise<readonly LoadedProgram[]> {
  const stored = (await programs.list(tx)).filter((each) => each.state === "active");
  return Promise.all(stored.map((each) => programs.load(tx, each.id, each.version)));
}
