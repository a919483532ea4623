import { createHash, randomBytes } from "node:crypto";
import { addPendingGrant, withPendingGrants } from "@perennial/store";
import { later } from "../deliver/later.ts";
import { type AppRuntime, appOf } from "./app-runtime.ts";
import type { Invitation } from "./invitation.ts";

/** How long a browser may be away, in milliseconds. */
const LASTS = 10 * 60_000;

/** Who is about to install what. */
export interface Beginning {
  readonly connector: string;
  /** Where the vendor sends the browser back to. */
  readonly redirectUri: string;
  /** What they were invited by, and to which tenant; without it one is made for the account. */
  readonly invitation?: Invitation | undefined;
}

/** Where a browser is to be sent. */
export interface Begun {
  readonly url: string;
  /** What it comes back with, for a cookie that shows it to be the same browser. */
  readonly state: string;
}

/**
 * Begins an installation: keeps what only we know of it (RFC 7636), sealed and for ten minutes, in the database,
 * because another process may be the one that the browser comes back to. Throws an `AppError` where there is no app.
 */
export async function beginInstall(
  context: AppRuntime,
  { connector, redirectUri, invitation }: Beginning,
): Promise<Begun> {
  const { app, credentials } = appOf(context, connector);
  const codeVerifier = randomBytes(32).toString("base64url");
  const tenant = invitation?.tenant;
  const state = `${tenant ?? 0}.${randomBytes(32).toString("base64url")}`;
  const now = context.clock.now();
  const sealed = context.vault.seal(
    JSON.stringify({ codeVerifier, redirectUri, invitation }),
    grantPurpose(connector, state),
  );
  const grant = { digest: stateDigest(state), connector, sealed, expiresAt: later(now, LASTS) };
  await withPendingGrants(context.db, tenant, (tx) => addPendingGrant(tx, grant, now));
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  return { state, url: app.authorizeUrl(credentials, { state, redirectUri, codeChallenge }) };
}

/** What a state is kept by. */
export function stateDigest(state: string): string {
  return createHash("sha256").update(state).digest("base64url");
}

/** What a pending grant is sealed for: nobody can put it in another's place. */
export function grantPurpose(connector: string, state: string): string {
  return `grant/${connector}/${stateDigest(state)}`;
}
