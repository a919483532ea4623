import type { ConnectionHealthView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  asTenant,
  type ConnectionHealth,
  type HealthList,
  type ListenHealth,
  readConnectionHealth,
  readInstallation,
  readListening,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { type ConnectionName, knownConnection } from "./known-connection.ts";
import type { MissingBook } from "./missing-book.ts";
import { notFound } from "./problem.ts";
import { connectionView } from "./views.ts";

/** Which connection, for whom. */
export interface HealthAsked extends ConnectionName {
  readonly locale: Locale;
  readonly missing: MissingBook;
}

/** How a connection does, for whoever has to mend it. Throws an `HttpProblem` where there is none. */
export async function connectionHealth(
  context: ServerContext,
  { tenant, id, locale, missing }: HealthAsked,
): Promise<ConnectionHealthView> {
  const { row, connector } = await knownConnection(context, { tenant, id });
  const [[health, installation, listening], off] = await Promise.all([
    asTenant(context.db, tenant, (tx) =>
      Promise.all([readConnectionHealth(tx, id), readInstallation(tx, id), readListening(tx, id)]),
    ),
    missing.of({ tenant, id }),
  ]);
  if (!health) throw notFound("connection", id);
  const { publicUrl, connectors } = context;
  const reads = connector.manifest.capabilities.includes("changes.read");
  const { inSync, excluded, failing, waiting, lastExcluded, lastFailing } = health;
  return {
    connection: connectionView(row, { tenant, publicUrl, connectors }),
    account: installation ? { id: installation.account, name: installation.name } : null,
    administrators: [...(installation?.administrators ?? [])],
    missing: [
      ...(installation?.problem ? [installation.problem] : []),
      ...off.map((each) => each[locale]),
    ],
    load: {
      state: reads ? loadState(health) : "none",
      startedAt: health.loadBeganAt,
      read: health.readings.map(({ kind, read, lastAt }) => ({ kind, count: read, lastAt })),
      records: health.load,
    },
    listening: listening ? listeningView(listening) : null,
    waiting,
    lists: { inSync, excluded: listView(excluded), failing: listView(failing) },
    latestExcluded: lastExcluded.map((each) => ({ ...each })),
    latestFailures: lastFailing.map((each) => ({ ...each })),
  };
}

function loadState({ syncedAt, loadBeganAt }: ConnectionHealth): "waiting" | "loading" | "done" {
  if (syncedAt !== null) return "done";
  return loadBeganAt === null ? "waiting" : "loading";
}

/** Nothing for a connection that is not listened to and for which nothing is in the way. */
function listeningView({ since, problemKind, problem, nextAt }: ListenHealth) {
  if (problemKind !== null && problem !== null)
    return { since, problem: { kind: problemKind, words: problem, nextAt } };
  return since === null ? null : { since, problem: null };
}

function listView({ count, reasons }: HealthList) {
  return { count, reasons: reasons.map((each) => ({ ...each })) };
}
