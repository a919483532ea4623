import { httpFaults, passTo, type World } from "@perennial/conformance";
import { type ReceivedRequest, startServer, testContext } from "@perennial/connector-kit/testing";
import type { ManualClock } from "@perennial/contract";
import {
  type Entra,
  type Graph,
  type GraphOptions,
  type MailMessage,
  selfSigned,
  startEntra,
  startGraph,
  type Tenant,
} from "@perennial/simulators";
import { grantTokens } from "../../account/app-tokens.ts";
import { DynamicsApp, GRAPH_URL } from "../../dynamics-credentials.ts";
import { markedWith } from "../command-mark.ts";
import { mailInbound } from "../mail/mail-inbound.ts";
import { mailRef } from "../mail/mail-ref.ts";
import { OUTLOOK_MAIL } from "../mail/outlook-mail-manifest.ts";
import { OutlookMailSettings } from "../mail/outlook-mail-settings.ts";

/** What notifications show. */
export const NOTIFICATION_SECRET = "n0tific4tions-s3cr3t-0f-th3-c0nn3ct10n";
/** Where the door of these tests' connection is. */
export const DOOR = "https://perennial.example";
/** Whose mailboxes there are. */
export const ADA = {
  id: "aaaaaaaa-0000-4000-8000-000000000001",
  name: "Ada Ask",
  upn: "ada@contoso.com",
};
export const BO = {
  id: "aaaaaaaa-0000-4000-8000-000000000002",
  name: "Bo Björk",
  upn: "bo@contoso.com",
};
const CLIENT_ID = "7f0f3f0a-0000-4000-8000-00000000aaaa";
const KEY = selfSigned("perennial", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

/** A world with the Graph that is behind it. */
export interface MailWorld extends World {
  /** What was asked of Graph. */
  readonly requests: readonly ReceivedRequest[];
  readonly graph: Graph;
  readonly entra: Entra;
  readonly tenant: Tenant;
  readonly settings: OutlookMailSettings;
  readonly app: DynamicsApp;
  /** What came to the connection's door. */
  readonly notifications: readonly ReceivedRequest[];
}

/** Starts a tenant's Graph behind a door for faults; its notifications reach the connection's own door. */
export async function mailWorld(
  clock: ManualClock,
  options: Partial<GraphOptions> = {},
): Promise<MailWorld> {
  const registered = {
    ...{ clientId: CLIENT_ID, redirectUris: [], certificates: [KEY.certificate] },
    permissions: { [GRAPH_URL]: ["Mail.Send", "Mail.ReadWrite"] },
  };
  const entra = await startEntra({ clock, apps: [registered] });
  const tenant = entra.addTenant({ domain: "contoso.com", users: [ADA, BO] });
  tenant.consent(registered);
  const own = await ownDoor();
  const graph = await startGraph({
    ...{ clock, entra, tenantId: tenant.id, origin: GRAPH_URL, proxy: { [DOOR]: own.url } },
    ...options,
  });
  const door = await faultyDoor(graph.url);
  const app = DynamicsApp.parse({
    ...{ clientId: CLIENT_ID, certificate: KEY.certificate, privateKey: KEY.privateKey },
    ...{ loginUrl: entra.url, graphUrl: door.http.url },
  });
  const grant = () =>
    grantTokens(
      { app, resource: GRAPH_URL, context: testContext({ clock }) },
      { tenantId: tenant.id },
    );
  const tokens = await grant();
  return {
    ...door.http,
    ...{ graph, entra, tenant, app, tokens, notifications: own.requests },
    settings: OutlookMailSettings.parse({
      ...{ mailboxes: [ADA.upn], webhookSecret: NOTIFICATION_SECRET },
    }),
    async renew() {
      door.expire(tokens.accessToken);
      return grant();
    },
    faults: { ...door.faults, expired: () => door.expire(tokens.accessToken) },
    taken: () => graph.accepted.entries.filter(({ act }) => act === "send-mail").length,
    newest: () => JSON.stringify(graph.person(ADA.id).mailbox.messages[0] ?? {}),
    feed: feedOf(graph),
    async stop() {
      await door.http.stop();
      await graph.stop();
      await entra.stop();
      await own.close();
    },
  };
}

/** A mail of ours in somebody's mailbox, as a command's that was sent. */
export function sentMail(graph: Graph, commandId: string, to = "anna@example.com"): MailMessage {
  const properties = markedWith(commandId).singleValueExtendedProperties;
  return graph.person(ADA.id).mailbox.send(
    {
      ...{ subject: "Ditt avtal", contentType: "html", content: "<p>Hej</p>" },
      ...{ to: [{ name: to, address: to }], cc: [], bcc: [], replyTo: [] },
      ...{ headers: [], attachments: [], properties },
    },
    true,
  );
}

/** The connection's door as a server keeps it: what Graph asks is answered, and what it tells is taken. */
function ownDoor() {
  return startServer(async ({ method, path, query, headers, body }) => {
    const url = `${DOOR}${path}?${query}`;
    const request = { method, url, headers, body };
    const settings = OutlookMailSettings.parse({ webhookSecret: NOTIFICATION_SECRET });
    const verdict = mailInbound.verify(request, settings, "2026-03-02T09:00:00.000Z");
    if (!verdict.genuine) return { status: 401 };
    return mailInbound.answer?.(request, settings) ?? { status: 202 };
  });
}

/** Small pages show more; tokens can be made void; and when an answer is to be lost, it is that to the sending. */
async function faultyDoor(url: string) {
  const pass = passTo(url);
  const seen = new Set<string>();
  const gone = new Set<string>();
  let isLossy = false;
  const http = await httpFaults(
    async (request) => {
      const { authorization = "" } = request.headers;
      seen.add(authorization);
      const code = "InvalidAuthenticationToken";
      if (gone.has(authorization)) return { status: 401, body: { error: { code } } };
      return pass(twoToAPage(request));
    },
    { spares: ({ path }) => isLossy && !path.endsWith("/send") },
  );
  const faults = Object.entries(http.faults).map(([name, switchOn]) => {
    const start = async () => {
      isLossy = name === "cut" || name === "silent";
      await switchOn();
    };
    return [name, start] as const;
  });
  return {
    http,
    faults: Object.fromEntries(faults),
    expire: (first: string) => {
      for (const one of [...seen, `Bearer ${first}`]) gone.add(one);
    },
  };
}

function twoToAPage(request: ReceivedRequest): ReceivedRequest {
  const { prefer = "" } = request.headers;
  const smaller = prefer.replace(/maxpagesize=\d+/, "maxpagesize=2");
  return { ...request, headers: { ...request.headers, prefer: smaller } };
}

/** Answers of customers. One that changes is one that somebody put away and took out again. */
function feedOf(graph: Graph): NonNullable<World["feed"]> {
  const { mailbox } = graph.person(ADA.id);
  let made = 0;
  const idOf = (id: string) => `${OUTLOOK_MAIL}:${id}`;
  const idIn = (id: string) => id.slice(OUTLOOK_MAIL.length + 1);
  return {
    add: async (count) =>
      Array.from({ length: count }, () => {
        made += 1;
        const sent = sentMail(graph, `cmd-${made}`);
        return idOf(mailbox.answer(sent, `Svar ${made}`, `kund.${made}@example.com`).id);
      }),
    change: async (id) => {
      mailbox.move(mailbox.move(mailbox.message(idIn(id)), "archive"), "inbox");
    },
    answer: async (from, text) => {
      made += 1;
      mailbox.answer(sentMail(graph, `cmd-${made}`, from), text, from);
    },
    ref: (id) => mailRef({ mailbox: ADA.upn, id: idIn(id) }),
  };
}
