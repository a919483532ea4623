import { ConnectorError, type LocalizedText } from "@perennial/contract";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { unregisterWebhooks } from "../inbound/register-webhooks.ts";

/** What an app cannot take out of an organisation and its tenant. */
export const LEFT_IN_DYNAMICS: LocalizedText = {
  sv: "En administratör hos er tar bort resten: programanvändaren i Power Platform admin center, företagsprogrammet i Entra ID (med det försvinner medgivandet), lösningen Perennial med sina tabeller, och webhooken Perennial om den finns kvar bland tjänstslutpunkterna.",
  en: "An administrator of yours takes out the rest: the application user in the Power Platform admin center, the enterprise application in Entra ID (the consent goes with it), the solution Perennial with its tables, and the webhook Perennial, if it is still among the service endpoints.",
};

/**
 * Takes out of an organisation what an app can: its webhooks. Where it may not, or the organisation is gone, it is logged:
 * nobody is kept from leaving, and what is still posted to us is refused at the door.
 */
export async function leaveOrganization(tools: DynamicsTools, url: string): Promise<void> {
  const { client, context, settings } = tools;
  if (settings.webhookSecret === undefined) return;
  try {
    await unregisterWebhooks(client, url);
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    context.log.warn("the organisation's webhooks could not be taken out", {
      ...{ connector: "dynamics", kind: error.kind, reason: error.message },
    });
  }
}
