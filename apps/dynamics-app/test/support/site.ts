import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { WebResource } from "../../src/index.ts";

/** The origin of an environment as somebody's browser meets it: web resources, and the Web API with that person's rights. */
export interface Site {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Dynamics' strict policy for model-driven apps (learn.microsoft.com, "Content security policy"), and tighter: scripts and
 * styles from the origin alone, none of them inline.
 */
export const STRICT_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** What a site shows. */
export interface SiteOptions {
  readonly resources: readonly WebResource[];
  /** Where the Web API really is. */
  readonly api: string;
  /** Whose rights requests have; in Dynamics it is the session's cookie that says so. */
  readonly token: string;
}

/** Starts a site on the loopback interface. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((ended) => {
        server.close(() => ended());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { resources, api, token }: SiteOptions,
): Promise<void> {
  const path = request.url ?? "/";
  if (path.startsWith("/api/data/")) return proxy(request, response, { api, token });
  const name = new URL(path, "http://site").pathname.replace("/WebResources/", "");
  const resource = resources.find((each) => each.name === name);
  const type = TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain";
  response.writeHead(resource === undefined ? 404 : 200, {
    ...{ "content-type": type, "content-security-policy": STRICT_POLICY },
    "x-content-type-options": "nosniff",
  });
  response.end(resource?.content ?? "");
}

async function proxy(
  request: IncomingMessage,
  response: ServerResponse,
  { api, token }: { readonly api: string; readonly token: string },
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const kept = [
    "accept",
    "content-type",
    "odata-version",
    "odata-maxversion",
    "if-match",
    "prefer",
  ];
  const headers = Object.fromEntries(
    kept.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
  const answered = await fetch(`${api}${request.url}`, {
    method: request.method ?? "GET",
    headers: { ...headers, authorization: `Bearer ${token}` },
    ...(body.length > 0 && { body }),
  });
  const type = answered.headers.get("content-type");
  response.writeHead(answered.status, type === null ? {} : { "content-type": type });
  response.end(Buffer.from(await answered.arrayBuffer()));
}
