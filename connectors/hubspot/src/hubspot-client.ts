import { createRequest, type RequestFunction, type RequestOptions } from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import { type AccountDetails, createAccountReader } from "./account/account-details.ts";
import { hubspotTokens } from "./account/hubspot-tokens.ts";
import { type BatchAnswer, BatchBody, mergeBatches } from "./batch/batch-answer.ts";
import type { HubspotApp } from "./hubspot-credentials.ts";
import { hubspotExceptions, refusalOf } from "./hubspot-errors.ts";
import type { HubspotPath } from "./hubspot-paths.ts";
import { createHubspotFetch } from "./hubspot-transport.ts";

export type { AccountDetails } from "./account/account-details.ts";
export type { BatchAnswer, BatchError } from "./batch/batch-answer.ts";

/** Records that one batch call takes (crm/hubspot.md, 4.3). */
export const BATCH_SIZE = 100;
/** Bytes of an answer: a hundred records with long notes in many properties. */
const LARGEST_ANSWER = 16 * 1_048_576;

/** How a batch is sent. */
export interface BatchOptions {
  /** Whether it changes nothing, such as a read; it may then be repeated. @default false */
  readonly readOnly?: boolean;
  /** What stands beside `inputs` in the body, such as `properties`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Inputs in one call. @default 100 */
  readonly size?: number;
  /** The family whose room each call takes; none for commands, whose room was made before `perform`. @default none */
  readonly family?: string;
}

/** HubSpot as one portal's connection reaches it. */
export interface HubspotClient {
  /**
   * One request with the portal's access token, renewed where it ran out. It takes room under the rate limits only
   * where it names a `family`. A refusal's message names the properties or the scopes that it is about.
   */
  readonly request: RequestFunction;
  /**
   * Sends inputs in as many calls as they need, one after the other, and gives what became of each, whether HubSpot
   * answers 200, 201 or 207 (crm/hubspot.md, 2.3). Where a call fails as a whole this throws, though earlier calls
   * were taken: what writes gives no more inputs than one call takes.
   */
  batch<T>(path: HubspotPath, inputs: readonly T[], options?: BatchOptions): Promise<BatchAnswer>;
  /** The portal's details, asked for once. */
  account(): Promise<AccountDetails>;
  /** The scopes that the installation was granted; undefined where nobody has kept them. */
  scopes(): Promise<ReadonlySet<string> | undefined>;
}

/** What a client is made with. */
export type HubspotContext = ConnectorContext<HubspotApp>;

/** Our app's credentials. Throws a `ConnectorError` that tells the operator where they go. */
export function appOf({ app }: Pick<HubspotContext, "app">): HubspotApp {
  if (app !== undefined) return app;
  const message =
    "the server has no HubSpot app: its operator sets PERENNIAL_HUBSPOT_APP_ID, PERENNIAL_HUBSPOT_CLIENT_ID and PERENNIAL_HUBSPOT_CLIENT_SECRET";
  throw new ConnectorError({ connector: "hubspot", kind: "unavailable", message });
}

/** Makes the client of a portal's connection. */
export function createHubspotClient(context: HubspotContext): HubspotClient {
  const app = appOf(context);
  const own = { ...context, fetch: createHubspotFetch() };
  const plain = createRequest({
    ...{ connector: "hubspot", context: own, baseUrl: app.apiUrl },
    tokens: hubspotTokens(app, own),
    secrets: [app.clientSecret],
    maxAnswerBytes: LARGEST_ANSWER,
    exceptions: hubspotExceptions,
  });
  const request: RequestFunction = async (options) => {
    const accept = options.accept ?? [];
    const answer = await plain({ ...options, accept: [...accept, 400, 403] });
    if (answer.status < 400 || accept.includes(answer.status)) return answer;
    throw refusalOf(options, answer);
  };
  return {
    request,
    batch: (path, inputs, options = {}) => sendBatch(request, { path, inputs, options }),
    account: createAccountReader(request),
    async scopes() {
      const kept = (await context.tokens.read())?.details?.scopes;
      return kept === undefined ? undefined : new Set(kept.split(" "));
    },
  };
}

interface Batch {
  readonly path: HubspotPath;
  readonly inputs: readonly unknown[];
  readonly options: BatchOptions;
}

async function sendBatch(
  request: RequestFunction,
  { path, inputs, options }: Batch,
): Promise<BatchAnswer> {
  const { size = BATCH_SIZE, extra, readOnly = false, family } = options;
  const answers: BatchAnswer[] = [];
  for (let from = 0; from < inputs.length; from += size) {
    const sent: RequestOptions = {
      ...{ method: "POST", path, readOnly },
      json: { ...extra, inputs: inputs.slice(from, from + size) },
      ...(family !== undefined && { family }),
    };
    const answer = await request(sent);
    if (answer.status !== 204) answers.push(answer.read(BatchBody));
  }
  return mergeBatches(answers);
}
