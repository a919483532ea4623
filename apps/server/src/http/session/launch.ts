import { addLaunchCode, asTenant, type SessionOrigin } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { digestOf, newCredential } from "../../setup/credential.ts";
import { after } from "./begin-session.ts";
import { wallClock } from "./wall-clock.ts";

/** How long a link from inside a page holds, in milliseconds. */
export const LAUNCH_LIFE = 60_000;

/** A link that begins a session. */
export interface Launch {
  readonly url: string;
  readonly expiresAt: string;
}

/** What a link opens, and for how long it holds. */
export interface LaunchWish {
  /** The page of the console, such as `/embed/customers/42`. */
  readonly path: string;
  /** In milliseconds. */
  readonly life: number;
}

/**
 * Makes a link that opens the console for somebody, once. The code stands behind the `#`, which browsers send to no
 * server, so that no log has it.
 */
export async function makeLaunch(
  context: ServerContext,
  { tenant, origin }: { readonly tenant: number; readonly origin: SessionOrigin },
  { path, life }: LaunchWish,
): Promise<Launch> {
  const expiresAt = after(wallClock(context).now(), life);
  const code = newCredential("code", tenant);
  await asTenant(context.db, tenant, (tx) =>
    addLaunchCode(tx, { ...origin, digest: digestOf(code), expiresAt }),
  );
  const url = new URL(`/console${path}`, context.publicUrl);
  url.hash = new URLSearchParams({ code }).toString();
  return { url: url.href, expiresAt };
}

/** Whoever is signed in, as a session of their own would name them. */
export function originOf({
  personId,
  tokenId,
  connector,
  account,
  who,
  role,
}: SessionOrigin): SessionOrigin {
  return { personId, tokenId, connector, account, who, role };
}
