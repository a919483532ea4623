import type { LocalizedText } from "@perennial/contract";
import {
  asTenant,
  endSession,
  findBearer,
  findRenewal,
  type SessionOrigin,
  takeLaunchCode,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { digestOf, tenantOf } from "../../setup/credential.ts";
import { type Caller, callerFor } from "../authorize.ts";
import type { Handlers } from "../bind.ts";
import { HttpProblem } from "../problem.ts";
import { beginSession, goOn } from "./begin-session.ts";
import { LAUNCH_LIFE, makeLaunch, originOf } from "./launch.ts";
import type { Visit } from "./visit.ts";
import { wallClock } from "./wall-clock.ts";

type SessionOperation = "startSession" | "renewSession" | "endSession" | "createLaunch";

/** How being signed in begins, goes on and ends. */
export function sessionHandlers(context: ServerContext): Pick<Handlers, SessionOperation> {
  return {
    startSession: async ({ body, visit, audit }) => {
      const named =
        "token" in body ? await byToken(context, body.token) : await byCode(context, body.code);
      const { view, renewal } = await beginSession(context, named.tenant, named.origin);
      if (renewal !== null) visit.keep(renewal, view.endsAt);
      // Whoever looks at a record in their CRM signs in with each: only those who stand alone are noted.
      if (named.origin.connector === null) audit({ by: signedInBy(named) });
      return view;
    },
    renewSession: async ({ visit }) => {
      const known = (await byBearer(visit)) ?? (await byCookie(context, visit));
      if (known) return goOn(context, known.tenant, known.signedIn);
      visit.drop();
      throw new HttpProblem(401, "Not signed in", {
        sv: "Du är inte inloggad längre. Logga in igen.",
        en: "Nobody is signed in here any more. Sign in again.",
      });
    },
    endSession: async ({ caller: { tenant, by }, visit }) => {
      const { sessionId } = by;
      if (sessionId !== null) await asTenant(context.db, tenant, (tx) => endSession(tx, sessionId));
      visit.drop();
      return { ended: true };
    },
    createLaunch: ({ body: { path }, caller: { tenant, by } }) =>
      makeLaunch(context, { tenant, origin: originOf(by) }, { path, life: LAUNCH_LIFE }),
  };
}

interface Named {
  readonly tenant: number;
  readonly origin: SessionOrigin;
}

/** Whoever has just signed in, for the audit log: in a session, whichever it is. */
function signedInBy({ tenant, origin }: Named): Caller {
  const by = { ...origin, sessionId: "", endsAt: null, usedAt: null };
  return callerFor({ ...by, tenant });
}

/** Only a token itself opens a session: a bearer is renewed, and prolongs nothing beyond its own. */
async function byToken(context: ServerContext, token: string): Promise<Named> {
  const trimmed = token.trim();
  const tenant = tenantOf(trimmed, ["token"]);
  const now = wallClock(context).now();
  const found =
    tenant === undefined
      ? undefined
      : await asTenant(context.db, tenant, (tx) => findBearer(tx, digestOf(trimmed), now));
  if (tenant !== undefined && found) return { tenant, origin: originOf(found) };
  throw refused("token", {
    sv: "Nyckeln är inte känd här. Den kan ha dragits in eller blivit avklippt.",
    en: "This token is not known here. It may have been revoked, or be cut off.",
  });
}

async function byCode(context: ServerContext, code: string): Promise<Named> {
  const tenant = tenantOf(code, ["code"]);
  const now = wallClock(context).now();
  const found =
    tenant === undefined
      ? undefined
      : await asTenant(context.db, tenant, (tx) => takeLaunchCode(tx, digestOf(code), now));
  if (tenant !== undefined && found) return { tenant, origin: originOf(found) };
  throw refused("code", {
    sv: "Länken har använts eller gått ut. Öppna sidan igen där du kom ifrån, eller be en administratör om en ny länk.",
    en: "This link has been used or has run out. Open the page again where you came from, or ask an administrator for a new link.",
  });
}

async function byBearer(visit: Visit) {
  const caller = await visit.caller();
  const { sessionId = null, endsAt = null } = caller?.by ?? {};
  if (!caller || sessionId === null || endsAt === null) return undefined;
  const signedIn = { ...caller.by, sessionId, endsAt, usedAt: null };
  return { tenant: caller.tenant, signedIn };
}

async function byCookie(context: ServerContext, { renewal = "" }: Visit) {
  const tenant = tenantOf(renewal, ["renewal"]);
  if (tenant === undefined) return undefined;
  const now = wallClock(context).now();
  const found = await asTenant(context.db, tenant, (tx) => findRenewal(tx, digestOf(renewal), now));
  const { sessionId = null, endsAt = null } = found ?? {};
  if (!found || sessionId === null || endsAt === null) return undefined;
  return { tenant, signedIn: { ...found, sessionId, endsAt } };
}

function refused(field: string, message: LocalizedText): HttpProblem {
  return new HttpProblem(401, "Not signed in", message, [{ place: `body.${field}`, message }]);
}
