import type { Instant } from "@perennial/contract";
import {
  asTenant,
  type Database,
  findBearer,
  noteTokenUsed,
  type SignedIn,
} from "@perennial/store";
import { digestOf, tenantOf } from "./credential.ts";

/** How exactly it is noted when a token was used last, in milliseconds: each request need not write. */
const NOTED_EVERY = 5 * 60_000;

/** Who asks, for which tenant. */
export interface Authenticated extends SignedIn {
  readonly tenant: number;
}

/** Who a token or a session's bearer belongs to; nothing for one that is not ours or no longer holds. */
export async function authenticate(
  db: Database,
  credential: string,
  now: Instant,
): Promise<Authenticated | undefined> {
  const tenant = tenantOf(credential, ["token", "bearer"]);
  if (tenant === undefined) return undefined;
  return asTenant(db, tenant, async (tx) => {
    const found = await findBearer(tx, digestOf(credential), now);
    if (!found) return undefined;
    const { sessionId, tokenId, usedAt } = found;
    const isOld = usedAt === null || Date.parse(now) - Date.parse(usedAt) > NOTED_EVERY;
    if (sessionId === null && tokenId !== null && isOld) await noteTokenUsed(tx, tokenId, now);
    return { ...found, tenant };
  });
}
