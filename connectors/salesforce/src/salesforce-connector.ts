import { defineConnector } from "@perennial/connector-kit";
import { type Connector, ConnectorError, type MarketplaceApp } from "@perennial/contract";
import { canvasLaunch, FRAMES } from "./account/canvas-launch.ts";
import { checkOrg } from "./account/check-org.ts";
import { authorizeUrl, installOrg } from "./account/install-org.ts";
import { revokeAccess } from "./account/revoke-access.ts";
import { salesforceTokens } from "./account/salesforce-tokens.ts";
import { describeOrg } from "./describe/describe-org.ts";
import { sampleRecords } from "./describe/sample-records.ts";
import { createListener } from "./listen/create-listener.ts";
import { createOrgTools } from "./org-tools.ts";
import { salesforcePageSources } from "./page/page-sources.ts";
import { createSettingsPage } from "./page/settings-page.ts";
import { readPlannedVisits } from "./read/planned-visits.ts";
import { readChanges } from "./read/read-changes.ts";
import { readRecords } from "./read/read-records.ts";
import { createSalesforceClient } from "./salesforce-client.ts";
import { SalesforceApp } from "./salesforce-credentials.ts";
import { salesforceManifest } from "./salesforce-manifest.ts";
import { SalesforceSettings } from "./salesforce-settings.ts";
import { createSalesforceFetch } from "./salesforce-transport.ts";
import { lookUpCommands } from "./write/look-up-commands.ts";
import { performCommands } from "./write/perform-commands.ts";
import { STATUS_ONLY } from "./write/status-rows.ts";

/** Where administrators agree: sandboxes log in elsewhere, and are connected by hand. */
const PRODUCTION = { isSandbox: false };

/** Our external client app. Salesforce sends nothing to it but people, from a Canvas. */
const app: MarketplaceApp<SalesforceApp> = {
  credentials: SalesforceApp,
  authorizeUrl: (own, request) => authorizeUrl(own, PRODUCTION, request),
  install: (own, grant, context) => installOrg(own, PRODUCTION, { grant, context }),
  launch: (own, request) => canvasLaunch(own, request),
  frameAncestors: FRAMES,
};

/** How the connector is made. */
export interface SalesforceOptions {
  /** Records of one statement when changes are read. @default 2000 */
  readonly pageSize?: number;
  /** Milliseconds without any answer after which a stream of change events counts as broken. @default 120000 */
  readonly silence?: number;
}

/** Reads and writes an org of Salesforce's in which our package is installed. */
export function createSalesforce({
  pageSize,
  silence,
}: SalesforceOptions = {}): Connector<SalesforceSettings, SalesforceApp> {
  return defineConnector<SalesforceSettings, SalesforceApp>({
    manifest: salesforceManifest,
    settings: SalesforceSettings,
    app,
    // What is read from their own fields is theirs: only those that the settings write to are ours.
    keeps: ({ writeBack }) => [...Object.keys(writeBack), ...STATUS_ONLY],
    settingsPage: salesforcePageSources,

    async open(settings, context) {
      const own = { ...context, app: appOf(context.app) };
      const { isSandbox, username } = settings;
      const place = { isSandbox, username };
      const client = createSalesforceClient({ app: own.app, place, context: own });
      const tools = createOrgTools({
        ...{ client, settings, context },
        ...(pageSize !== undefined && { pageSize }),
      });
      const tokens = () =>
        salesforceTokens(own.app, place, { ...own, fetch: createSalesforceFetch() });
      const listener = createListener({ tools, tokens, silence });
      return {
        ...(settings.changeEvents && { listen: listener.listen }),
        check: () => checkOrg(tools),
        perform: performCommands(tools),
        lookUp: (commands) => lookUpCommands(tools, commands),
        changesSince: (cursor) => readChanges(tools, cursor),
        readRecords: (refs) => readRecords(tools, refs),
        plannedVisits: (span) => readPlannedVisits(tools, span),
        describe: () => describeOrg(tools),
        samples: (object, count) => sampleRecords(tools, object, count),
        settingsPage: createSettingsPage(tools),
        uninstall: () => revokeAccess(own, place),
        close: listener.close,
      };
    },
  });
}

function appOf(app: SalesforceApp | undefined): SalesforceApp {
  if (app !== undefined) return app;
  const message =
    "this server has no app at Salesforce; its operator sets PERENNIAL_SALESFORCE_CLIENT_ID and PERENNIAL_SALESFORCE_CLIENT_SECRET";
  throw new ConnectorError({ connector: "salesforce", kind: "unauthenticated", message });
}
