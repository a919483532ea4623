import { ManualClock } from "@perennial/contract";
import type { Org } from "../org/org.ts";
import type { OrgOptions } from "../org/org-options.ts";
import { type Salesforce, startSalesforce } from "../salesforce.ts";
import type { SalesforceApp, SalesforceOptions } from "../salesforce-options.ts";

/** An app such as ours. */
export const APP: SalesforceApp = {
  clientId: "3MVG9perennial.consumer.key",
  clientSecret: "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
  redirectUris: ["http://localhost:4000/oauth/salesforce/callback"],
};

/** An answer of the API, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Read as it comes: the tests look into it. */
  readonly body: unknown;
}

/** A Salesforce with one org that the app is connected to, and a client with its token. */
export interface Connected {
  readonly clock: ManualClock;
  readonly salesforce: Salesforce;
  readonly org: Org;
  accessToken: string;
  refreshToken: string;
  /** Calls a path after `/services/data/v67.0`. */
  api(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Runs a query. */
  query(soql: string, verb?: "query" | "queryAll"): Promise<Answer>;
  /** The clock goes on by so many milliseconds. */
  wait(ms: number): void;
}

/** Where every story of these tests begins. */
export const START = "2026-11-22T08:00:00.000Z";

/** Starts a Salesforce with the app connected to one org. */
export async function connectedSalesforce(
  orgOptions: OrgOptions = {},
  options: Partial<SalesforceOptions> = {},
): Promise<Connected> {
  const clock = new ManualClock(START);
  const salesforce = await startSalesforce({ clock, app: APP, ...options });
  const org = await salesforce.addOrg(orgOptions);
  const { accessToken, refreshToken } = salesforce.connect(org);
  const connected: Connected = {
    clock,
    salesforce,
    org,
    accessToken,
    refreshToken,
    api: (method, path, body, headers = {}) =>
      call(`${org.url}/services/data/v67.0${path}`, {
        method,
        body,
        headers: { authorization: `Bearer ${connected.accessToken}`, ...headers },
      }),
    query: (soql, verb = "query") =>
      connected.api("GET", `/${verb}?${new URLSearchParams({ q: soql })}`),
    wait: (ms) => clock.moveTo(new Date(Date.parse(clock.now()) + ms).toISOString()),
  };
  return connected;
}

/** Sends a request and reads what comes back. */
export async function call(
  url: string,
  request: { method: string; body?: unknown; headers: Record<string, string> },
): Promise<Answer> {
  const { method, body } = request;
  const headers = { ...request.headers };
  const isText = typeof body === "string" || body instanceof URLSearchParams;
  if (body !== undefined && !isText) headers["content-type"] = "application/json";
  const init = body === undefined ? {} : { body: isText ? body : JSON.stringify(body) };
  const response = await fetch(url, { method, headers, redirect: "manual", ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
