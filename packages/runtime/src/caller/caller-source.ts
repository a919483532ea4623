import type { LocalizedText } from "@perennial/contract";
import {
  type CallerSource,
  type CallPromise,
  type ChurnVerdict,
  type Facts,
  momentPhrase,
  type OfferMade,
  type OpenEnrolment,
} from "@perennial/lifecycle";
import type {
  CallerEnrolment,
  CallerOffer,
  CallerRecords,
  StoredPromise,
  Tenant,
  TenantTransaction,
} from "@perennial/store";
import { factsFrom } from "../facts/load-facts.ts";
import { type PlanInForce, planOf } from "../plan/plan-of.ts";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { churnVerdict } from "../standing/churn-verdict.ts";
import type { ReadyDesk } from "./ready-desk.ts";

/** Where a caller is looked at. */
export interface CallerScene {
  readonly context: RuntimeContext;
  readonly tx: TenantTransaction;
  readonly tenant: Tenant;
  readonly ready: ReadyDesk;
}

const NONE = new Map<string, never>();

/** What is known of a caller, in the core's words. */
export async function callerSource(
  { context, tx, tenant, ready }: CallerScene,
  records: CallerRecords,
): Promise<CallerSource> {
  const { customer, agreements, redemptions, promises, notes } = records;
  const facts = factsOf(records, tenant, context.clock.now());
  const named = [...records.enrolments, ...records.offers];
  const [programs, plan] = await Promise.all([
    programsOf(context, tx, named),
    planOf(context, tx, tenant),
  ]);
  const churn = plan && churnOf(facts, records, { tenant, plan });
  const potential = ready.potential?.({ facts, agreements });
  return {
    ...{ facts, agreements, redemptions },
    offers: records.offers.flatMap((each) => offerMade(each, programs, ready)),
    enrolments: records.enrolments.flatMap((each) => openEnrolment(each, programs, tenant)),
    promises: promises.map(promiseOf),
    notes: notes.map(({ id: _id, errand, takenAt, takenBy: _by, ...note }) => ({
      ...{ ...note, customerId: customer.id },
      ...(errand !== null && { errand }),
      ...(takenAt !== null && { takenAt }),
    })),
    ...(churn && { churn }),
    ...(potential && { potential }),
  };
}

function factsOf(records: CallerRecords, tenant: Tenant, now: string): Facts {
  const { customer, purchases, interactions, standing } = records;
  const { id } = customer;
  const loaded = {
    customers: new Map([[id, customer]]),
    ...{ agreements: NONE, renewals: NONE, invitations: NONE },
    standings: standing ? new Map([[id, standing]]) : NONE,
    // Lists of facts are in the order of time.
    purchases: new Map([[id, purchases.toReversed()]]),
    interactions: new Map([[id, interactions.toReversed()]]),
  };
  return factsFrom(loaded, { tenant, now })({ customerId: id }) as Facts;
}

type Programs = ReadonlyMap<string, LoadedProgram>;

async function programsOf(
  { programs }: RuntimeContext,
  tx: TenantTransaction,
  named: readonly { readonly program: string | null; readonly programVersion: number | null }[],
): Promise<Programs> {
  const loaded = new Map<string, LoadedProgram>();
  for (const { program, programVersion } of named) {
    if (program === null || programVersion === null) continue;
    const key = `${program}@${programVersion}`;
    if (!loaded.has(key)) loaded.set(key, await programs.load(tx, program, programVersion));
  }
  return loaded;
}

/** An offer that neither its program nor the desk knows any more goes by its id. */
function offerMade(
  { offerId, at, channel, program, programVersion }: CallerOffer,
  programs: Programs,
  { offers }: ReadyDesk,
): readonly OfferMade[] {
  const ofProgram = programs.get(`${program}@${programVersion}`)?.compiled.program.offers ?? [];
  const offer = [...ofProgram, ...offers.map((each) => each.offer)].find(
    ({ id }) => id === offerId,
  );
  return [
    {
      ...{ offerId, at, channel, name: offer?.name ?? { sv: offerId, en: offerId } },
      ...(offer && { product: offer.product }),
      ...(program !== null && { program }),
    },
  ];
}

function openEnrolment(
  enrolment: CallerEnrolment,
  programs: Programs,
  { timeZone: zone }: Tenant,
): readonly OpenEnrolment[] {
  const {
    id: enrolmentId,
    program,
    programVersion,
    agreementId,
    stage,
    enteredAt,
    timerAt,
  } = enrolment;
  const compiled = programs.get(`${program}@${programVersion}`)?.compiled;
  if (!compiled) return [];
  const known = compiled.program.stages.find((each) => each.id === stage)?.name;
  return [
    {
      ...{ enrolmentId, program, name: compiled.program.name },
      ...(agreementId !== null && { agreementId }),
      standing: standingOf(known, { enteredAt, zone }),
      ...(timerAt !== null && { next: { at: timerAt, sentence: nextOf(timerAt, zone) } }),
    },
  ];
}

function standingOf(
  stage: LocalizedText | undefined,
  { enteredAt, zone }: { readonly enteredAt: string; readonly zone: string },
): LocalizedText {
  const [sv, en] = [momentPhrase(enteredAt, zone, "sv"), momentPhrase(enteredAt, zone, "en")];
  return {
    sv: `I programmet sedan den ${sv}${stage ? `: ${stage.sv}` : ""}.`,
    en: `In the program since ${en}${stage ? `: ${stage.en}` : ""}.`,
  };
}

function nextOf(at: string, zone: string): LocalizedText {
  return {
    sv: `Nästa steg tas den ${momentPhrase(at, zone, "sv")}, om inget händer före.`,
    en: `The next step is taken on ${momentPhrase(at, zone, "en")}, unless something happens before.`,
  };
}

/** A stored promise in the core's words. */
export function promiseOf(stored: StoredPromise): CallPromise {
  const { id, customerId, agreementId, date, from, to, about, phone, agent, agreedAt } = stored;
  return {
    ...{ id, customerId, date, from, to, about, agreedAt },
    ...(agreementId !== null && { agreementId }),
    ...(phone !== null && { phone }),
    ...(agent !== null && { agent }),
    ...(stored.settledAt !== null && { keptAt: stored.settledAt }),
  };
}

/** Why the customer may leave, by today's records; the level is that of the last review where there is one. */
function churnOf(
  { standing, today }: Facts,
  records: CallerRecords,
  { tenant, plan }: { readonly tenant: Tenant; readonly plan: PlanInForce },
): ChurnVerdict | undefined {
  const found = churnVerdict(records, plan, { tenant, today });
  return found && { ...found, risk: standing?.risk ?? found.risk };
}
