import { Instant } from "@perennial/contract";
import { takePendingGrant, withPendingGrants } from "@perennial/store";
import { z } from "zod";
import { AppError } from "./app-error.ts";
import { type AppRuntime, appContext, appOf } from "./app-runtime.ts";
import { grantPurpose, stateDigest } from "./begin-install.ts";
import { type InstalledApp, install } from "./install.ts";

/** What a browser came back with. */
export interface Return {
  readonly connector: string;
  readonly state: string;
  readonly code: string;
}

const Kept = z.strictObject({
  codeVerifier: z.string(),
  redirectUri: z.string(),
  invitation: z
    .strictObject({ tenant: z.int().positive(), digest: z.string(), until: Instant })
    .optional(),
});

/**
 * Finishes an installation: takes the state, which works once, exchanges the code, and connects the account. Throws an
 * `AppError` that says what would help, or the `ConnectorError` of the vendor.
 */
export async function finishInstall(
  context: AppRuntime,
  { connector, state, code }: Return,
): Promise<InstalledApp> {
  const { app, credentials } = appOf(context, connector);
  const tenant = tenantIn(state);
  const now = context.clock.now();
  const grant = await withPendingGrants(context.db, tenant, (tx) =>
    takePendingGrant(tx, stateDigest(state), now),
  );
  if (grant?.connector !== connector) throw badState();
  const opened = context.vault.open(grant.sealed, grantPurpose(connector, state));
  const { invitation, ...kept } = Kept.parse(JSON.parse(opened));
  const installed = await app.install(credentials, { code, ...kept }, appContext(context));
  return install(context, { connector, installed, invitation });
}

/** The tenant that a state was given out for; none for an account that gets one of its own. */
function tenantIn(state: string): number | undefined {
  const [, digits] = /^(0|[1-9]\d{0,8})\.[\w-]{43}$/.exec(state) ?? [];
  if (digits === undefined) throw badState();
  return digits === "0" ? undefined : Number(digits);
}

function badState(): AppError {
  return new AppError(
    "bad-state",
    "The installation was begun more than ten minutes ago, in another browser, or is finished already. Begin it anew.",
  );
}
