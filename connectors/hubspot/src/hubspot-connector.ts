import { defineConnector } from "@perennial/connector-kit";
import type { Connector, Inbound, MarketplaceApp } from "@perennial/contract";
import { checkAccount } from "./account/check-account.ts";
import { authorizeUrl, FRAMES, install, settingsUrl } from "./account/hubspot-app.ts";
import { uninstall } from "./account/uninstall.ts";
import { describePortal } from "./describe/describe-portal.ts";
import { sampleRecords } from "./describe/sample-records.ts";
import { createHubspotClient } from "./hubspot-client.ts";
import { HubspotApp } from "./hubspot-credentials.ts";
import { hubspotManifest } from "./hubspot-manifest.ts";
import { hubspotObjectType } from "./hubspot-object-types.ts";
import { HubspotSettings } from "./hubspot-settings.ts";
import { verifyHubspotSignature } from "./inbound/hubspot-signature.ts";
import { pageCaller } from "./inbound/page-caller.ts";
import { splitDelivery } from "./inbound/split-delivery.ts";
import { hubspotSignals } from "./inbound/to-signals.ts";
import { workflowAction, workflowAnswer } from "./inbound/workflow-action.ts";
import { typesOf } from "./mapping/map-record.ts";
import { readPlannedVisits } from "./read/planned-visits.ts";
import { readChanges } from "./read/read-changes.ts";
import { readRecords } from "./read/read-records.ts";
import { createReadTools } from "./read/read-tools.ts";
import { createHubspotWriting } from "./write/hubspot-writing.ts";
import { lookUpCommands } from "./write/look-up-commands.ts";
import { performCommands } from "./write/perform-commands.ts";
import { preparePortal } from "./write/prepare-portal.ts";

/** Our app on HubSpot's marketplace. Everything HubSpot sends comes to its doors and is signed for it. */
const app: MarketplaceApp<HubspotApp> = {
  credentials: HubspotApp,
  authorizeUrl,
  install,
  settingsUrl,
  frameAncestors: FRAMES,
  doors: {
    verify: ({ clientSecret }, request, now) => verifyHubspotSignature(clientSecret, request, now),
    split: splitDelivery,
    caller: pageCaller,
    action: workflowAction,
    answer: workflowAnswer,
  },
};

const inbound: Inbound<HubspotSettings> = {
  // HubSpot signs with the app's secret, which no connection has: only the app's own door can judge a request.
  verify: () => ({
    genuine: false,
    reason: "HubSpot sends to the app's door, not to a connection's",
  }),
  toSignals: (request, settings) =>
    hubspotSignals(request, (object) =>
      typesOf(settings).includes(hubspotObjectType(object)?.path ?? object),
    ),
};

/** Reads and writes a HubSpot portal in which our marketplace app is installed. */
export function createHubspot(): Connector<HubspotSettings, HubspotApp> {
  return defineConnector<HubspotSettings, HubspotApp>({
    manifest: hubspotManifest,
    settings: HubspotSettings,
    inbound,
    app,
    // What is read from their own properties is theirs: only those that the settings write to are ours.
    keeps: ({ writeBack }) => Object.keys(writeBack),

    async open(settings, context) {
      const client = createHubspotClient(context);
      const tools = createReadTools({ client, settings, context });
      const writing = createHubspotWriting({ client, settings, context });
      return {
        check: () => checkAccount({ client, settings, context }),
        perform: performCommands(writing),
        lookUp: (commands) => lookUpCommands(writing, commands),
        prepare: () => preparePortal(writing),
        changesSince: (cursor) => readChanges(tools, cursor),
        readRecords: (refs) => readRecords(tools, refs),
        plannedVisits: (span) => readPlannedVisits(tools, span),
        describe: () => describePortal({ client, settings, context }),
        samples: (object, count) => sampleRecords(tools, object, count),
        uninstall: () => uninstall(client),
        close: async () => {},
      };
    },
  });
}
