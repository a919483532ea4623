import { ConnectorError } from "@perennial/contract";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { tablesOf } from "../mapping/map-row.ts";
import { registerWebhooks } from "./register-webhooks.ts";

/**
 * Has changes of the tables that are read told to the connection's door. It needs a customiser's rights, which our role
 * has not in every organisation: without them changes are read at intervals alone, and nothing is missed.
 */
export async function prepareWebhooks(tools: DynamicsTools, url: string): Promise<void> {
  const { client, context, settings } = tools;
  if (settings.webhookSecret === undefined) return;
  const tables: string[] = [];
  for (const name of tablesOf(settings)) {
    if ((await tools.table(name)) !== undefined) tables.push(name);
  }
  try {
    await registerWebhooks(client, { url, secret: settings.webhookSecret, tables });
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind !== "forbidden") throw error;
    context.log.warn("the organisation's webhooks may not be registered", {
      ...{ connector: "dynamics", reason: error.message },
    });
  }
}
