import { GRAPH_RESOURCE } from "../../entra/entra-options.ts";
import { type Consented, consentedEntra } from "../../entra/testing/entra-client.ts";
import { type Graph, startGraph } from "../graph.ts";
import type { GraphOptions } from "../graph-options.ts";

/** An answer of Graph, its body read. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Read as it comes: the tests look into it. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A Graph whose tenant has our app, and a client with a token. */
export interface ConnectedGraph extends Consented {
  readonly graph: Graph;
  /** The object id of the tenant's one user. */
  readonly ada: string;
  /** The token that is sent; what a test puts here is sent from then on. */
  bearer: string;
  api(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<GraphAnswer>;
  wait(ms: number): void;
  stop(): Promise<void>;
}

/** Starts a Graph that our app is connected to. */
export async function connectedGraph(options: Partial<GraphOptions> = {}): Promise<ConnectedGraph> {
  const consented = await consentedEntra();
  const { clock, entra, tenant } = consented;
  const graph = await startGraph({ clock, entra, tenantId: tenant.id, ...options });
  const connected: ConnectedGraph = {
    ...consented,
    graph,
    ada: tenant.users[0]?.id ?? "",
    bearer: await consented.token(GRAPH_RESOURCE),
    api: (method, path, body, headers = {}) =>
      call(`${graph.url}/v1.0/${path}`, { method, body, bearer: connected.bearer, more: headers }),
    wait: (ms) => clock.moveTo(new Date(Date.parse(clock.now()) + ms).toISOString()),
    stop: async () => {
      await graph.stop();
      await entra.stop();
    },
  };
  return connected;
}

/** A mail such as ours. */
export function mail(more: object = {}): object {
  return {
    subject: "Ditt avtal",
    body: { contentType: "HTML", content: "<p>Hej & välkommen</p>" },
    toRecipients: [{ emailAddress: { address: "anna+news@example.com" } }],
    ...more,
  };
}

interface Sent {
  readonly method: string;
  readonly body: unknown;
  readonly bearer: string;
  readonly more: Readonly<Record<string, string>>;
}

async function call(url: string, { method, body, bearer, more }: Sent): Promise<GraphAnswer> {
  const headers: Record<string, string> = { authorization: `Bearer ${bearer}`, ...more };
  if (body !== undefined) headers["content-type"] = "application/json";
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers, ...sent });
  const text = await response.text();
  const parsed = text.startsWith("{") ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, body: parsed };
}
