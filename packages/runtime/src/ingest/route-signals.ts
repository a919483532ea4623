import type { Customer, Purchase, Signal } from "@perennial/contract";
import { type Facts, signalEntry, signalFacts } from "@perennial/lifecycle";
import {
  CUSTOMERS,
  findRunning,
  type NewStimulus,
  readRecords,
  type StoredEnrolment,
  type Tenant,
  type TenantTransaction,
  wake,
} from "@perennial/store";
import { enterProgram } from "../enter/enter-program.ts";
import { type FactsOf, loadFacts, type Subject } from "../facts/load-facts.ts";
import type { LoadedProgram, Programs } from "../program/programs.ts";
import type { RoutedSignal } from "./attribute-signals.ts";
import { listenersOf, targets } from "./signal-targets.ts";

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
  const listeners = await listenersOf(routing, await findRunning(routing.tx, customers));
  const running = Map.groupBy(listeners, ({ enrolment }) => enrolment.customerId);
  const seeing = await seeingOf(routing, known);
  const stimuli = known.flatMap((routed) =>
    targets(routed, running.get(routed.customerId ?? "") ?? [], routing.stopWords).map(
      (enrolment) => stimulusFor(enrolment, routed, seeing),
    ),
  );
  await wake(routing.tx, stimuli, routing.now);
  await openPrograms(routing, known, seeing);
}

/** What signals are looked at with, whichever enrolment looks. */
interface Seeing {
  readonly stopWords: readonly string[];
  readonly customerOf: (id: string) => Customer | undefined;
}

/** Reads the two customers of every referral that is told: whether they are one decides about the reward. */
async function seeingOf(
  { tx, stopWords }: Routing,
  signals: readonly RoutedSignal[],
): Promise<Seeing> {
  const named = signals.flatMap(({ signal, customerId }) => {
    const friendId = friendIn(signal);
    return friendId === undefined || customerId === undefined ? [] : [customerId, friendId];
  });
  const customers = named.length === 0 ? [] : await readRecords(tx, CUSTOMERS, [...new Set(named)]);
  const byId = new Map(customers.map((each) => [each.id, each]));
  return { stopWords, customerOf: (id) => byId.get(id) };
}

function friendIn(signal: Signal): string | undefined {
  if (signal.type === "referral.changed") return signal.referral.friendId;
  return signal.type === "referral.advanced" ? signal.friendId : undefined;
}

function stimulusFor(
  enrolment: StoredEnrolment,
  { signal, step }: RoutedSignal,
  seeing: Seeing,
): NewStimulus {
  const { agreementId, variables } = enrolment;
  const view = {
    enrolment: { ...(agreementId !== null && { agreementId }), variables },
    ...seeing,
    ...(step !== undefined && { step }),
  };
  return {
    enrolmentId: enrolment.id,
    stimulus: { kind: "signal", signal: signalFacts(signal, view) },
  };
}

async function openPrograms(
  routing: Routing,
  signals: readonly RoutedSignal[],
  seeing: Seeing,
): Promise<void> {
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
    const entries = heard.flatMap((each) => entryBy(program, each, { factsOf, heard, seeing }));
    await enterProgram(tx, program, entries, { now, zone: tenant.timeZone });
  }
}

interface EntryParts {
  readonly factsOf: FactsOf;
  /** What was told together. */
  readonly heard: readonly RoutedSignal[];
  readonly seeing: Seeing;
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
    ...by.seeing,
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
