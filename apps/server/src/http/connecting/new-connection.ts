import {
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type Limiter,
} from "@perennial/contract";
import { createTokenStore, saveConnection } from "@perennial/runtime";
import { asTenant, listConnections } from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { demandSettings } from "../connection-form.ts";
import { hookPath } from "../hooks.ts";
import type { Settings } from "../merge-settings.ts";
import { HttpProblem } from "../problem.ts";

/** How long the other side may take to say whether settings work, in milliseconds. */
const PATIENCE = 20_000;

/** What is to be connected. */
export interface NewConnection {
  readonly tenant: number;
  readonly connector: Connector;
  readonly id?: string | undefined;
  readonly settings: Settings;
}

/**
 * Connects a system whose settings are right and work at the other side. Gives the connection's id. Throws an
 * `HttpProblem` that says what is wrong; nothing is kept then.
 */
export async function newConnection(
  context: ServerContext,
  { tenant, connector, id, settings }: NewConnection,
): Promise<string> {
  if (connector.app) {
    throw new HttpProblem(409, "Not possible", {
      sv: `${connector.manifest.title.sv} ansluts genom att vår app installeras där, inte med ett formulär.`,
      en: `${connector.manifest.title.en} is connected by installing our app there, not by a form.`,
    });
  }
  const parsed = demandSettings(connector, settings);
  const name = await freeName(context, tenant, id ?? connector.manifest.id);
  if (id !== undefined && name !== id) {
    const message = {
      sv: `Det finns redan en anslutning ”${id}”. Välj ett annat namn.`,
      en: `There is a connection "${id}" already. Choose another name.`,
    };
    throw new HttpProblem(409, "Taken", message, [{ place: "body.id", message }]);
  }
  await demandWorking(context, { tenant, connector, id: name, settings: parsed });
  await saveConnection(context, tenant, { id: name, connector, settings });
  context.ring(tenant, "read");
  return name;
}

async function freeName({ db }: ServerContext, tenant: number, wanted: string): Promise<string> {
  const taken = new Set((await asTenant(db, tenant, listConnections)).map(({ id }) => id));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}

/** What has no history yet is held back by nothing: it asks once. */
const UNHELD: Limiter = { take: async () => undefined, drain: () => undefined };

async function demandWorking(
  context: ServerContext,
  {
    tenant,
    connector,
    id,
    settings,
  }: {
    readonly tenant: number;
    readonly connector: Connector;
    readonly id: string;
    readonly settings: unknown;
  },
): Promise<void> {
  const { db, vault, clock, log, publicUrl } = context;
  const of: ConnectorContext = {
    ...{ clock, log, fetch, limiter: UNHELD, abort: AbortSignal.timeout(PATIENCE) },
    callbackUrl: new URL(hookPath(tenant, id), publicUrl).href,
    tokens: createTokenStore({ db, vault, clock, tenant, connection: id }),
  };
  try {
    const session = await connector.open(settings, of);
    try {
      await session.check();
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    throw new HttpProblem(422, "Does not work", {
      sv: `Inställningarna provades och fungerar inte: ${error.message} Inget har sparats.`,
      en: `The settings were tried and do not work: ${error.message} Nothing was kept.`,
    });
  }
}
