import { type Clock, ConnectorError, type Log, type TokenStore } from "@perennial/contract";
import { asTenant, type Database } from "@perennial/store";
import { faultWords } from "../failure/lasting-fault.ts";
import { disconnect } from "./disconnect.ts";

/** Whose tokens are watched. */
export interface Watched {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly tenant: number;
  readonly connection: string;
}

/**
 * Tokens of an app's connection that notice when the vendor says, at a renewal, that the grant is gone: the app was
 * taken out of the account, and the connection is disconnected. HubSpot tells in no other way (crm/hubspot.md, 1.4).
 */
export function noticingTheEnd(tokens: TokenStore, watched: Watched): TokenStore {
  return {
    read: () => tokens.read(),
    async exclusively(work) {
      let refused: Refused | undefined;
      try {
        return await tokens.exclusively(async (current) => {
          try {
            return await work(current);
          } catch (error) {
            // Only a grant that there was can be gone.
            const grant = current?.refreshToken;
            if (grant !== undefined && isRefusal(error)) refused = { grant, error };
            throw error;
          }
        });
      } finally {
        if (refused) await end(tokens, watched, refused);
      }
    },
  };
}

/** A renewal that was refused, and with what. */
interface Refused {
  readonly grant: string;
  readonly error: ConnectorError;
}

function isRefusal(error: unknown): error is ConnectorError {
  return ConnectorError.isInstance(error) && error.kind === "unauthenticated";
}

async function end(tokens: TokenStore, watched: Watched, refused: Refused): Promise<void> {
  const { db, clock, log, tenant, connection } = watched;
  const problem = refused.error.message;
  try {
    // Somebody may have installed it again meanwhile.
    if ((await tokens.read())?.refreshToken !== refused.grant) return;
    await asTenant(db, tenant, (tx) => disconnect(tx, connection, { problem, now: clock.now() }));
    log.warn("The app was taken out of the account; the connection is disconnected.", {
      ...{ tenant, connection, problem },
    });
  } catch (error) {
    // The next renewal meets the same refusal, and is noticed in its turn.
    log.error("A connection could not be disconnected.", {
      ...{ tenant, connection, reason: faultWords(error) },
    });
  }
}
