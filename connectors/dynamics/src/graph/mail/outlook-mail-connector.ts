import { defineConnector, performEach } from "@perennial/connector-kit";
import type { Connector, ConnectorContext, LocalizedText, Session } from "@perennial/contract";
import { authorizeUrl, install } from "../../account/dynamics-install.ts";
import { sessionTokens } from "../../account/session-tokens.ts";
import { createDynamicsClient } from "../../dynamics-client.ts";
import { DynamicsApp } from "../../dynamics-credentials.ts";
import { createGraphClient } from "../graph-client.ts";
import { customerOwner } from "../organization-user.ts";
import { checkMail } from "./check-mail.ts";
import { endSubscriptions, keepSubscribed } from "./keep-subscribed.ts";
import { lookUpMails } from "./look-up-mails.ts";
import { asMailError, mailError } from "./mail-errors.ts";
import { mailInbound } from "./mail-inbound.ts";
import type { MailTools } from "./mail-tools.ts";
import { OUTLOOK_MAIL, outlookMailManifest, READING } from "./outlook-mail-manifest.ts";
import { OutlookMailSettings } from "./outlook-mail-settings.ts";
import { readNotified, readReplies } from "./read-replies.ts";
import { sendMail } from "./send-mail.ts";

/** Mails under way at once: Graph takes four requests for a mailbox, and one is left for reading (crm/dynamics.md, 1.5). */
const TOGETHER = 3;
/** Global and Exchange administrators (learn.microsoft.com, "Microsoft Entra built-in roles"). */
const ADMINISTRATORS: readonly string[] = [
  "62e90394-69f5-4237-9190-012177145e10",
  "29232cdf-9323-42fd-ade2-1d097af3e4de",
];

/** What an app cannot take out of a tenant. */
const LEFT_IN_OUTLOOK: LocalizedText = {
  sv: "En administratör hos er tar bort resten: företagsprogrammet i Entra ID (med det försvinner medgivandet) och appens rolltilldelningar i Exchange. Utkast och skickade mejl ligger kvar hos sina ägare.",
  en: "An administrator of yours takes out the rest: the enterprise application in Entra ID (the consent goes with it) and the app's role assignments in Exchange. Drafts and sent mails stay with their owners.",
};

/** Sends e-mail from people's own mailboxes in Microsoft 365, one to one, and hears what is answered. */
export function createOutlookMail(): Connector<OutlookMailSettings, DynamicsApp> {
  return defineConnector<OutlookMailSettings, DynamicsApp>({
    manifest: outlookMailManifest,
    settings: OutlookMailSettings,
    inbound: mailInbound,
    app: {
      credentials: DynamicsApp,
      authorizeUrl,
      install: (app, grant, context) =>
        inOwnName(install(app, grant, { ...context, administrators: ADMINISTRATORS })),
      leaves: LEFT_IN_OUTLOOK,
    },
    open: async (settings, context) => openSession(settings, context),
  });
}

async function openSession(
  settings: OutlookMailSettings,
  context: ConnectorContext<DynamicsApp>,
): Promise<Session> {
  if (context.app === undefined)
    throw mailError(
      "unavailable",
      "this server has no app in Entra ID for Outlook; its operator sets PERENNIAL_OUTLOOK_MAIL_CLIENT_ID and the certificate",
    );
  if (settings.mailboxes.length === 0)
    throw mailError("invalid", "fill in the mailboxes in the settings");
  const tools = await mailTools(settings, context, context.app);
  return {
    check: () => checkMail(tools),
    perform: performEach({
      ...{ connector: OUTLOOK_MAIL, context, concurrency: TOGETHER },
      handlers: { "send-email": (command) => sendMail(tools, command) },
    }),
    lookUp: (attempts) => lookUpMails(tools, attempts),
    prepare: () => keepSubscribed(tools),
    changesSince: (cursor) => readReplies(tools, cursor),
    readRecords: (refs) => readNotified(tools, refs),
    uninstall: () => endSubscriptions(tools),
    close: async () => {},
  };
}

async function mailTools(
  settings: OutlookMailSettings,
  context: ConnectorContext<DynamicsApp>,
  app: DynamicsApp,
): Promise<MailTools> {
  const { webhookSecret, orgUrl } = settings;
  const secrets = webhookSecret === undefined ? [] : [webhookSecret];
  const graph = { connector: OUTLOOK_MAIL, app, context, store: context.tokens, secrets };
  const tenantId = (await context.tokens.read())?.details?.tenantId;
  const organization =
    orgUrl &&
    createDynamicsClient({
      place: { orgUrl, ...(tenantId !== undefined && { tenantId }) },
      app,
      // Those of the connection are for Graph.
      context: { ...context, tokens: sessionTokens() },
      takesRoom: false,
    });
  return {
    ...{ settings, context },
    writer: createGraphClient(graph),
    reader: createGraphClient({ ...graph, family: READING }),
    ownerOf: async (customerId) => {
      if (!organization) return [];
      return (await inOwnName(customerOwner(organization, customerId)))?.names ?? [];
    },
  };
}

/** Work of parts that are shared with the connector to Dynamics, whose errors are told in our name. */
function inOwnName<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw asMailError(error);
  });
}
