import type { Connector } from "@perennial/contract";
import { type OpenConnection, openSecrets } from "@perennial/runtime";
import { asTenant, type Connection, listConnections } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { verbatim } from "./language.ts";
import type { Settings } from "./merge-settings.ts";
import { HttpProblem, notFound } from "./problem.ts";

/** A connection as it is stored, with its connector and its settings, secrets opened. */
export interface KnownConnection {
  readonly row: Connection;
  readonly connector: Connector;
  readonly settings: Settings;
}

/** Which connection of which tenant. */
export interface ConnectionName {
  readonly tenant: number;
  readonly id: string;
}

/**
 * A connection as it is now, one that cannot be opened too. Throws an `HttpProblem` where there is none, or where its
 * connector is not installed here.
 */
export async function knownConnection(
  context: ServerContext,
  { tenant, id }: ConnectionName,
): Promise<KnownConnection> {
  const rows = await asTenant(context.db, tenant, listConnections);
  const row = rows.find((each) => each.id === id);
  if (!row) throw notFound("connection", id);
  const connector = context.connectors.find(({ manifest }) => manifest.id === row.connector);
  if (!connector) {
    throw new HttpProblem(409, "Not installed", {
      sv: `Kopplingen ”${row.connector}” är inte installerad här. Installera dess paket och starta om servern.`,
      en: `The connector "${row.connector}" is not installed here. Install its package and start the server anew.`,
    });
  }
  const sealing = { vault: context.vault, purpose: `${tenant}/${id}` };
  return { row, connector, settings: openSecrets(row.settings, sealing) };
}

/** A connection that can be used. Throws an `HttpProblem` that says why not. */
export async function usableConnection(
  context: ServerContext,
  { tenant, id }: ConnectionName,
): Promise<OpenConnection> {
  await context.refresh(tenant);
  const open = await context.connections.get(tenant, id);
  if (open && open.connection.state !== "disconnected") return open;
  const { row } = await knownConnection(context, { tenant, id });
  throw new HttpProblem(
    409,
    "Not connected",
    row.problem === null
      ? {
          sv: `Anslutningen ”${id}” går inte att använda. Anslut den på nytt.`,
          en: `The connection "${id}" cannot be used; connect it again.`,
        }
      : verbatim(row.problem),
  );
}
