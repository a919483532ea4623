import { randomBytes } from "node:crypto";
import { asTenant, type EndpointSettings, putEndpoint, rotateSecret } from "@perennial/store";
import { later } from "../deliver/later.ts";
import type { EventContext } from "./send-events.ts";

const SECRET_BYTES = 32;
/** How long the secret before signs beside its successor, in milliseconds. */
const BOTH = 24 * 60 * 60_000;

/** What an endpoint's secret is sealed for. */
export function endpointPurpose(tenant: number, endpoint: string): string {
  return `${tenant}/endpoint/${endpoint}`;
}

/**
 * Keeps what is said of an endpoint. A new one gets a secret, which is given here and never again; one that is
 * there keeps its own.
 */
export async function saveEndpoint(
  context: Pick<EventContext, "db" | "clock" | "vault">,
  tenant: number,
  endpoint: EndpointSettings & { readonly id: string },
): Promise<string | undefined> {
  const secret = newSecret();
  const sealed = context.vault.seal(secret, endpointPurpose(tenant, endpoint.id));
  const done = await asTenant(context.db, tenant, (tx) =>
    putEndpoint(tx, { ...endpoint, secret: sealed }, context.clock.now()),
  );
  return done === "created" ? secret : undefined;
}

/** Gives an endpoint a new secret; for a day the one before signs too. Nothing where there is no such endpoint. */
export async function rotateEndpointSecret(
  context: Pick<EventContext, "db" | "clock" | "vault">,
  tenant: number,
  endpoint: string,
): Promise<string | undefined> {
  const secret = newSecret();
  const sealed = context.vault.seal(secret, endpointPurpose(tenant, endpoint));
  const previousUntil = later(context.clock.now(), BOTH);
  const done = await asTenant(context.db, tenant, (tx) =>
    rotateSecret(tx, endpoint, { secret: sealed, previousUntil }),
  );
  return done ? secret : undefined;
}

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}
