import type { ConnectionUseView } from "@perennial/api";
import { instantAt, localDateOf } from "@perennial/lifecycle";
import {
  asTenant,
  countDecisions,
  countDeliveries,
  countRemoved,
  type DecisionCount,
  lastDecisionBefore,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { type ConnectionName, knownConnection } from "../known-connection.ts";

/** What a connection did today and how much room is left. Throws an `HttpProblem` where there is none. */
export async function connectionUse(
  context: ServerContext,
  { tenant, id }: ConnectionName,
): Promise<ConnectionUseView> {
  const { connector } = await knownConnection(context, { tenant, id });
  const { timeZone } = await context.tenant(tenant);
  const since = instantAt(localDateOf(context.clock.now(), timeZone), "00:00", timeZone);
  // A connection that nobody has opened yet has no room to tell of.
  await context.connections.all(tenant);
  const [headroom, channels, [came, decided, removal]] = await Promise.all([
    context.connections.headroom(),
    channelsOf(context, { tenant, id }),
    asTenant(context.db, tenant, (tx) =>
      Promise.all([
        countDeliveries(tx, { connection: id, since }),
        lastDecisionBefore(tx, since).then((last) => countDecisions(tx, last)),
        countRemoved(tx, id),
      ]),
    ),
  ]);
  const { id: kind, rateLimits } = connector.manifest;
  const limits = rateLimits.map(({ family, perSeconds, requests, shared }) => {
    const found = headroom.find(
      (each) =>
        each.connector === kind &&
        each.family === family &&
        (each.owner === undefined ||
          (each.owner.tenant === tenant && each.owner.connection === id)),
    );
    const { size, free } = found ?? { size: requests, free: requests };
    return {
      family,
      perSeconds,
      size,
      free: Math.max(0, Math.min(free, size)),
      shared: shared === "app",
    };
  });
  const count = (kinds: readonly string[]) => countOf(decided.counts, { kinds, channels });
  return {
    ...{ since, limits, removal, lastEventAt: came.lastAt },
    ...{ sent: count(["sent"]), failed: count(["refused", "failed", "unclear"]) },
    ...{ received: came.received, notUnderstood: came.notUnderstood },
  };
}

/** The channels that go by this connection: of several that could, only the first one is used. */
async function channelsOf(
  { connections }: ServerContext,
  { tenant, id }: ConnectionName,
): Promise<ReadonlySet<string>> {
  const kinds = [
    ["email", "send-email"],
    ["sms", "send-sms"],
    ["phone", "put-call"],
  ] as const;
  const found = await Promise.all(
    kinds.map(async ([channel, kind]) => {
      const open = await connections.for(tenant, kind);
      return open?.connection.id === id ? [channel] : [];
    }),
  );
  return new Set(found.flat());
}

function countOf(
  counts: readonly DecisionCount[],
  {
    kinds,
    channels,
  }: { readonly kinds: readonly string[]; readonly channels: ReadonlySet<string> },
): number {
  return counts
    .filter(({ kind, channel }) => kinds.includes(kind) && channels.has(channel ?? ""))
    .reduce((sum, { count }) => sum + count, 0);
}
