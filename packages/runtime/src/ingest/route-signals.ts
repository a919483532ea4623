import type { Signal } from "@perennial/contract";
import { optOutIntent, signalEntry, signalFacts } from "@perennial/lifecycle";
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
  { signal, enrolmentId, agreementId }: RoutedSignal,
  running: readonly StoredEnrolment[],
  stopWords: readonly string[],
): readonly StoredEnrolment[] {
  if (signal.type === "message.replied" && optOutIntent(signal.text, stopWords) === "stop")
    return running;
  if (enrolmentId !== undefined) return running.filter((each) => each.id === enrolmentId);
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
      entryBy(program, each, { factsOf, stopWords: routing.stopWords }),
    );
    await enterProgram(tx, program, entries, { now, zone: tenant.timeZone });
  }
}

function entryBy(
  { compiled }: LoadedProgram,
  routed: RoutedSignal,
  by: { readonly factsOf: FactsOf; readonly stopWords: readonly string[] },
) {
  const subject = subjectOf(routed);
  const facts = by.factsOf(subject);
  if (!facts) return [];
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
function subjectOf({ signal, customerId, agreementId }: RoutedSignal): Subject {
  const renewalOf = "renewalOf" in signal ? signal.renewalOf : undefined;
  return { customerId: customerId ?? "", agreementId: renewalOf ?? agreementId };
}

async function activePrograms({ tx, programs }: Routing): Promise<readonly LoadedProgram[]> {
  const stored = (await programs.list(tx)).filter((each) => each.state === "active");
  return Promise.all(stored.map((each) => programs.load(tx, each.id, each.version)));
}
