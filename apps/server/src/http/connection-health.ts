import type { ConnectionHealthView } from "@perennial/api";
import {
  asTenant,
  type ConnectionHealth,
  type HealthList,
  readConnectionHealth,
  readInstallation,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { type ConnectionName, knownConnection } from "./known-connection.ts";
import { notFound } from "./problem.ts";
import { connectionView } from "./views.ts";

/** How a connection does, for whoever has to mend it. Throws an `HttpProblem` where there is none. */
export async function connectionHealth(
  context: ServerContext,
  { tenant, id }: ConnectionName,
): Promise<ConnectionHealthView> {
  const { row, connector } = await knownConnection(context, { tenant, id });
  const [health, installation] = await asTenant(context.db, tenant, (tx) =>
    Promise.all([readConnectionHealth(tx, id), readInstallation(tx, id)]),
  );
  if (!health) throw notFound(`connection "${id}"`);
  const { publicUrl, connectors } = context;
  const reads = connector.manifest.capabilities.includes("changes.read");
  const { inSync, excluded, failing, waiting, lastFailing } = health;
  return {
    connection: connectionView(row, { tenant, publicUrl, connectors }),
    account: installation ? { id: installation.account, name: installation.name } : null,
    administrators: [...(installation?.administrators ?? [])],
    missing: installation?.problem ? [installation.problem] : [],
    load: {
      state: reads ? loadState(health) : "none",
      startedAt: health.loadBeganAt,
      read: health.readings.map(({ kind, read, lastAt }) => ({ kind, count: read, lastAt })),
    },
    waiting,
    lists: { inSync, excluded: listView(excluded), failing: listView(failing) },
    latestFailures: lastFailing.map((each) => ({ ...each })),
  };
}

function loadState({ syncedAt, loadBeganAt }: ConnectionHealth): "waiting" | "loading" | "done" {
  if (syncedAt !== null) return "done";
  return loadBeganAt === null ? "waiting" : "loading";
}

function listView({ count, reasons }: HealthList) {
  return { count, reasons: reasons.map((each) => ({ ...each })) };
}
