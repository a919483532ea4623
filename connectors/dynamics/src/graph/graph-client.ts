import { createRequest, type RequestFunction } from "@perennial/connector-kit";
import type { ConnectorContext, TokenStore } from "@perennial/contract";
import { z } from "zod";
import { appTokens } from "../account/app-tokens.ts";
import { type DynamicsApp, GRAPH_URL } from "../dynamics-credentials.ts";
import { createDynamicsFetch } from "../dynamics-transport.ts";

/** The version of Graph. */
const VERSION = "v1.0";

/** A mail from one person to one other; not for campaigns (crm/dynamics.md, 1.5). */
export interface GraphMail {
  /** The object id or the user principal name of whose mailbox it is sent from. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  /** Headers of our own; their names begin with `x-`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Microsoft Graph as a tenant's connection reaches it. */
export interface GraphClient {
  /** One request with the app's token for Graph. */
  readonly request: RequestFunction;
  /** Makes a draft and gives its id, by which it is sent and found again: `sendMail` itself gives none. */
  draft(mail: GraphMail): Promise<string>;
  /** Sends a draft; Graph answers before it is on its way. */
  send(from: string, draftId: string): Promise<void>;
}

/** What a client is made with. */
export interface GraphClientOptions {
  readonly app: DynamicsApp;
  readonly tenantId: string;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock" | "limiter">;
  /** Where the tokens for Graph are kept: others than those for the organisation. */
  readonly store: TokenStore;
}

/** Makes the client of a tenant's Graph. */
export function createGraphClient({
  app,
  tenantId,
  context,
  store,
}: GraphClientOptions): GraphClient {
  const baseUrl = app.graphUrl.replace(/\/+$/, "");
  const own = { ...context, fetch: createDynamicsFetch({ baseUrl, version: VERSION }) };
  const request = createRequest({
    ...{ connector: "dynamics", context: own, baseUrl: `${baseUrl}/${VERSION}` },
    tokens: appTokens({ app, tenantId, resource: GRAPH_URL, context, store }),
    secrets: [app.privateKey],
  });
  return {
    request,
    async draft(mail) {
      const path = ["users", mail.from, "messages"];
      const answer = await request({ method: "POST", path, json: messageOf(mail) });
      return answer.read(Draft).id;
    },
    async send(from, draftId) {
      await request({ method: "POST", path: ["users", from, "messages", draftId, "send"] });
    },
  };
}

const Draft = z.looseObject({ id: z.string().min(1) });

function messageOf({ to, subject, html, headers = {} }: GraphMail): object {
  return {
    subject,
    body: { contentType: "HTML", content: html },
    toRecipients: [{ emailAddress: { address: to } }],
    internetMessageHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
  };
}
