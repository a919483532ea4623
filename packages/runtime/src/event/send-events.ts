import type { Instant, Vault } from "@perennial/contract";
import {
  asTenant,
  claimEvents,
  type DueEvent,
  type Endpoint,
  findDueEndpoints,
  forgetEvents,
  noteEndpoint,
  publishEvents,
  readEndpoint,
  saveAttempts,
  setEndpointState,
  type Tenant,
} from "@perennial/store";
import { later } from "../deliver/later.ts";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import { measuresOf } from "../measure/measures.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { type AttemptOutcome, attemptOutcome, endpointCourse } from "./attempt-outcome.ts";
import { endpointPurpose } from "./endpoint-secrets.ts";
import { eventBody, eventId, eventMessage } from "./event-body.ts";
import type { PostEvent } from "./post-event.ts";

/** What sending events needs beside the rest. */
export interface EventContext extends RuntimeContext {
  readonly vault: Vault;
  readonly postEvent: PostEvent;
}

/** Events of one endpoint under way at once. */
const BATCH = 16;
/** Whoever holds an event for so long counts as dead, in milliseconds: well over the time that a post may take. */
const LEASE = 2 * 60_000;
/** How long events are kept to be replayed, in milliseconds. */
const KEPT = 30 * 24 * 60 * 60_000;

/**
 * Sends what is due to each endpoint of a tenant, all endpoints side by side, and gives how many attempts there
 * were. An endpoint that fails holds up no other.
 */
export function sendEvents(
  context: EventContext,
  tenant: Tenant,
  over?: AbortSignal,
): Promise<number> {
  return measuresOf(context).work(
    { name: "events", tenant: tenant.id },
    () => sendDue(context, tenant, over),
    (attempts) => ({ attempts }),
  );
}

async function sendDue(
  context: EventContext,
  tenant: Tenant,
  over: AbortSignal | undefined,
): Promise<number> {
  const now = context.clock.now();
  const due = await asTenant(context.db, tenant.id, (tx) => findDueEndpoints(tx, now));
  const sent = await Promise.allSettled(
    due.map(({ id }) => sendAll(context, { tenant, id, over })),
  );
  const [failed] = sent.filter((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  return sent.reduce((sum, each) => sum + (each.status === "fulfilled" ? each.value : 0), 0);
}

/** Forgets events that are too old to be replayed. */
export async function forgetOldEvents(
  { db, clock }: RuntimeContext,
  tenant: Tenant,
): Promise<number> {
  return asTenant(db, tenant.id, (tx) => forgetEvents(tx, later(clock.now(), -KEPT)));
}

interface Job {
  readonly tenant: Tenant;
  readonly id: string;
  readonly over: AbortSignal | undefined;
}

async function sendAll(context: EventContext, job: Job): Promise<number> {
  let attempts = 0;
  while (!job.over?.aborted) {
    const round = await claimRound(context, job);
    if (round === undefined || round.events.length === 0) return attempts;
    const outcomes = await Promise.all(
      round.events.map((event) => attempt(context, job, { ...round, event })),
    );
    attempts += outcomes.length;
    await retryTransaction(() => save(context, job, { ...round, outcomes }));
  }
  return attempts;
}

interface Round {
  readonly endpoint: Endpoint;
  readonly events: readonly DueEvent[];
}

async function claimRound({ db, clock }: EventContext, job: Job): Promise<Round | undefined> {
  const now = clock.now();
  return asTenant(db, job.tenant.id, async (tx) => {
    const endpoint = await readEndpoint(tx, job.id);
    if (endpoint?.state !== "active" || (endpoint.resumeAt ?? now) > now) return undefined;
    const claim = { endpoint: job.id, ordered: endpoint.ordered, now, limit: BATCH };
    const events = await claimEvents(tx, { ...claim, leaseUntil: later(now, LEASE) });
    return { endpoint, events };
  });
}

interface Attempted extends AttemptOutcome {
  readonly eventId: number;
  readonly attempt: number;
  readonly at: Instant;
  readonly milliseconds: number;
}

async function attempt(
  context: EventContext,
  { tenant }: Job,
  { endpoint, event }: { readonly endpoint: Endpoint; readonly event: DueEvent },
): Promise<Attempted> {
  const at = context.clock.now();
  const message = eventMessage(tenant.id, event);
  const source = `/tenants/${tenant.id}/endpoints/${endpoint.id}`;
  const begun = performance.now();
  const answer = await context.postEvent({
    ...{ url: endpoint.url, id: eventId(tenant.id, event), at },
    secrets: secretsAt(context, { tenant, endpoint, at }),
    ...eventBody(message, endpoint.format, source),
  });
  const milliseconds = Math.round(performance.now() - begun);
  const about = { eventId: event.id, attempt: event.attempt, at, milliseconds };
  return { ...about, ...attemptOutcome(event, answer, context.clock.now()) };
}

/** The secrets that sign at a moment: while one replaces another, both. */
function secretsAt(
  { vault }: EventContext,
  {
    tenant,
    endpoint,
    at,
  }: { readonly tenant: Tenant; readonly endpoint: Endpoint; readonly at: Instant },
): readonly string[] {
  const { secret, previousSecret, previousUntil } = endpoint;
  const isBoth = previousSecret !== null && previousUntil !== null && at < previousUntil;
  const sealed = isBoth ? [secret, previousSecret] : [secret];
  return sealed.map((each) => vault.open(each, endpointPurpose(tenant.id, endpoint.id)));
}

async function save(
  { db, clock, log }: EventContext,
  { tenant, id }: Job,
  { endpoint, outcomes }: { readonly endpoint: Endpoint; readonly outcomes: readonly Attempted[] },
): Promise<void> {
  const now = clock.now();
  const course = endpointCourse(endpoint.failingSince, outcomes, now);
  const { disable } = course;
  const disabled = await asTenant(db, tenant.id, async (tx) => {
    await saveAttempts(tx, id, outcomes);
    if (disable === null) {
      await noteEndpoint(tx, id, course);
      return false;
    }
    if (!(await setEndpointState(tx, id, disable))) return false;
    const data = { endpoint: id, problem: disable };
    await publishEvents(tx, [{ type: "endpoint.disabled.v1", at: now, data }]);
    return true;
  });
  if (!disabled) return;
  log.warn("An endpoint was disabled.", {
    tenant: tenant.slug,
    endpoint: id,
    problem: disable ?? "",
  });
}
