import { randomUUID } from "node:crypto";
import type { SessionView } from "@perennial/api";
import {
  addBearer,
  addSession,
  asTenant,
  listPrograms,
  notePersonSeen,
  type SessionOrigin,
  type SignedIn,
  sweepSessions,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { digestOf, newCredential } from "../../setup/credential.ts";
import { callerFor, demandPerson } from "../authorize.ts";
import { wallClock } from "./wall-clock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long a bearer holds, in milliseconds. */
const BEARER_LIFE = 15 * MINUTE;
/** How long a session is renewed at most, in milliseconds. */
const SESSION_LIFE = 12 * HOUR;
/**
 * The same for people with a link of their own, who stand alone: with a new link each morning they would share a token
 * instead. Whoever is taken off the list is out at once all the same.
 */
const PERSON_LIFE = 14 * 24 * HOUR;

/** A session that was begun or goes on, and what the browser keeps to renew it. */
export interface Begun {
  readonly view: SessionView;
  readonly renewal: string | null;
}

/** Begins a session for whoever a token or a code named. */
export async function beginSession(
  context: ServerContext,
  tenant: number,
  origin: SessionOrigin,
): Promise<Begun> {
  demandPerson(origin.role);
  const beganAt = wallClock(context).now();
  const { personId, connector } = origin;
  const life = personId !== null && connector === null ? PERSON_LIFE : SESSION_LIFE;
  const endsAt = after(beganAt, life);
  // Inside another's page no browser keeps a cookie of ours.
  const renewal = connector === null ? newCredential("renewal", tenant) : null;
  const id = randomUUID();
  const bearer = await asTenant(context.db, tenant, async (tx) => {
    await sweepSessions(tx, beganAt);
    const digest = renewal === null ? null : digestOf(renewal);
    await addSession(tx, { ...origin, id, renewal: digest, beganAt, endsAt });
    if (personId !== null) await notePersonSeen(tx, personId, beganAt);
    return giveBearer(tx, { id, now: beganAt, endsAt });
  });
  const signedIn = { ...origin, sessionId: id, endsAt, usedAt: null };
  return { view: await sessionView(context, tenant, { signedIn, bearer }), renewal };
}

/** Gives a session that goes on another bearer. */
export async function goOn(
  context: ServerContext,
  tenant: number,
  signedIn: SignedIn & { readonly sessionId: string; readonly endsAt: string },
): Promise<SessionView> {
  const now = wallClock(context).now();
  const { sessionId: id, endsAt, personId } = signedIn;
  const bearer = await asTenant(context.db, tenant, async (tx) => {
    if (personId !== null) await notePersonSeen(tx, personId, now);
    return giveBearer(tx, { id, now, endsAt });
  });
  return sessionView(context, tenant, { signedIn, bearer });
}

interface Bearer {
  readonly text: string;
  readonly expiresAt: string;
}

async function giveBearer(
  tx: TenantTransaction,
  { id, now, endsAt }: { readonly id: string; readonly now: string; readonly endsAt: string },
): Promise<Bearer> {
  const text = newCredential("bearer", tx.tenant);
  const usual = after(now, BEARER_LIFE);
  const expiresAt = usual < endsAt ? usual : endsAt;
  await addBearer(tx, { digest: digestOf(text), sessionId: id, expiresAt });
  return { text, expiresAt };
}

async function sessionView(
  context: ServerContext,
  number: number,
  { signedIn, bearer }: { readonly signedIn: SignedIn; readonly bearer: Bearer },
): Promise<SessionView> {
  const tenant = await context.tenant(number);
  const programs = await asTenant(context.db, number, listPrograms);
  const { name: who, role } = callerFor({ ...signedIn, tenant: number });
  const { id, name, timeZone, currency } = tenant;
  const locale = tenant.locale.toLowerCase().startsWith("en") ? "en" : "sv";
  return {
    ...{ bearer: bearer.text, expiresAt: bearer.expiresAt },
    endsAt: signedIn.endsAt ?? bearer.expiresAt,
    ...{ who, role: demandPerson(role), tenant: { id, name, timeZone, locale, currency } },
    live: context.demo === undefined,
    setUp: programs.some(({ state }) => state === "active"),
    host: signedIn.connector ?? "alone",
  };
}

/** The moment so many milliseconds after another. */
export function after(moment: string, milliseconds: number): string {
  return new Date(Date.parse(moment) + milliseconds).toISOString();
}
