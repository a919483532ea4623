import {
  CALL_FIELDS,
  type CallOffer,
  CallOffer as CallOfferSchema,
  type Catalogue,
  compileRouting,
  compileScore,
  compileTalkPoints,
  createCatalogue,
  type Declared,
  type Router,
  type Score,
  type ServiceDesk,
  type TalkPoint,
  type TalkQuestion,
  type WorklistCandidate,
} from "@perennial/lifecycle";
import type { Tenant, TenantTransaction } from "@perennial/store";
import type { LoadedProgram } from "../program/programs.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { serviceDeskOf } from "./service-desk-of.ts";

/** A service desk made ready for many calls, with what of the programs that run belongs to it. */
export interface ReadyDesk {
  readonly desk: ServiceDesk;
  readonly catalogue: Catalogue;
  readonly route: Router;
  readonly talkPoints: (question: TalkQuestion) => readonly TalkPoint[];
  /** The sales potential; nothing where nothing says what speaks for selling. */
  readonly potential: ((candidate: WorklistCandidate) => Score) | undefined;
  /** What agents may offer: the desk's own, or what the programs that run have to offer. */
  readonly offers: readonly CallOffer[];
}

/** What is made ready of each desk, by tenant and programs: many tenants have the ready one. */
const kept = new WeakMap<ServiceDesk, Map<string, ReadyDesk>>();
/** Programs that are published anew must not grow the process. */
const MOST_KEPT = 500;

/** A tenant's service desk, compiled once for each of its settings and the programs that run. */
export async function readyDesk(
  context: Pick<RuntimeContext, "db" | "programs">,
  tx: TenantTransaction,
  tenant: Tenant,
): Promise<ReadyDesk> {
  const [desk, running] = await Promise.all([
    serviceDeskOf(context, tx, tenant),
    runningPrograms(context, tx),
  ]);
  const names = running.map(({ compiled }) => `${compiled.program.id}@${compiled.version}`);
  const key = [tenant.id, tenant.currency, ...names].join(" ");
  const desks = kept.get(desk) ?? new Map<string, ReadyDesk>();
  kept.set(desk, desks);
  const known = desks.get(key);
  if (known) return known;
  if (desks.size >= MOST_KEPT) desks.clear();
  const ready = madeReady(desk, running, tenant.currency);
  desks.set(key, ready);
  return ready;
}

/** Programs that run, in the order of their ids. */
export async function runningPrograms(
  { programs }: Pick<RuntimeContext, "programs">,
  tx: TenantTransaction,
): Promise<readonly LoadedProgram[]> {
  const active = (await programs.list(tx)).filter(({ state }) => state === "active");
  return Promise.all(active.map(({ id, version }) => programs.load(tx, id, version)));
}

/** What conditions of a service desk may ask about: the contract's fields, the call's, and attributes that programs declare. */
export function deskCatalogue(running: readonly LoadedProgram[], currency: string): Catalogue {
  const attributes = running.flatMap(({ compiled: { program } }) => [
    ...under("customer", program.attributes.customer),
    ...under("agreement", program.attributes.agreement),
  ]);
  const declared: Declared = { ...Object.fromEntries(attributes), ...CALL_FIELDS };
  return createCatalogue({ declared, currency });
}

function under(record: string, fields: Declared): readonly (readonly [string, Declared[string]])[] {
  return Object.entries(fields).map(([name, type]) => [`${record}.attributes.${name}`, type]);
}

/** The offers of programs that run, each once. */
export function programOffers(running: readonly LoadedProgram[]): readonly CallOffer[] {
  const all = running.flatMap(({ compiled }) => compiled.program.offers);
  return [...new Map(all.map((offer) => [offer.id, CallOfferSchema.parse({ offer })])).values()];
}

function madeReady(
  desk: ServiceDesk,
  running: readonly LoadedProgram[],
  currency: string,
): ReadyDesk {
  const catalogue = deskCatalogue(running, currency);
  return {
    ...{ desk, catalogue },
    route: compileRouting(desk.routing, catalogue),
    talkPoints: compileTalkPoints(desk.talkPoints, catalogue),
    potential: desk.potential.length === 0 ? undefined : compileScore(desk.potential, catalogue),
    offers: desk.offers ?? programOffers(running),
  };
}
