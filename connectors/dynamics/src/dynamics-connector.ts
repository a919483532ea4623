import { defineConnector } from "@perennial/connector-kit";
import type { Connector, ConnectorContext, Session } from "@perennial/contract";
import { checkSession } from "./account/check-session.ts";
import { authorizeUrl, install } from "./account/dynamics-install.ts";
import { LEFT_IN_DYNAMICS, leaveOrganization } from "./account/leave-organization.ts";
import { createDailyBudget } from "./budget/daily-budget.ts";
import { readInBudget } from "./budget/read-in-budget.ts";
import { describeOrganization } from "./describe/describe-organization.ts";
import { sampleRows } from "./describe/sample-rows.ts";
import { createDynamicsClient } from "./dynamics-client.ts";
import { DynamicsApp } from "./dynamics-credentials.ts";
import { dynamicsError } from "./dynamics-errors.ts";
import { dynamicsManifest } from "./dynamics-manifest.ts";
import { DynamicsSettings } from "./dynamics-settings.ts";
import { createDynamicsTools } from "./dynamics-tools.ts";
import { openPersonalWork } from "./graph/work/open-personal-work.ts";
import { dynamicsInbound } from "./inbound/dynamics-inbound.ts";
import { prepareWebhooks } from "./inbound/prepare-webhooks.ts";
import { dynamicsPageSources } from "./page/page-sources.ts";
import { createSettingsPage } from "./page/settings-page.ts";
import { readPlannedVisits } from "./read/planned-visits.ts";
import { readChanges } from "./read/read-changes.ts";
import { readRecords } from "./read/read-records.ts";
import { createDynamicsWriting } from "./write/dynamics-writing.ts";
import { lookUpCommands } from "./write/look-up-commands.ts";
import { performCommands } from "./write/perform-commands.ts";
import { STATUS_ONLY } from "./write/status-rows.ts";

/** Reads and writes an organisation of Dynamics 365 whose tenant has let our app in. */
export function createDynamics(): Connector<DynamicsSettings, DynamicsApp> {
  return defineConnector<DynamicsSettings, DynamicsApp>({
    manifest: dynamicsManifest,
    settings: DynamicsSettings,
    inbound: dynamicsInbound,
    app: { credentials: DynamicsApp, authorizeUrl, install, leaves: LEFT_IN_DYNAMICS },
    // What is read from their own columns is theirs: only those that the settings write to are ours.
    keeps: ({ writeBack }) => [...Object.keys(writeBack), ...STATUS_ONLY],
    settingsPage: dynamicsPageSources,
    open: async (settings, context) => openSession(settings, context),
  });
}

async function openSession(
  settings: DynamicsSettings,
  context: ConnectorContext<DynamicsApp>,
): Promise<Session> {
  const { app } = context;
  const { orgUrl } = settings;
  if (app === undefined)
    throw dynamicsError(
      "unavailable",
      "this server has no app in Entra ID; its operator sets PERENNIAL_DYNAMICS_CLIENT_ID and the certificate",
    );
  if (orgUrl === undefined)
    throw dynamicsError("invalid", "fill in the environment's address in the settings");
  const place = { orgUrl };
  const budget = createDailyBudget({ requests: settings.dailyRequests, context });
  const client = createDynamicsClient({ place, app, context, budget });
  const tools = createDynamicsTools({ client, settings, context });
  const writer = createDynamicsClient({ place, app, context, takesRoom: false, budget });
  const writing = createDynamicsWriting({ client: writer, settings, context });
  const commanding = await openPersonalWork(writing, {
    ...{ app, context },
    base: {
      check: () => checkSession(tools),
      perform: performCommands(writing),
      lookUp: (commands) => lookUpCommands(writing, commands),
    },
  });
  return {
    ...commanding,
    prepare: () => prepareWebhooks(tools, context.callbackUrl),
    changesSince: (cursor) => readInBudget(budget, readChanges(tools, cursor)),
    readRecords: (refs) => readRecords(tools, refs),
    plannedVisits: (span) => readPlannedVisits(tools, span),
    describe: () => describeOrganization(tools),
    samples: (object, count) => sampleRows(tools, object, count),
    settingsPage: createSettingsPage(tools),
    uninstall: () => leaveOrganization(tools, context.callbackUrl),
    close: async () => {},
  };
}
