import {
  Client,
  type Context,
  type Middleware,
  ResponseType,
} from "@microsoft/microsoft-graph-client";

/** Which service a transport speaks to. */
export interface TransportTarget {
  /** The address up to the version, such as `https://contoso.crm4.dynamics.com/api/data`. */
  readonly baseUrl: string;
  /** Such as `v9.2`. */
  readonly version: string;
  /** Where requests really go, such as a simulator, up to the version. @default `baseUrl` */
  readonly reachedAt?: string;
}

/** What went wrong below the SDK, which itself keeps the name of it alone. */
interface Failure {
  cause?: unknown;
}

/**
 * A `fetch` that goes through Microsoft's Graph client, for Dataverse as for Graph: with a chain of our own, which
 * repeats nothing, adds no token and follows no redirect, and with raw answers, whose status we judge ourselves
 * (crm/dynamics.md, 1). Addresses outside the target are refused, so that a token goes nowhere else.
 */
export function createDynamicsFetch(target: TransportTarget): typeof fetch {
  const { baseUrl, version, reachedAt = baseUrl } = target;
  const root = `${baseUrl}/${version}/`;
  const middleware = new PlatformFetch();
  const client = Client.initWithMiddleware({
    ...{ baseUrl: reachedAt, defaultVersion: version, middleware },
  });
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(root)) throw new TypeError(`not an address below ${root}`);
    const failure: Failure = {};
    // Relative, for the SDK knows absolute addresses by https alone; what is encoded stays as it is.
    const request = client
      .api(`/${url.slice(root.length)}`)
      .responseType(ResponseType.RAW)
      .headers(Object.fromEntries(new Headers(init.headers)))
      .options({ signal: init.signal, redirect: init.redirect ?? "manual", failure });
    try {
      return await send(request, init);
    } catch (error) {
      throw failure.cause ?? error;
    }
  };
}

type GraphRequest = ReturnType<Client["api"]>;

function send(request: GraphRequest, { method = "GET", body }: RequestInit): Promise<Response> {
  if (method === "GET") return request.get();
  if (method === "DELETE") return request.delete();
  if (method === "PATCH") return request.patch(body);
  return method === "PUT" ? request.put(body) : request.post(body);
}

/** The end of the chain: the platform's `fetch`, whose own error is kept. */
class PlatformFetch implements Middleware {
  async execute(context: Context): Promise<void> {
    const given: Context["options"] & { readonly failure?: unknown } = context.options ?? {};
    const { failure, ...options } = given;
    try {
      context.response = await fetch(context.request, options);
    } catch (error) {
      if (isFailure(failure)) failure.cause = error;
      throw error;
    }
  }
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null;
}
