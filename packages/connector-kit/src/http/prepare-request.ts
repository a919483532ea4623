import type { ConnectorError, ConnectorErrorDetails } from "@perennial/contract";
import type { RequestDefaults, RequestOptions } from "./request-options.ts";

/** A request ready to be written. */
export interface PreparedRequest {
  /** Method and path, for errors; never the query. */
  readonly name: string;
  readonly url: string;
  readonly init: RequestInit;
  /** Whether it may change something on the other side. */
  readonly changes: boolean;
}

type Fail = (details: Omit<ConnectorErrorDetails, "connector">) => ConnectorError;

/** Builds address, headers and body. Throws a `ConnectorError` of kind `invalid` for what cannot be sent. */
export function prepareRequest(
  defaults: RequestDefaults,
  options: RequestOptions,
  fail: Fail,
): PreparedRequest {
  const url = buildUrl(defaults.baseUrl, options, fail);
  const body = bodyOf(options);
  return {
    name: `${options.method} ${url.pathname}`,
    url: url.href,
    changes: options.method !== "GET",
    init: {
      method: options.method,
      headers: buildHeaders({ ...body?.headers, ...defaults.headers, ...options.headers }, fail),
      ...(body === undefined ? {} : { body: body.text }),
    },
  };
}

function buildUrl(baseUrl: string, options: RequestOptions, fail: Fail): URL {
  if (!URL.canParse(baseUrl)) {
    throw fail({ kind: "invalid", message: "the address in the settings is not a URL" });
  }
  const url = new URL(baseUrl);
  const segments = options.path.map((segment) => {
    // A URL parser would walk up the path, whichever way these are escaped.
    if (/^\.{0,2}$/.test(segment)) {
      throw fail({ kind: "invalid", message: `"${segment}" cannot be a part of a path` });
    }
    return encodeURIComponent(segment.toWellFormed());
  });
  url.pathname = [url.pathname.replace(/\/+$/, ""), ...segments].join("/");
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url;
}

function buildHeaders(headers: Readonly<Record<string, string>>, fail: Fail): Headers {
  try {
    return new Headers({ accept: "application/json", "user-agent": "Perennial", ...headers });
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
