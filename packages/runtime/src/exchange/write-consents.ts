import { createHash } from "node:crypto";
import type { Command } from "@perennial/contract";
import {
  type ClaimedConsentWrite,
  claimConsentWrites,
  settleConsentWrites,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import type { Exchange } from "./standing.ts";
import { writeClaimed } from "./write-claimed.ts";

/**
 * Tells a connection's other side of permissions that were given or withdrawn here (product.md, 11). What it refuses
 * is kept with its words, for a person to see. Gives how many were handled.
 */
export function writeConsents(context: RuntimeContext, exchange: Exchange): Promise<number> {
  const { tenant, open } = exchange;
  return writeClaimed<ClaimedConsentWrite>(context, exchange, {
    kind: "update-consent",
    claim: claimConsentWrites,
    commandOf: (claimed) => commandOf(tenant.id, claimed),
    settle: (tx, verdicts) => {
      const outcomes = verdicts.map(({ claimed, verdict }) => {
        const { customerId, channel, purpose, topic, asks } = claimed;
        return { customerId, channel, purpose, topic, asks, ...verdict };
      });
      return settleConsentWrites(tx, open.connection.id, outcomes);
    },
  });
}

/** The command; its id is the same for the same change of the same permission. */
function commandOf(tenant: number, { command, asks }: ClaimedConsentWrite): Command {
  const { customerId, channel, purpose, topic = "", at, state } = command;
  const named = JSON.stringify([customerId, channel, purpose, topic, at, state, asks]);
  const digest = createHash("sha256").update(named).digest("base64url");
  return { ...command, id: `t${tenant}-c${digest}` };
}
