import { validateHeaderName, validateHeaderValue } from "node:http";
import type { ConnectorError, ConnectorErrorDetails } from "@perennial/contract";
import type { RequestDefaults, RequestOptions } from "./request-options.ts";

/** A request ready to be written. */
export interface PreparedRequest {
  /** Method and path, for errors; never the query. */
  readonly name: string;
  readonly url: URL;
  readonly init: {
    readonly method: RequestOptions["method"];
    /** By names in small letters. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** Whether it may change something on the other side. */
  readonly changes: boolean;
  /** Whether sending it again can do no harm. */
  readonly repeatable: boolean;
}

/** Makes an error of a connector. */
export type Fail = (details: Omit<ConnectorErrorDetails, "connector">) => ConnectorError;

/** Builds address, headers and body. Throws a `ConnectorError` of kind `invalid` for what cannot be sent. */
export function prepareRequest(
  defaults: RequestDefaults,
  options: RequestOptions,
  fail: Fail,
): PreparedRequest {
  const url = buildUrl(defaults.baseUrl, options, fail);
  const body = bodyOf(options);
  const changes = !(options.readOnly ?? options.method === "GET");
  const headers = { ...body?.headers, ...defaults.headers, ...keyHeader(defaults, options) };
  return {
    name: `${options.method} ${url.pathname}`,
    url,
    changes,
    repeatable: !changes || options.idempotencyKey !== undefined,
    init: {
      method: options.method,
      headers: buildHeaders({ ...headers, ...options.headers }, fail),
      ...(body === undefined ? {} : { body: body.text }),
    },
  };
}

function buildUrl(baseUrl: string, options: RequestOptions, fail: Fail): URL {
  const base = parsed(baseUrl, fail);
  const url =
    options.link === undefined
      ? appended(base, options.path ?? [], fail)
      : linked(base, options.link, fail);
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

function parsed(baseUrl: string, fail: Fail): URL {
  try {
    return new URL(baseUrl);
  } catch {
    throw fail({ kind: "invalid", message: "the address in the settings is not a URL" });
  }
}

function appended(url: URL, path: readonly string[], fail: Fail): URL {
  if (path.length === 0) return url;
  const segments = path.map((segment) => {
    // A URL parser would walk up the path, whichever way these are escaped.
    if (/^\.{0,2}$/.test(segment)) {
      throw fail({ kind: "invalid", message: `"${segment}" cannot be a part of a path` });
    }
    return encodeURIComponent(segment.toWellFormed());
  });
  url.pathname = [url.pathname.replace(/\/+$/, ""), ...segments].join("/");
  return url;
}

function linked(base: URL, link: string, fail: Fail): URL {
  const url = URL.canParse(link, base.href) ? new URL(link, base) : undefined;
  if (url?.origin === base.origin && url.username === "" && url.password === "") return url;
  throw fail({
    kind: "invalid",
    message: "the other side gave a link to somewhere else, which does not get our credentials",
  });
}

function keyHeader(
  { idempotencyHeader: { name = "idempotency-key", quoted = false } = {} }: RequestDefaults,
  { idempotencyKey: key }: RequestOptions,
): Readonly<Record<string, string>> {
  if (key === undefined) return {};
  return { [name]: quoted ? `"${key.replace(/["\\]/g, "\\$&")}"` : key };
}

function buildHeaders(
  headers: Readonly<Record<string, string>>,
  fail: Fail,
): Readonly<Record<string, string>> {
  const built: Record<string, string> = { accept: "application/json", "user-agent": "Perennial" };
  try {
    for (const [name, given] of Object.entries(headers)) {
      const value = given.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
      validateHeaderName(name);
      validateHeaderValue(name, value);
      built[name.toLowerCase()] = value;
    }
    return built;
  } catch {
    // The platform's own message would quote the value, which may be a credential.
    throw fail({
      kind: "invalid",
      message:
        "a setting cannot be sent as a header; look for line breaks and characters beyond Latin-1",
    });
  }
}

function bodyOf({ json, form, text }: RequestOptions) {
  if (form !== undefined) {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return { headers, text: new URLSearchParams(form).toString() };
  }
  const written = text ?? (json === undefined ? undefined : JSON.stringify(json));
  return written === undefined
    ? undefined
    : { headers: { "content-type": "application/json" }, text: written };
}
