import type { Instant } from "@perennial/contract";
import {
  type CallerClue,
  type CallerPicture,
  type CallFacts,
  type ContactSubject,
  callerPicture,
  EMPTY_LEDGER,
  type Facts,
  type Identification,
  identify,
  instantAt,
  localDateOf,
  type OffersInCall,
  offersInCall,
  type RouteDecision,
  type RoutedCaller,
  relationshipOf,
  subtractFromDate,
  type TalkPoint,
  withCall,
} from "@perennial/lifecycle";
import {
  type CallerRecords,
  findCallers,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import { contactPolicyOf } from "../deliver/contact-policy-of.ts";
import { later } from "../deliver/later.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type CallerScene, callerSource } from "./caller-source.ts";
import { findCandidates } from "./find-candidates.ts";
import { onSince } from "./on-since.ts";
import { type ReadyDesk, readyDesk } from "./ready-desk.ts";

/** A customer in a call: the picture, and what to do with it. */
export interface KnownCaller {
  readonly records: CallerRecords;
  readonly picture: CallerPicture;
  readonly talkPoints: readonly TalkPoint[];
  readonly offers: OffersInCall;
}

/** How a call is answered (L-01 to L-19). */
export interface CallAnswer {
  readonly identification: Identification;
  readonly routing: RouteDecision;
  /** One customer who alone is meant. */
  readonly caller: KnownCaller | undefined;
  readonly ready: ReadyDesk;
}

/** A call that is to be answered. */
export interface CallQuestion {
  readonly tenant: Tenant;
  readonly clue: CallerClue;
  readonly call: CallFacts;
}

/** How long a call that nobody makes is remembered, in milliseconds: 60 days. */
const REMEMBERED = 60 * 24 * 60 * 60_000;

/** Says who calls, how the call is to be answered and what to say, from one reading of the records (L-15). */
export async function answerCall(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, clue, call }: CallQuestion,
): Promise<CallAnswer> {
  const ready = await readyDesk(context, tx, tenant);
  const { calling, lookBack } = ready.desk;
  const reach = reachOf(context.clock.now(), tenant, lookBack);
  const candidates = await findCandidates(tx, clue, calling, reach);
  const identification = identify(clue, candidates, calling);
  const scene: CallerScene = { context, tx, tenant, ready };
  const byId = new Map(candidates.map(({ customer, records }) => [customer.id, records]));
  const meant = matchesOf(identification).flatMap((id) => byId.get(id) ?? []);
  const seen = [];
  for (const records of meant) seen.push(await seenIn(scene, records));
  const [first, ...others] = seen;
  const routed = routedCaller(seen);
  const routing = ready.route(routed, call);
  const caller = first && others.length === 0 ? knownCaller(scene, first, call) : undefined;
  return { identification, routing, caller, ready };
}

/** A customer as an agent sees them in a call, and how it is shown; nothing for one that is not known. */
export async function callWith(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, customerId, call }: Omit<CallQuestion, "clue"> & { readonly customerId: string },
): Promise<
  (Omit<CallAnswer, "identification" | "caller"> & { readonly caller: KnownCaller }) | undefined
> {
  const ready = await readyDesk(context, tx, tenant);
  const reach = reachOf(context.clock.now(), tenant, ready.desk.lookBack);
  const [records] = await findCallers(tx, { customer: customerId }, reach);
  if (!records) return undefined;
  const scene: CallerScene = { context, tx, tenant, ready };
  const seen = await seenIn(scene, records);
  const routing = ready.route(routedCaller([seen]), call);
  return { routing, caller: knownCaller(scene, seen, call), ready };
}

/** A customer whose records have been read already, as an agent would see them in a call. */
export async function callerFrom(
  scene: CallerScene,
  records: CallerRecords,
  call: CallFacts,
): Promise<KnownCaller> {
  return knownCaller(scene, await seenIn(scene, records), call);
}

function reachOf(now: Instant, { timeZone: zone }: Tenant, lookBack: string) {
  const day = subtractFromDate(localDateOf(now, zone), lookBack);
  return {
    now,
    offersSince: instantAt(day, "00:00", zone),
    callsSince: later(now, -REMEMBERED),
    onSince: onSince(now),
  };
}

function matchesOf(identification: Identification): readonly string[] {
  switch (identification.kind) {
    case "none":
      return [];
    case "one":
      return [identification.match.candidate.customer.id];
    default:
      return identification.matches.map(({ candidate }) => candidate.customer.id);
  }
}

interface Seen {
  readonly records: CallerRecords;
  readonly facts: Facts;
  readonly picture: CallerPicture;
}

async function seenIn(scene: CallerScene, records: CallerRecords): Promise<Seen> {
  const source = await callerSource(scene, records);
  const { lookBack, contacts } = scene.ready.desk;
  return { records, facts: source.facts, picture: callerPicture(source, { lookBack, contacts }) };
}

function routedCaller(seen: readonly Seen[]): RoutedCaller {
  const customers = seen.map(({ facts, records: { agreements }, picture: { signals } }) => ({
    ...{ facts, agreements, signals },
  }));
  const [customer, ...others] = customers;
  if (customer === undefined) return { kind: "unknown" };
  return others.length === 0 ? { kind: "known", customer } : { kind: "several", customers };
}

function knownCaller(
  { context, tenant, ready }: CallerScene,
  { records, facts, picture }: Seen,
  call: CallFacts,
): KnownCaller {
  const asked = withCall(facts, call, picture.signals);
  const { catalogue } = ready;
  const { direction } = call;
  const subject = subjectOf(context, tenant, { records, facts });
  const offers = offersInCall({
    ...{ offers: ready.offers, picture, facts: asked, subject, direction, catalogue },
  });
  const tenantName = tenant.name;
  return {
    ...{ records, picture, offers },
    talkPoints: ready.talkPoints({ facts: asked, picture, offers, tenantName }),
  };
}

/** Whether marketing may be spoken of is asked of the policy; when it may be sent, which the ledger says, is not. */
function subjectOf(
  { rulePack }: RuntimeContext,
  tenant: Tenant,
  { records, facts }: Pick<Seen, "records" | "facts">,
): ContactSubject {
  const { customer, consents, agreements } = records;
  const relationship = relationshipOf(agreements);
  const person = { customer, consents, suppressions: [], ...(relationship && { relationship }) };
  const policy = contactPolicyOf(tenant, rulePack);
  return { person, ledger: EMPTY_LEDGER, policy, now: facts.now };
}
