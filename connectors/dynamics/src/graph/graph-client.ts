import {
  createRequest,
  type Exception,
  type Refusal,
  type RequestFunction,
} from "@perennial/connector-kit";
import type { ConnectorContext, TokenStore } from "@perennial/contract";
import { appTokens } from "../account/app-tokens.ts";
import { type DynamicsApp, GRAPH_URL } from "../dynamics-credentials.ts";
import { createDynamicsFetch } from "../dynamics-transport.ts";

/** The version of Graph. */
export const GRAPH_VERSION = "v1.0";

/** Ids of mails and events that stay when they are moved or sent (learn.microsoft.com/graph, "Immutable identifiers"). */
export const IMMUTABLE_IDS = 'IdType="ImmutableId"';

/** A subscription is answered once our own door was asked, which may take ten seconds (crm/dynamics.md, 1.5). */
const TIMEOUT = 30_000;
/** Bytes of an answer: mails with what they quote. */
const LARGEST_ANSWER = 16 * 1_048_576;
/** How long a mailbox is left alone where Graph does not say, in milliseconds. */
const PAUSE = 10_000;

/** Microsoft Graph as a tenant's connection reaches it. */
export interface GraphClient {
  /** One request with the app's token for Graph; links lead nowhere but to Graph itself. */
  readonly request: RequestFunction;
}

/** What a client is made with. */
export interface GraphClientOptions {
  /** The connector's id, for errors. @default "dynamics" */
  readonly connector?: string;
  readonly app: DynamicsApp;
  /** @default the one that the connection's tokens were given for, `tenantId` of their details */
  readonly tenantId?: string;
  readonly context: Pick<ConnectorContext, "fetch" | "abort" | "clock" | "limiter">;
  /** Where the tokens for Graph are kept: others than those for an organisation. */
  readonly store: TokenStore;
  /** The family of rate limits whose room requests wait for. @default none: the runtime made room for commands */
  readonly family?: string;
  /** What else may stand in no error. @default nothing */
  readonly secrets?: readonly string[];
}

/** Makes the client of a tenant's Graph. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { connector = "dynamics", app, context, store, tenantId, family, secrets = [] } = options;
  const reachedAt = app.graphUrl.replace(/\/+$/, "");
  const target = { baseUrl: GRAPH_URL, version: GRAPH_VERSION, reachedAt };
  const own = { ...context, fetch: createDynamicsFetch(target) };
  const tokens = appTokens({
    ...{ connector, app, context, store, resource: GRAPH_URL },
    ...(tenantId !== undefined && { tenantId }),
  });
  const request = createRequest({
    ...{ connector, context: own, baseUrl: `${GRAPH_URL}/${GRAPH_VERSION}`, tokens },
    headers: { prefer: IMMUTABLE_IDS },
    secrets: [app.privateKey, ...secrets],
    maxAnswerBytes: LARGEST_ANSWER,
    timeout: TIMEOUT,
    ...(family !== undefined && { family }),
    exceptions: graphExceptions,
  });
  return { request };
}

/** What Graph's answers mean where the common table says otherwise. */
function graphExceptions({ status }: Refusal): Exception | undefined {
  return status === 429 ? { kind: "rate-limited", retryAfter: PAUSE } : undefined;
}
